/** The conformance kit on the command line: what is tried, and what is told of it. */
@NullMarked
package io.recurbench.cli.parity;

import org.jspecify.annotations.NullMarked;
