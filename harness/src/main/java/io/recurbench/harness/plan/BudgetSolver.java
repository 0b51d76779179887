package io.recurbench.harness.plan;

import io.recurbench.api.Option;
import io.recurbench.api.RecurbenchException;
import io.recurbench.harness.discovery.PluginFailure;
import io.recurbench.harness.experiment.CellEntry;
import io.recurbench.harness.experiment.ParameterBudget;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/**
 * Finds the value of an option whose model comes nearest to a number of parameters. The number grows with the option;
 * values that the cell refuses (a size that a block does not divide) are passed over.
 */
final class BudgetSolver {
    /** How many values in a row a cell may refuse before there is no solution above. */
    private static final int LONGEST_GAP = 512;

    private final String cell;
    private final Option option;
    private final LongFunction<Long> parameters;

    /**
     * A solver.
     *
     * @param cell name for messages
     * @param parameters number of parameters for a value of the option; throws a {@link RecurbenchException} if the cell
     *     refuses the value
     */
    BudgetSolver(String cell, List<Option> options, String option, LongFunction<Long> parameters) {
        this.cell = cell;
        this.parameters = parameters;
        this.option = options.stream()
                .filter(o -> o.name().equals(option) && o.type() == Option.Type.INTEGER)
                .findFirst()
                .orElseThrow(() -> RecurbenchException.usage(
                        cell + " has no whole-number option '" + option + "' that a budget could be solved for"));
    }

    /** A valid value and what it costs. */
    private record Candidate(long value, long parameters) {}

    long solve(CellEntry.Budget budget, String text) {
        long target = ParameterBudget.parse(text);
        long least = (long) option.minimum();
        Candidate below = candidate(least).orElseThrow(() -> refused(least, text));
        if (below.parameters() < target) {
            below = climb(below, target);
        }
        // Above is the next valid value: the nearest is one of the two.
        Candidate above = candidate(below.value() + 1).orElse(below);
        Candidate nearest =
                Math.abs(above.parameters() - target) < Math.abs(below.parameters() - target) ? above : below;
        if (Math.abs(nearest.parameters() - target) > budget.tolerance() * target) {
            throw RecurbenchException.usage(String.format(
                    Locale.ROOT,
                    "%s: no %s gives %s parameters within %.1f %%; the nearest, %d, gives %d",
                    cell,
                    option.name(),
                    text,
                    100 * budget.tolerance(),
                    nearest.value(),
                    nearest.parameters()));
        }
        return nearest.value();
    }

    /** The largest valid value that costs no more than the target, which {@code start} does not exceed. */
    private Candidate climb(Candidate start, long target) {
        Candidate low = start;
        long high = start.value();
        do {
            high = Math.min(2 * high + 1, (long) option.maximum());
            java.util.Optional<Candidate> next = candidate(high);
            if (next.isEmpty() || next.get().parameters() > target) {
                break;
            }
            low = next.get();
        } while (low.value() < option.maximum());
        while (high - low.value() > 1) {
            long middle = low.value() + (high - low.value()) / 2;
            java.util.Optional<Candidate> next = candidate(middle);
            if (next.isPresent()
                    && next.get().parameters() <= target
                    && next.get().value() < high) {
                low = next.get();
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The first value from {@code from} on that the cell accepts. */
    private java.util.Optional<Candidate> candidate(long from) {
        for (long value = from; value < from + LONGEST_GAP && value <= option.maximum(); value++) {
            OptionalLong count = count(value);
            if (count.isPresent()) {
                return java.util.Optional.of(new Candidate(value, count.getAsLong()));
            }
        }
        return java.util.Optional.empty();
    }

    private OptionalLong count(long value) {
        try {
            return OptionalLong.of(parameters.apply(value));
        } catch (ArithmeticException e) {
            // More than an int can count: larger than every budget.
            return OptionalLong.of(Long.MAX_VALUE / 2);
        } catch (RecurbenchException e) {
            return OptionalLong.empty();
        } catch (PluginFailure e) {
            // Shapes that go together at other sizes, of a cell that leaves it to them to say so.
            if (e.getCause() instanceof RecurbenchException) {
                return OptionalLong.empty();
            }
            throw e;
        }
    }

    private RecurbenchException refused(long from, String text) {
        String reason;
        try {
            reason = "from " + from + " on none is accepted, " + parameters.apply(from) + " parameters";
        } catch (RecurbenchException e) {
            reason = e.getMessage();
        }
        return RecurbenchException.usage(
                cell + ": no " + option.name() + " could be solved for " + text + " parameters: " + reason);
    }
}
