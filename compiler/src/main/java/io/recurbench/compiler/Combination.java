package io.recurbench.compiler;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A sum or a product whose operands are combined from the coarsest rank to the finest, within a rank single numbers
 * first, then in the order of their ids.
 */
final class Combination {
    /** An operand: its value, its sign in a sum, how fine it is. */
    private record Operand(int value, boolean negative, int rank) {}

    private final Builder builder;
    private final boolean isProduct;
    private final List<Operand> operands = new ArrayList<>();
    private double constant;

    private Combination(Builder builder, boolean isProduct) {
        this.builder = builder;
        this.isProduct = isProduct;
        this.constant = isProduct ? 1 : 0;
    }

    static Combination sum(Builder builder) {
        return new Combination(builder, false);
    }

    static Combination product(Builder builder) {
        return new Combination(builder, true);
    }

    Combination add(int value, boolean negative, int rank) {
        operands.add(new Operand(value, negative, rank));
        return this;
    }

    /** The constant summand or factor, taken in where it is cheapest: with the coarsest operands. */
    Combination constant(double value) {
        this.constant = value;
        return this;
    }

    /** The combined value; {@code neutral} as a number if there is no operand. */
    int build(double neutral) {
        if (operands.isEmpty()) {
            return builder.constant(1, isProduct ? neutral * constant : neutral + constant);
        }
        List<Operand> order = operands.stream()
                .sorted(Comparator.comparingInt(Operand::rank)
                        .thenComparingInt(o -> Math.min(2, builder.width(o.value())))
                        .thenComparingInt(Operand::value))
                .toList();
        int coarsest = order.get(0).rank();
        int value = order.get(0).value();
        boolean negative = order.get(0).negative();
        boolean pending = true;
        for (Operand operand : order.subList(1, order.size())) {
            if (pending && operand.rank() != coarsest) {
                value = withConstant(value, negative);
                pending = false;
            }
            if (isProduct) {
                value = builder.multiply(value, operand.value());
            } else if (negative == operand.negative()) {
                value = builder.add(value, operand.value());
            } else {
                value = negative ? builder.subtract(operand.value(), value) : builder.subtract(value, operand.value());
                negative = false;
            }
        }
        if (pending) {
            value = withConstant(value, negative);
        }
        return negative ? builder.scale(-1, value) : value;
    }

    private int withConstant(int value, boolean negative) {
        if (isProduct) {
            return builder.scale(constant, value);
        }
        return builder.shift(negative ? -constant : constant, value);
    }
}
