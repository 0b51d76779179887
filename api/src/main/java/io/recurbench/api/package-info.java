/**
 * The service provider interface: what a plugin implements ({@link io.recurbench.api.Cell}, {@link
 * io.recurbench.api.Task}, {@link io.recurbench.api.Suite}, {@link io.recurbench.api.Backend}, {@link
 * io.recurbench.api.ReportWriter}) and the values that pass between plugins and the harness.
 */
@NullMarked
package io.recurbench.api;

import org.jspecify.annotations.NullMarked;
