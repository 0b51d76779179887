package io.recurbench.cells;

import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * When the state is divided by its norm: without additive terms its length carries nothing. After every step keeps long
 * sequences and stacks in range: addition mod 5 is learned for length 500 with it and not without.
 */
enum Normalisation {
    NONE,
    STEP,
    EVALUATION;

    static Normalisation of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    Expr apply(CellScope scope, Expr state) {
        return switch (this) {
            case NONE -> state;
            case STEP -> state.normalise();
            case EVALUATION -> scope.choose(state, state.normalise());
        };
    }

    static List<String> names() {
        return Stream.of(values()).map(n -> n.name().toLowerCase(Locale.ROOT)).toList();
    }
}
