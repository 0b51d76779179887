package io.recurbench.cells;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Which terms are added to a product of input and state (Ebrahimi and Memisevic 2025, Fig. 3). */
enum Additive {
    NONE(false, false),
    CONSTANT(true, false),
    INPUT(false, true),
    BOTH(true, true);

    private final boolean constant;
    private final boolean input;

    Additive(boolean constant, boolean input) {
        this.constant = constant;
        this.input = input;
    }

    static Additive of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    boolean hasConstant() {
        return constant;
    }

    boolean hasInput() {
        return input;
    }

    static List<String> names() {
        return Stream.of(values()).map(a -> a.name().toLowerCase(Locale.ROOT)).toList();
    }
}
