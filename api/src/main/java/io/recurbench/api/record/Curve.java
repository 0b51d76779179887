package io.recurbench.api.record;

import io.recurbench.api.stability.Stability;
import java.util.List;

/**
 * A measured curve.
 *
 * @param name what is drawn: {@code "train/loss"}, {@code "validation/bpc"}, {@code "length/normalised-accuracy"}
 * @param xName name of the abscissa: {@code "update"}, {@code "length"}
 * @param unit unit of the ordinate, as in {@link Metric#unit()}
 * @param x abscissae
 * @param y ordinates, as many; NaN and infinities are allowed
 */
@Stability.Stable
public record Curve(String name, String xName, String unit, List<Double> x, List<Double> y) {
    /** Copies and checks. */
    public Curve {
        x = List.copyOf(x);
        y = List.copyOf(y);
        if (x.size() != y.size()) {
            throw new IllegalArgumentException(
                    "curve " + name + " has " + x.size() + " abscissae and " + y.size() + " ordinates");
        }
    }
}
