/** The rules for report writers as plain code: {@link io.recurbench.testkit.report.ReportRules}. */
@NullMarked
package io.recurbench.testkit.report;

import org.jspecify.annotations.NullMarked;
