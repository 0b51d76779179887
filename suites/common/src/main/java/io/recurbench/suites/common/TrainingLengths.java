package io.recurbench.suites.common;

import io.recurbench.api.RecurbenchException;
import java.util.stream.IntStream;

/**
 * The lengths to train on.
 *
 * @param minimum shortest
 * @param maximum longest
 * @param curriculum how a batch's length is chosen
 * @param curriculumBatches batches until the bound of {@link Curriculum#SHORT_TO_LONG} has reached the longest length
 */
public record TrainingLengths(int minimum, int maximum, Curriculum curriculum, int curriculumBatches) {

    /** Checks the order. */
    public TrainingLengths {
        if (minimum < 1 || minimum > maximum) {
            throw RecurbenchException.usage("train-min-length must lie between 1 and train-max-length: " + minimum
                    + " and " + maximum + " do not fit");
        }
        if (curriculumBatches < 1) {
            throw RecurbenchException.usage("curriculum-batches must be >= 1, not " + curriculumBatches);
        }
    }

    /** Every length that training may meet, in order. */
    public int[] lengths() {
        return curriculum == Curriculum.FIXED
                ? new int[] {maximum}
                : IntStream.rangeClosed(minimum, maximum).toArray();
    }

    /** For the protocol: {@code "uniform 2..10"}. */
    String describe() {
        return switch (curriculum) {
            case FIXED -> "fixed " + maximum;
            case UNIFORM -> "uniform " + minimum + ".." + maximum;
            case SHORT_TO_LONG ->
                "short-to-long " + minimum + ".." + maximum + ", the bound growing over " + curriculumBatches
                        + " batches";
        };
    }
}
