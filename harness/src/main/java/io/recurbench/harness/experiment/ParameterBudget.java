package io.recurbench.harness.experiment;

import io.recurbench.api.RecurbenchException;
import java.math.BigDecimal;
import java.util.Locale;

/** Numbers of parameters as people write them. */
public final class ParameterBudget {
    private ParameterBudget() {}

    /**
     * {@code "8.25K"} is 8250, {@code "1.7M"} is 1700000, {@code "111000"} is itself.
     *
     * @throws RecurbenchException of kind USAGE for anything else
     */
    public static long parse(String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        long unit = upper.endsWith("K") ? 1_000 : upper.endsWith("M") ? 1_000_000 : 1;
        String digits = unit == 1 ? upper : upper.substring(0, upper.length() - 1);
        try {
            long parameters =
                    new BigDecimal(digits).multiply(BigDecimal.valueOf(unit)).longValueExact();
            if (parameters > 0) {
                return parameters;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw wrong(text);
        }
        throw wrong(text);
    }

    private static RecurbenchException wrong(String text) {
        return RecurbenchException.usage(
                "expects a number of parameters such as 8.25K, 1.7M or 111000, not '" + text + "'");
    }
}
