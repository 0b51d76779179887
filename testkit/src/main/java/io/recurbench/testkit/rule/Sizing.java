package io.recurbench.testkit.rule;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.cell.Cell;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Chooses options that give a cell a certain size. The option {@code hidden} is the width of the state; every other whole
 * number (a rank, a block) is taken small and odd where the cell allows it.
 */
final class Sizing {
    private static final String HIDDEN = "hidden";

    private Sizing() {}

    /**
     * Tries options for the hidden size, then for the size above it (a cell may want an even one).
     *
     * @param given options that are fixed
     * @param attempt makes something of the options, or throws a RecurbenchException about the sizes for another try
     * @return what came of the first options that went through
     */
    static <T> Optional<T> at(int hidden, Cell cell, Map<String, ?> given, Function<Options, T> attempt) {
        for (int size : new int[] {hidden, hidden + 1}) {
            for (int other : IntStream.of(size / 2 + 1, 0, 3, 1).distinct().toArray()) {
                Optional<T> made = attempt(values(cell, given, size, other), cell, attempt);
                if (made.isPresent()) {
                    return made;
                }
            }
        }
        return Optional.empty();
    }

    private static <T> Optional<T> attempt(Map<String, Object> values, Cell cell, Function<Options, T> attempt) {
        try {
            return Optional.of(attempt.apply(Options.resolve("cell '" + cell.id() + "'", cell.options(), values)));
        } catch (RecurbenchException e) {
            if (isOfSizes(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Whether sizes are refused: by the cell, or by shapes that do not go together at them. */
    static boolean isOfSizes(RecurbenchException e) {
        return e.kind() == RecurbenchException.Kind.USAGE || e.kind() == RecurbenchException.Kind.CONFORMANCE;
    }

    /** The values for a size; {@code other} for the other whole numbers, 0 for their defaults. */
    private static Map<String, Object> values(Cell cell, Map<String, ?> given, int hidden, int other) {
        Map<String, Object> values = new LinkedHashMap<>(given);
        for (Option option : wholeNumbers(cell)) {
            int wanted = option.name().equals(HIDDEN) ? hidden : other;
            if (wanted > 0) {
                double bounded = Math.max(option.minimum(), Math.min(option.maximum(), wanted));
                values.putIfAbsent(option.name(), (long) bounded);
            }
        }
        return values;
    }

    /** The values of all options that are not whole numbers. */
    static Map<String, Object> withoutWholeNumbers(Cell cell, Options options) {
        Map<String, Object> values = new LinkedHashMap<>(options.values());
        wholeNumbers(cell).forEach(option -> values.remove(option.name()));
        return values;
    }

    static boolean hasHidden(Cell cell) {
        return wholeNumbers(cell).stream().anyMatch(option -> option.name().equals(HIDDEN));
    }

    private static List<Option> wholeNumbers(Cell cell) {
        return cell.options().stream()
                .filter(option -> option.type() == Option.Type.INTEGER)
                .toList();
    }
}
