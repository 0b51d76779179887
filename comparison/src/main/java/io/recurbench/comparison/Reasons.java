package io.recurbench.comparison;

import io.recurbench.api.record.TrialSetting;
import io.recurbench.comparison.statistics.Design;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why a row is as it is, in words: what is missing, and what to measure to be told more. */
record Reasons(Evidence evidence) {

    static String refused(Refusal refusal, Set<Integer> methods) {
        return switch (refusal) {
            case ENVIRONMENT -> "refused: measured in another environment; --allow-env-diff compares all the same";
            case METHOD ->
                "refused: measured by methods "
                        + methods.stream().map(String::valueOf).collect(Collectors.joining(" and "))
                        + "; measure both sides with one build";
        };
    }

    String unmeasured() {
        boolean stopped = evidence.seeds().stream()
                .anyMatch(seed ->
                        seed.base().values().isEmpty() != seed.next().values().isEmpty());
        String why = evidence.seeds().stream()
                .flatMap(seed -> Stream.concat(seed.base().troubles().stream(), seed.next().troubles().stream()))
                .distinct()
                .limit(2)
                .reduce((one, other) -> one + "; " + other)
                .orElse("no seed in common");
        return (stopped ? "not measured on both sides: " : "no result on either side: ") + why;
    }

    String untestable() {
        Design design = evidence.design();
        int units = design.units(evidence.blocks());
        String advice = "measure more " + unit(2)
                + (evidence.kind() == TrialSetting.Kind.SPEED && design == Design.UNPAIRED
                        ? ", or use 'recurbench ab'"
                        : "");
        return units == 1
                ? "one " + unit(1) + ": no test is possible; " + advice
                : units + " " + unit(units) + ": no difference could be told from chance (the smallest p is "
                        + p(design.smallestP(evidence.blocks())) + "); " + advice;
    }

    /** What the units of the test are. */
    String unit(int number) {
        String plural = number == 1 ? "" : "s";
        if (evidence.kind() == TrialSetting.Kind.LEARNING) {
            return "seed" + plural;
        }
        return evidence.design() == Design.PAIRED ? "pair" + plural + " of forks" : "fork" + plural + " on a side";
    }

    static String p(double p) {
        return p < 1e-4 ? "below 0.0001" : String.format(Locale.ROOT, p < 0.01 ? "%.4f" : "%.3f", p);
    }
}
