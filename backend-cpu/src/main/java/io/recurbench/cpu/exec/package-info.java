/**
 * Runs plans: memory, threads, and one instruction for each thing that a plan says to do. Every thread has instructions
 * of its own over shared memory; which rows or columns a thread takes changes no result.
 */
@NullMarked
package io.recurbench.cpu.exec;

import org.jspecify.annotations.NullMarked;
