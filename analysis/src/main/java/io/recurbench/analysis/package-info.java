/** A tensor toolbox over what cells have learned: transition tensors, their ranks, spectra and rotation angles. */
@NullMarked
package io.recurbench.analysis;

import org.jspecify.annotations.NullMarked;
