/**
 * What tasks share: token sequences labelled by a finite automaton ({@link
 * io.recurbench.suites.common.SequenceTaskData}), streams of text cut into chunks ({@link
 * io.recurbench.suites.common.StreamTaskData}), data files with a known digest ({@link
 * io.recurbench.suites.common.DataFile}), and digests of batches for golden tests. Open to third parties: a task of your
 * own is an {@link io.recurbench.suites.common.Automaton} of a few lines, or a text.
 */
@NullMarked
package io.recurbench.suites.common;

import org.jspecify.annotations.NullMarked;
