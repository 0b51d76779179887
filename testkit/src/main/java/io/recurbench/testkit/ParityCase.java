package io.recurbench.testkit;

import io.recurbench.api.stability.Stability;
import io.recurbench.testkit.rule.Deviation;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One model on which a backend was compared with the reference.
 *
 * @param model the cell, its options and sizes
 * @param parameters entries of its parameter buffer
 * @param rows B of the batches
 * @param steps T of the batches
 * @param deviations for the loss, each gradient, the evaluation and the loss curve: the entry nearest to its tolerance, or
 *     beyond it
 * @param referenceCurve the reference's loss at each update, until it diverges
 * @param backendCurve the backend's
 * @param error what the backend threw, if it did
 */
@Stability.Experimental
public record ParityCase(
        String model,
        int parameters,
        int rows,
        int steps,
        List<Deviation> deviations,
        List<Double> referenceCurve,
        List<Double> backendCurve,
        Optional<String> error) {
    /** Copies. */
    public ParityCase {
        deviations = List.copyOf(deviations);
        referenceCurve = List.copyOf(referenceCurve);
        backendCurve = List.copyOf(backendCurve);
    }

    /** Whether every comparison is within its tolerance. */
    public boolean passed() {
        return error.isEmpty() && deviations.stream().allMatch(deviation -> deviation.ratio() <= 1);
    }

    /** The deviation with the largest share of its tolerance. */
    public Optional<Deviation> worst() {
        return deviations.stream().max(Comparator.comparingDouble(Deviation::ratio));
    }

    /** Why it did not pass, in one line; empty if it did. */
    public String failure() {
        if (passed()) {
            return "";
        }
        return model + ": "
                + error.orElseGet(() -> worst().map(Deviation::toString).orElse(""));
    }
}
