package io.recurbench.testkit.wrong;

import io.recurbench.api.backend.Gradients;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import io.recurbench.testkit.rule.Batches;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Mistakes with batches: masks, carried states, arrays. */
final class WrongStreams {
    private WrongStreams() {}

    /** Sees every training batch changed. */
    static Trainer seeing(Trainer inner, UnaryOperator<Batch> change) {
        return new DelegatingTrainer(inner) {
            @Override
            public double step(Batch batch, double learningRate) {
                return super.step(change.apply(batch), learningRate);
            }

            @Override
            public Gradients gradients(Batch batch) {
                return super.gradients(change.apply(batch));
            }
        };
    }

    /** Scores all positions, as class 0 where there is no target. */
    static Batch allScored(Batch batch) {
        Batch copy = Batches.carried(batch, batch.carried());
        Arrays.fill(copy.mask(), (byte) 1);
        Arrays.setAll(copy.targets(), i -> Math.max(0, copy.targets()[i]));
        return Batches.carried(copy, copy.carried());
    }

    /** Scores one position too many. */
    static Batch oneMoreScored(Batch batch) {
        Batch copy = Batches.carried(batch, batch.carried());
        for (int i = 0; i < copy.targets().length; i++) {
            if (copy.mask()[i] == 0) {
                copy.mask()[i] = 1;
                copy.targets()[i] = 0;
                break;
            }
        }
        return Batches.carried(copy, copy.carried());
    }

    /** Starts every batch from the initial state. */
    static Batch neverCarried(Batch batch) {
        return Batches.carried(batch, false);
    }

    /** Keeps the state wherever the rows allow it. */
    static Trainer neverReset(Trainer inner) {
        int[] rows = new int[1];
        return seeing(inner, batch -> {
            boolean goesOn = batch.rows() == rows[0];
            rows[0] = batch.rows();
            return Batches.carried(batch, goesOn);
        });
    }

    /** Has room for the rows of its first batch only. */
    static Trainer roomForTheFirst(Trainer inner) {
        int[] room = new int[1];
        return seeing(inner, batch -> {
            room[0] = room[0] == 0 ? batch.rows() : room[0];
            if (batch.rows() <= room[0]) {
                return batch;
            }
            int[] first = new int[room[0]];
            Arrays.setAll(first, i -> i);
            return Batches.rows(batch, first);
        });
    }

    /** Sorts the rows' tokens in place to read its tables in order. */
    static Trainer changesTokens(Trainer inner) {
        return seeing(inner, batch -> {
            Batch copy = Batches.carried(batch, batch.carried());
            Arrays.sort(batch.tokens());
            return copy;
        });
    }

    /** Evaluates on the training stream. */
    static Trainer sharedState(Trainer inner) {
        return new DelegatingTrainer(inner) {
            @Override
            public Evaluation evaluate(Batch batch) {
                Evaluation evaluation = super.evaluate(batch);
                super.gradients(batch);
                return evaluation;
            }
        };
    }

    /** Divides by the number of scored positions, also by zero. */
    static Trainer dividesByZero(Trainer inner) {
        return new DelegatingTrainer(inner) {
            @Override
            public double step(Batch batch, double learningRate) {
                return batch.scored() == 0 ? Double.NaN : super.step(batch, learningRate);
            }
        };
    }

    /** Clamps tokens and targets into range instead of refusing them. */
    static Trainer neverRefuses(Trainer inner) {
        return seeing(inner, batch -> {
            Batch copy = allScored(batch);
            Arrays.setAll(copy.tokens(), i -> Math.max(0, Math.min(1, copy.tokens()[i])));
            Arrays.setAll(copy.targets(), i -> Math.min(1, copy.targets()[i]));
            return copy;
        });
    }

    /** Leaves the last row out of every batch of more than so many positions. */
    static Trainer skipsLarge(Trainer inner, int positions) {
        return new DelegatingTrainer(inner) {
            @Override
            public Gradients gradients(Batch batch) {
                boolean large = batch.steps() * batch.rows() > positions;
                int[] rows = IntStream.range(0, batch.rows() - (large ? 1 : 0)).toArray();
                return super.gradients(Batches.rows(batch, rows));
            }
        };
    }

    /** Evaluates the first 128 steps of a long sequence. */
    static Trainer shortEvaluation(Trainer inner) {
        return new DelegatingTrainer(inner) {
            @Override
            public Evaluation evaluate(Batch batch) {
                int steps = Math.min(128, batch.steps());
                Evaluation part = super.evaluate(Batches.part(batch, 0, steps, batch.carried()));
                return new Evaluation(
                        Arrays.copyOf(part.loss(), batch.steps()),
                        Arrays.copyOf(part.scored(), batch.steps()),
                        Arrays.copyOf(part.correct(), batch.steps()),
                        part.sequences(),
                        part.sequencesCorrect());
            }
        };
    }
}
