package io.recurbench.cells;

import io.recurbench.api.Expr;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The function applied to the new state. */
enum Activation {
    TANH(Expr::tanh),
    SIGMOID(Expr::sigmoid),
    RELU(Expr::relu),
    GELU(Expr::gelu),
    IDENTITY(UnaryOperator.identity());

    private final UnaryOperator<Expr> function;

    Activation(UnaryOperator<Expr> function) {
        this.function = function;
    }

    static Activation of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    Expr apply(Expr value) {
        return function.apply(value);
    }

    /** All names, tanh first. */
    static List<String> names() {
        return names(TANH);
    }

    /** All names, {@code first} first: the default. */
    static List<String> names(Activation first) {
        return Stream.concat(Stream.of(first), Stream.of(values()).filter(a -> a != first))
                .map(a -> a.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
