/** How far a run is: a live line, plain lines, or trouble alone. */
@NullMarked
package io.recurbench.cli.progress;

import org.jspecify.annotations.NullMarked;
