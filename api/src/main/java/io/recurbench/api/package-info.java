/**
 * The service provider interface: what a plugin implements ({@link io.recurbench.api.cell.Cell}, {@link
 * io.recurbench.api.task.Task}, {@link io.recurbench.api.task.Suite}, {@link io.recurbench.api.backend.Backend}, {@link
 * io.recurbench.api.record.ReportWriter}) and the values that pass between plugins and the harness.
 */
@NullMarked
package io.recurbench.api;

import org.jspecify.annotations.NullMarked;
