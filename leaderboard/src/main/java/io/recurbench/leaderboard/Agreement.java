package io.recurbench.leaderboard;

import io.recurbench.api.record.Curve;
import io.recurbench.api.record.Metric;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a trial that was run again came out as the record of somebody else says.
 *
 * @param kind whether it did
 * @param name of the trial
 * @param key of the trial
 * @param why in words
 */
public record Agreement(Kind kind, String name, String key, String why) {
    /** Backends that promise the same bits from run to run, on devices that describe themselves alike. */
    private static final Set<String> SAME_BITS = Set.of("cpu", "reference");

    /** What depends on the run and not on what was computed. */
    private static final Set<String> OF_THE_RUN = Set.of("memory");

    /** What can come out. */
    public enum Kind {
        /** The same came out. */
        AGREES,
        /** Something else came out. */
        DIFFERS,
        /** It cannot be run here. */
        NOT_RUN
    }

    /** Of a trial that this machine cannot run: data, a backend or a plugin is missing. */
    public static Agreement notRun(TrialRecord theirs, String why) {
        return of(theirs, Kind.NOT_RUN, why);
    }

    /** Of a trial that does not follow from the experiment in its own manifest, though all plugins are the same. */
    public static Agreement unknownTrial(TrialRecord theirs) {
        return of(
                theirs,
                Kind.DIFFERS,
                "the experiment in the manifest, planned with the same versions and data, has no such trial");
    }

    /**
     * Compares what came out.
     *
     * @param here the same trial, run here
     * @param tolerance how far a score may be off where no bits are promised: of shares absolute, else relative
     */
    public static Agreement of(TrialRecord theirs, TrialRecord here, double tolerance) {
        if (here.outcome() == Outcome.FAILED
                || here.outcome() == Outcome.INTERRUPTED
                || here.outcome() == Outcome.SKIPPED) {
            String message = here.failure() == null ? "" : ": " + here.failure().message();
            return notRun(theirs, here.outcome().name().toLowerCase(Locale.ROOT) + " here" + message);
        }
        if (here.method() != theirs.method()) {
            return notRun(
                    theirs, "theirs is of method " + theirs.method() + ", and this build does method " + here.method());
        }
        if (here.outcome() != theirs.outcome()) {
            return of(theirs, Kind.DIFFERS, "theirs " + word(theirs) + ", here it " + word(here));
        }
        boolean sameBits = SAME_BITS.contains(theirs.setting().backend().id())
                && theirs.device().equals(here.device());
        Optional<String> difference = sameBits ? bits(theirs, here) : score(theirs, here, tolerance);
        String how = sameBits
                ? "bit for bit"
                : "within " + tolerance
                        + (SAME_BITS.contains(theirs.setting().backend().id())
                                ? ", since the devices differ: " + theirs.device() + " and " + here.device()
                                : "");
        return difference.map(words -> of(theirs, Kind.DIFFERS, words)).orElseGet(() -> of(theirs, Kind.AGREES, how));
    }

    private static Agreement of(TrialRecord theirs, Kind kind, String why) {
        return new Agreement(kind, theirs.spec().name(), theirs.key(), why);
    }

    private static String word(TrialRecord trial) {
        return trial.outcome().name().toLowerCase(Locale.ROOT);
    }

    /** All that was computed: each metric and each curve. */
    private static Optional<String> bits(TrialRecord theirs, TrialRecord here) {
        List<String> differences = new ArrayList<>();
        List<Metric> mine = computed(here);
        List<Metric> others = computed(theirs);
        if (!mine.equals(others)) {
            for (Metric metric : others) {
                Optional<Metric> own = here.metric(metric.name());
                if (own.isEmpty() || !own.get().equals(metric)) {
                    differences.add(metric.name() + " is " + metric.value() + " in the record and "
                            + own.map(one -> String.valueOf(one.value())).orElse("missing") + " here");
                }
            }
            if (differences.isEmpty()) {
                differences.add("the record has other metrics than come out here");
            }
        }
        for (Curve curve : here.curves()) {
            if (!theirs.curve(curve.name()).filter(curve::equals).isPresent()) {
                differences.add("the curve " + curve.name() + " is another one here");
            }
        }
        return differences.stream().findFirst();
    }

    private static List<Metric> computed(TrialRecord trial) {
        return trial.metrics().stream()
                .filter(metric -> !OF_THE_RUN.contains(metric.name()))
                .toList();
    }

    private static Optional<String> score(TrialRecord theirs, TrialRecord here, double tolerance) {
        Optional<Metric> score = theirs.score();
        if (score.isEmpty()) {
            return here.score().isEmpty()
                    ? Optional.empty()
                    : Optional.of("the record has no score, here there is one");
        }
        double value = score.get().value();
        double own = here.metric(score.get().name()).map(Metric::value).orElse(Double.NaN);
        double least = new Least(tolerance, score.get().unit().equals("1")).at(value);
        boolean agrees = Double.compare(value, own) == 0 || Math.abs(value - own) <= least;
        return agrees
                ? Optional.empty()
                : Optional.of(score.get().name() + " is " + value + " in the record and " + own + " here");
    }

    @Override
    public String toString() {
        String word = switch (kind) {
            case AGREES -> "agrees";
            case DIFFERS -> "DIFFERS";
            case NOT_RUN -> "cannot be run";
        };
        return word + ": " + name + " (" + key.substring(0, Math.min(12, key.length())) + "): " + why;
    }
}
