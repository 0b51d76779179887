/**
 * What the distribution does for plugins: the compiler and the audit of what is timed, found by {@link
 * io.recurbench.api.service.Services}.
 */
@NullMarked
package io.recurbench.api.service;

import org.jspecify.annotations.NullMarked;
