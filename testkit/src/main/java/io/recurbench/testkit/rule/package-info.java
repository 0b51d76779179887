/**
 * The conformance rules as plain code: {@link io.recurbench.testkit.rule.CellRules} and {@link
 * io.recurbench.testkit.rule.BackendRules}, run by {@link io.recurbench.testkit.rule.RuleRunner} without JUnit. The rule
 * book with the reasons is {@code docs/conformance.md}.
 */
@NullMarked
package io.recurbench.testkit.rule;

import org.jspecify.annotations.NullMarked;
