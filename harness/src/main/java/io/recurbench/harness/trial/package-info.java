/** One trial: training, evaluation, measurement, as a function of a serialisable specification. */
@NullMarked
package io.recurbench.harness.trial;

import org.jspecify.annotations.NullMarked;
