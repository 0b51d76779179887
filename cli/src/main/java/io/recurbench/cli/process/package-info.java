/** The process: how it ends, what interrupts it, whose plugins are in it, and the processes that run trials for it. */
@NullMarked
package io.recurbench.cli.process;

import org.jspecify.annotations.NullMarked;
