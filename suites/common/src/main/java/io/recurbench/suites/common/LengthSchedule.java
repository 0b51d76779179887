package io.recurbench.suites.common;

import io.recurbench.api.SeededRandom;

/** Chooses the length of one training batch after the other. */
final class LengthSchedule {
    private final int[] lengths;
    private final SeededRandom random;
    private final long growingBatches;
    private long batch;

    /** A schedule over the lengths that there are sequences of, in ascending order. */
    LengthSchedule(TrainingLengths training, int[] lengths, SeededRandom random) {
        this.lengths = lengths;
        this.random = random;
        this.growingBatches = training.curriculum() == Curriculum.SHORT_TO_LONG ? training.curriculumBatches() : 0;
    }

    int next() {
        int allowed =
                batch >= growingBatches ? lengths.length : 1 + (int) ((lengths.length - 1) * batch / growingBatches);
        batch++;
        return lengths[random.nextInt(allowed)];
    }
}
