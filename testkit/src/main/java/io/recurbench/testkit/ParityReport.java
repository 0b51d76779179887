package io.recurbench.testkit;

import io.recurbench.api.stability.Stability;
import io.recurbench.testkit.rule.Deviation;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether a backend computes a cell as the reference does.
 *
 * @param cell id of the cell
 * @param backend id of the backend
 * @param cases the models that were compared
 * @param skipped why models were left out: the backend is not available here, or refuses their programs; one line each
 */
@Stability.Experimental
public record ParityReport(String cell, String backend, List<ParityCase> cases, List<String> skipped) {

    /** The answer. */
    public enum Verdict {
        /** All comparisons are within their tolerance. */
        CONFORMING,
        /** At least one is not: no speed is published. */
        NONCONFORMING,
        /** Nothing was compared. */
        SKIPPED
    }

    /** Copies. */
    public ParityReport {
        cases = List.copyOf(cases);
        skipped = List.copyOf(skipped);
    }

    /** The answer. */
    public Verdict verdict() {
        if (cases.isEmpty()) {
            return Verdict.SKIPPED;
        }
        return cases.stream().allMatch(ParityCase::passed) ? Verdict.CONFORMING : Verdict.NONCONFORMING;
    }

    /** The comparison with the largest share of its tolerance, over all models. */
    public Optional<Deviation> worst() {
        return cases.stream()
                .flatMap(parityCase -> parityCase.worst().stream())
                .max(Comparator.comparingDouble(Deviation::ratio));
    }

    /** Why the verdict is what it is, in one line. */
    public String message() {
        return switch (verdict()) {
            case CONFORMING ->
                cases.size() + " models agree with the reference; nearest to its tolerance: "
                        + worst().map(Deviation::toString).orElse("none")
                        + (skipped.isEmpty() ? "" : "; " + skipped.size() + " refused, the first: " + skipped.get(0));
            case NONCONFORMING ->
                cases.stream()
                        .filter(parityCase -> !parityCase.passed())
                        .map(ParityCase::failure)
                        .findFirst()
                        .orElse("");
            case SKIPPED ->
                skipped.isEmpty() ? "no model of this cell compiles at any size that was tried" : skipped.get(0);
        };
    }
}
