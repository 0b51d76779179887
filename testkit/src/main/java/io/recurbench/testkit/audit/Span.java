package io.recurbench.testkit.audit;

import io.recurbench.api.backend.TrainerState;
import io.recurbench.testkit.rule.Check;
import io.recurbench.testkit.rule.Tolerance;
import java.util.Arrays;
import java.util.Optional;

/**
 * What the calls of a span gave: of each the loss and one more number, and the trainer's state before the first and after
 * the last of them.
 */
final class Span {
    /** Calls that are remembered, 16 bytes each; the room is made before the clock runs. */
    private static final int LONGEST = 1 << 18;

    /** After so many updates more, rounding may have led two trainers as far apart again. */
    private static final int STRETCH = 50;

    /** How far rounding may lead the parameters of two trainers apart, as a share of the way that they have gone. */
    private static final double APART = 0.1;

    private final long firstCall;
    private final TrainerState before;
    private final double[] losses = new double[LONGEST];
    private final double[] details = new double[LONGEST];
    private int size;
    private boolean cut;
    private Optional<TrainerState> after = Optional.empty();

    /** A span that begins with call number {@code firstCall}. */
    Span(long firstCall, TrainerState before) {
        this.firstCall = firstCall;
        this.before = before;
    }

    long firstCall() {
        return firstCall;
    }

    TrainerState before() {
        return before;
    }

    int size() {
        return size;
    }

    /** Whether the state after the last call is known: not if there were more calls than are remembered. */
    boolean isWhole() {
        return after.isPresent();
    }

    void add(double loss, double detail) {
        if (size == LONGEST) {
            cut = true;
            return;
        }
        losses[size] = loss;
        details[size] = detail;
        size++;
    }

    void end(TrainerState state) {
        after = cut ? Optional.empty() : Optional.of(state);
    }

    /**
     * Compares the same calls, made again.
     *
     * @param loss for the first losses; more is tolerated of later ones
     * @param detail for the other numbers
     * @param detailName what they are
     */
    void compare(Span again, Tolerance loss, Tolerance detail, String detailName, Check check) {
        checkFresh("timed", check);
        again.checkFresh("repeated", check);
        for (int from = 0; from < size; from += STRETCH) {
            int to = Math.min(size, from + STRETCH);
            String calls = " of the timed calls from " + from + " on, held against the same calls made again";
            double[] expected = Arrays.copyOfRange(again.losses, from, to);
            double[] actual = Arrays.copyOfRange(losses, from, to);
            check.close("loss" + calls, expected, actual, loss.times(1 + (double) from / STRETCH));
            expected = Arrays.copyOfRange(again.details, from, to);
            actual = Arrays.copyOfRange(details, from, to);
            check.close(detailName + calls, expected, actual, detail);
        }
    }

    /** What was overwritten has to have been computed anew when it is handed out again. */
    private void checkFresh(String which, Check check) {
        for (int i = 0; i < size; i++) {
            check.that(
                    Double.isFinite(details[i]) || !Double.isFinite(losses[i]),
                    which + " call " + i + " handed out an array that was overwritten and not computed anew");
        }
    }

    /** Compares the parameters after the last call with those after the same calls, made again. */
    void compareState(Span again, boolean repeatable, Check check) {
        if (after.isEmpty() || again.after.isEmpty()) {
            return;
        }
        float[] timed = after.get().parameters();
        float[] repeated = again.after.get().parameters();
        if (repeatable) {
            check.same("parameters after the timed calls", repeated, timed);
            for (int i = 0; i < before.moments().size(); i++) {
                check.same(
                        "moment " + i + " after the timed calls",
                        again.after.get().moments().get(i),
                        after.get().moments().get(i));
            }
            return;
        }
        double way = distance(before.parameters(), repeated);
        check.close(
                "way of the parameters over the timed calls",
                0,
                distance(repeated, timed),
                new Tolerance(APART * way, 0));
    }

    private static double distance(float[] from, float[] to) {
        double square = 0;
        for (int i = 0; i < from.length; i++) {
            double difference = (double) to[i] - from[i];
            square += difference * difference;
        }
        return Math.sqrt(square);
    }
}
