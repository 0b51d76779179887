/**
 * What every plugin has: an identity ({@link io.recurbench.api.Plugin}), options, errors that a user can act on, random numbers.
 * Each package below has one subject. Plugins implement {@link io.recurbench.api.cell.Cell}, {@link
 * io.recurbench.api.task.Suite}, {@link io.recurbench.api.backend.Backend} or {@link io.recurbench.api.record.ReportWriter}; {@code
 * program} and {@code batch} are what backends execute, {@code record} what a run leaves behind, {@code service} what plugins may ask of
 * the distribution, {@code text} and {@code command} how things are said to people.
 */
@NullMarked
package io.recurbench.api;

import org.jspecify.annotations.NullMarked;
