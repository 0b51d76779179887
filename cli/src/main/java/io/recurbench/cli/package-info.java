/** The command line: commands and nothing else. */
@NullMarked
package io.recurbench.cli;

import org.jspecify.annotations.NullMarked;
