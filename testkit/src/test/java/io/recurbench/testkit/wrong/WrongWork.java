package io.recurbench.testkit.wrong;

import io.recurbench.api.backend.Gradients;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerState;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import io.recurbench.testkit.rule.Batches;
import io.recurbench.testkit.wrong.WrongBackend.Opened;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Trainers that are right in what the rules and the gate try, and save work where a clock runs. */
final class WrongWork {
    private static final int LARGE = 400;

    private WrongWork() {}

    /** Batches larger than any that a rule tries. */
    static boolean isLarge(Batch batch) {
        return batch.steps() * batch.rows() > LARGE;
    }

    /** Batches whose every position is scored. */
    static boolean isDense(Batch batch) {
        return isLarge(batch) && batch.scored() == batch.steps() * batch.rows();
    }

    /** Does nothing and says a likely loss. */
    static Trainer idle(Opened opened) {
        double loss = Math.log(opened.request().program().output().width());
        return new DelegatingTrainer(opened.inner()) {
            @Override
            public double step(Batch batch, double learningRate) {
                return isLarge(batch) ? loss : super.step(batch, learningRate);
            }
        };
    }

    /** Computes the loss and updates nothing. */
    static Trainer noUpdate(Trainer inner) {
        return new DelegatingTrainer(inner) {
            @Override
            public double step(Batch batch, double learningRate) {
                return isLarge(batch) ? super.gradients(batch).loss() : super.step(batch, learningRate);
            }
        };
    }

    /** Updates all but the parameters of one tensor. */
    static Trainer oneTensorLess(Opened opened) {
        int size = opened.request().program().parameters().get(0).size();
        return new DelegatingTrainer(opened.inner()) {
            @Override
            public double step(Batch batch, double learningRate) {
                TrainerState before = super.export();
                double loss = super.step(batch, learningRate);
                if (isLarge(batch)) {
                    TrainerState after = super.export();
                    System.arraycopy(before.parameters(), 0, after.parameters(), 0, size);
                    super.restore(after);
                }
                return loss;
            }
        };
    }

    /** Updates with a part of the learning rate. */
    static Trainer smallSteps(Trainer inner) {
        return new DelegatingTrainer(inner) {
            @Override
            public double step(Batch batch, double learningRate) {
                return super.step(batch, isLarge(batch) ? 0.99 * learningRate : learningRate);
            }
        };
    }

    /** Updates with the gradient of the batch before, which was ready. */
    static Trainer previousGradient(Trainer inner) {
        return new DelegatingTrainer(inner) {
            private Batch previous = Batch.ofTokens(1, 1, new int[1], new int[1], new byte[1], false);

            @Override
            public double step(Batch batch, double learningRate) {
                if (!isLarge(batch)) {
                    return super.step(batch, learningRate);
                }
                double loss = super.gradients(batch).loss();
                super.step(previous, learningRate);
                previous = Batches.carried(batch, false);
                return loss;
            }
        };
    }

    /** Works for some steps and no more: whoever looks has looked by then. */
    static Trainer tired(Trainer inner, int steps) {
        return new DelegatingTrainer(inner) {
            private int done;

            @Override
            public double step(Batch batch, double learningRate) {
                done++;
                return done > steps ? super.gradients(batch).loss() : super.step(batch, learningRate);
            }

            @Override
            public Gradients gradients(Batch batch) {
                done++;
                return done > steps
                        ? new Gradients(3, new float[super.gradients(batch).values().length])
                        : super.gradients(batch);
            }
        };
    }

    /** Works for a few steps after it was asked for anything else. */
    static Trainer watchful(Trainer inner, int steps) {
        return new DelegatingTrainer(inner) {
            private int left = steps;

            @Override
            public double step(Batch batch, double learningRate) {
                left--;
                return left < 0 ? super.gradients(batch).loss() : super.step(batch, learningRate);
            }

            @Override
            public Gradients gradients(Batch batch) {
                left = steps;
                return super.gradients(batch);
            }

            @Override
            public TrainerState export() {
                left = steps;
                return super.export();
            }

            @Override
            public void restore(TrainerState state) {
                left = steps;
                super.restore(state);
            }
        };
    }

    /** Computes in another precision where the batch is so. */
    static Trainer coarse(Opened opened, String precision, Predicate<Batch> where) {
        Trainer coarse = WrongBackend.rounding(precision).open(opened.request());
        return new DelegatingTrainer(opened.inner()) {
            private Trainer choose(Batch batch) {
                if (!where.test(batch)) {
                    return inner;
                }
                coarse.restore(inner.export());
                return coarse;
            }

            @Override
            public double step(Batch batch, double learningRate) {
                double loss = choose(batch).step(batch, learningRate);
                if (where.test(batch)) {
                    inner.restore(coarse.export());
                }
                return loss;
            }

            @Override
            public Gradients gradients(Batch batch) {
                return choose(batch).gradients(batch);
            }

            @Override
            public Evaluation evaluate(Batch batch) {
                return choose(batch).evaluate(batch);
            }
        };
    }

    /** Sees batches changed, in evaluations too. */
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

            @Override
            public Evaluation evaluate(Batch batch) {
                return super.evaluate(change.apply(batch));
            }
        };
    }

    /** Every second row stands for its neighbour too. */
    static Batch halfOfTheRows(Batch batch) {
        byte[] mask = batch.mask().clone();
        for (int i = 0; i < mask.length; i++) {
            if (i % batch.rows() % 2 == 1) {
                mask[i] = 0;
            }
        }
        return Batches.masked(batch, mask);
    }

    /** A counter of positions that ends where a byte (or, in earnest, an int) does: what is behind it counts for nothing. */
    static Batch upToALimit(Batch batch) {
        byte[] mask = batch.mask().clone();
        Arrays.fill(mask, LARGE, mask.length, (byte) 0);
        return Batches.masked(batch, mask);
    }

    /** Hands out the array of its first gradient again and again, with the loss of now. */
    static Trainer staleGradient(Trainer inner) {
        return new DelegatingTrainer(inner) {
            private float[] first = {};

            @Override
            public Gradients gradients(Batch batch) {
                Gradients gradients = super.gradients(batch);
                first = first.length == 0 ? gradients.values() : first;
                return new Gradients(gradients.loss(), first);
            }
        };
    }

    /** Hands out an array which somebody fills later. */
    static Trainer lateGradient(Trainer inner) {
        return new DelegatingTrainer(inner) {
            @Override
            public Gradients gradients(Batch batch) {
                Gradients gradients = super.gradients(batch);
                float[] values = new float[gradients.values().length];
                Thread late = new Thread(
                        () -> {
                            LockSupport.parkNanos(50_000_000);
                            System.arraycopy(gradients.values(), 0, values, 0, values.length);
                        },
                        "late");
                late.setDaemon(true);
                late.start();
                return new Gradients(gradients.loss(), values);
            }
        };
    }

    /** Takes the counts of a large batch from a part of it. */
    static Trainer guessedCounts(Trainer inner) {
        return new DelegatingTrainer(inner) {
            @Override
            public Evaluation evaluate(Batch batch) {
                Evaluation whole = super.evaluate(batch);
                if (isDense(batch)) {
                    Arrays.setAll(whole.correct(), t -> whole.scored()[t] / 2);
                }
                return whole;
            }
        };
    }

    /** Overflows to NaN where a large batch is dense. */
    static Trainer overflowing(Trainer inner) {
        return new DelegatingTrainer(inner) {
            @Override
            public Gradients gradients(Batch batch) {
                Gradients gradients = super.gradients(batch);
                return isDense(batch) ? new Gradients(Double.NaN, gradients.values()) : gradients;
            }

            @Override
            public double step(Batch batch, double learningRate) {
                double loss = super.step(batch, learningRate);
                return isDense(batch) ? Double.NaN : loss;
            }
        };
    }
}
