package io.recurbench.cells;

import io.recurbench.api.cell.Expr;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The function applied to the new state. */
enum Activation {
    TANH,
    SIGMOID,
    RELU,
    GELU,
    IDENTITY;

    static Activation of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    Expr apply(Expr value) {
        return switch (this) {
            case TANH -> value.tanh();
            case SIGMOID -> value.sigmoid();
            case RELU -> value.relu();
            case GELU -> value.gelu();
            case IDENTITY -> value;
        };
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
