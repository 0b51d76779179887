/**
 * What a run leaves behind: one record per trial, and the manifest that describes the run and its environment; and the {@link
 * io.recurbench.api.record.ReportWriter} that makes a page of them.
 */
@NullMarked
package io.recurbench.api.record;

import org.jspecify.annotations.NullMarked;
