/** Experiments: YAML into values, scales, overrides, grids. */
@NullMarked
package io.recurbench.harness.experiment;

import org.jspecify.annotations.NullMarked;
