package io.recurbench.backend;

import io.recurbench.api.stability.Stability;
import java.util.List;

/** A flat vector in the layout of {@link io.recurbench.api.program.Program#parameters()} that lives on the device. */
@Stability.Experimental
public enum Vector {
    /** What is trained. */
    PARAMETERS,
    /** What the last training batch left: the gradient of its mean loss, zero for parameters that are not trained. */
    GRADIENT,
    /** The optimiser's running mean of gradients. */
    FIRST_MOMENT,
    /** The optimiser's running mean of squared gradients. */
    SECOND_MOMENT;

    /** The moments that an optimiser with so many of them keeps, in order. */
    public static List<Vector> moments(int count) {
        return List.of(FIRST_MOMENT, SECOND_MOMENT).subList(0, count);
    }
}
