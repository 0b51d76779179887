/**
 * Tasks and the suites that bring them ({@link io.recurbench.api.task.Suite}): those that are learned, and those that measure
 * speed.
 */
@NullMarked
package io.recurbench.api.task;

import org.jspecify.annotations.NullMarked;
