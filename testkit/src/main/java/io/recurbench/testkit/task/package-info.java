/** The rules for tasks as plain code: {@link io.recurbench.testkit.task.TaskRules}. */
@NullMarked
package io.recurbench.testkit.task;

import org.jspecify.annotations.NullMarked;
