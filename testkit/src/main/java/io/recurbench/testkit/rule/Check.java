package io.recurbench.testkit.rule;

import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import io.recurbench.api.stability.Stability;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the body of a rule reports to. Comparisons of numbers are collected, so that the worst one of all is shown; all
 * else ends the body at once.
 */
@Stability.Experimental
public final class Check {
    private Optional<Deviation> worst = Optional.empty();

    /** Ends the body with a failure unless {@code holds}. */
    public void that(boolean holds, String otherwise) {
        if (!holds) {
            throw new RuleViolation(otherwise);
        }
    }

    /** Ends the body with a failure unless {@code holds}; what there is to say is made only then. */
    public void that(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            throw new RuleViolation(otherwise.get());
        }
    }

    /** Ends the body if the rule does not apply here: what is examined is none of those that it is about. */
    public void skipIf(boolean inapplicable, String reason) {
        if (inapplicable) {
            throw new RuleNotTried(Finding.Status.SKIPPED, reason);
        }
    }

    /**
     * Ends the body if the rule applies and cannot be tried here: a file is missing, or the plugin refuses what it is given.
     * What of a rule was never tried for this reason alone is not said to be kept.
     */
    public void untriedIf(boolean hindered, String reason) {
        if (hindered) {
            throw new RuleNotTried(Finding.Status.UNTRIED, reason);
        }
    }

    /** Compares a number. */
    public void close(String name, double expected, double actual, Tolerance tolerance) {
        close(name, new double[] {expected}, new double[] {actual}, tolerance);
    }

    /** Compares tensors, entry by entry; the scale of the tolerance is the expected tensor's largest entry. */
    public void close(String tensor, float[] expected, float[] actual, Tolerance tolerance) {
        close(tensor, Deviations.widen(expected), Deviations.widen(actual), tolerance);
    }

    /** Compares tensors, entry by entry; the scale of the tolerance is the expected tensor's largest entry. */
    public void close(String tensor, double[] expected, double[] actual, Tolerance tolerance) {
        record(Deviations.worst(tensor, expected, actual, tolerance));
    }

    /** Compares flat gradients, parameter by parameter: {@code "gradient of V"}. */
    public void gradient(String what, Program program, double[] expected, float[] actual, Tolerance tolerance) {
        that(
                actual.length == program.parameterCount(),
                "the flat gradient has " + actual.length + " entries, expected " + program.parameterCount());
        for (Parameter parameter : program.parameters()) {
            int from = parameter.offset();
            int to = from + parameter.size();
            close(
                    what + " of " + parameter.name(),
                    Arrays.copyOfRange(expected, from, to),
                    Deviations.widen(Arrays.copyOfRange(actual, from, to)),
                    tolerance);
        }
    }

    /** Compares tensors that have to be the same bits; any NaN equals any other. */
    public void same(String tensor, float[] expected, float[] actual) {
        close(tensor, expected, actual, Tolerance.NONE);
    }

    /** Compares tensors that have to be the same bits; any NaN equals any other. */
    public void same(String tensor, double[] expected, double[] actual) {
        close(tensor, expected, actual, Tolerance.NONE);
    }

    /** Compares numbers that have to be the same bits. */
    public void same(String name, double expected, double actual) {
        close(name, expected, actual, Tolerance.NONE);
    }

    /** Compares counts. */
    public void same(String name, long expected, long actual) {
        that(expected == actual, name + ": expected " + expected + ", got " + actual);
    }

    /** Compares counts. */
    public void same(String name, long[] expected, long[] actual) {
        that(
                Arrays.equals(expected, actual),
                name + ": expected " + Arrays.toString(expected) + ", got " + Arrays.toString(actual));
    }

    /** Ends the body with a failure: something else was thrown. */
    public void threw(String expected, Throwable instead) {
        that(false, () -> expected + ", got " + Origin.words(instead));
    }

    /** Runs {@code call}, which has to throw an exception of this type with a message. */
    public void refused(String what, Class<? extends Exception> type, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            if (!type.isInstance(e)) {
                threw(what + ": expected " + type.getSimpleName(), e);
            }
            that(
                    e.getMessage() != null && !e.getMessage().isBlank(),
                    what + ": the " + type.getSimpleName() + " has no message; say what was expected and what came");
            return;
        }
        that(false, what + ": expected " + type.getSimpleName() + ", but the call went through");
    }

    /** Tries a body outside of a rule: why it does not hold, in a line; empty if it does. What it throws goes through. */
    public static Optional<String> complaint(Consumer<Check> body) {
        Check check = new Check();
        try {
            body.accept(check);
        } catch (RuleViolation e) {
            return Optional.of(e.getMessage());
        }
        return check.worst.filter(deviation -> deviation.ratio() > 1).map(Deviation::toString);
    }

    /** The worst comparison so far. */
    Optional<Deviation> worst() {
        return worst;
    }

    private void record(Deviation deviation) {
        if (worst.isEmpty() || deviation.ratio() > worst.get().ratio()) {
            worst = Optional.of(deviation);
        }
    }
}
