/**
 * Backends: what runs a {@link io.recurbench.api.program.Program} and trains its parameters ({@link
 * io.recurbench.api.backend.Backend}, {@link io.recurbench.api.backend.Trainer}), and what they are asked for.
 */
@NullMarked
package io.recurbench.api.backend;

import org.jspecify.annotations.NullMarked;
