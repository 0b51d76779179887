package io.recurbench.testkit.wrong;

import io.recurbench.api.backend.Gradients;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerState;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Trainers that remember an answer and give it where it is no longer right. */
final class WrongCaches {
    private WrongCaches() {}

    /** Whether an answer is remembered of each method. */
    enum Of {
        STEP,
        GRADIENTS,
        EVALUATE,
        ALL;

        boolean covers(Of method) {
            return this == ALL || this == method;
        }
    }

    /** When all is forgotten. */
    enum Until {
        STEP,
        STEP_OR_RESTORE,
        NEVER
    }

    /** By the batch object: what it holds may have changed since. */
    static Function<Batch, Object> identity() {
        return Identity::new;
    }

    /** By the array of tokens or numbers: a new batch around the old arrays is taken for the old batch. */
    static Function<Batch, Object> arrays() {
        return batch -> List.of(new Identity(batch.tokens()), new Identity(batch.dense()));
    }

    /** By all that a batch holds, but for whether it is carried. */
    static Function<Batch, Object> contents() {
        return batch -> List.of(input(batch), Arrays.hashCode(batch.mask()), targets(batch));
    }

    /** By what the model reads: other targets or scored positions are not noticed. */
    static Function<Batch, Object> input() {
        return WrongCaches::input;
    }

    /** By all but which positions are scored. */
    static Function<Batch, Object> unmasked() {
        return batch -> List.of(input(batch), targets(batch));
    }

    /** By the first position alone: a checksum that is cheap. */
    static Function<Batch, Object> firstPosition() {
        return batch -> batch.tokens().length > 0 ? batch.tokens()[0] : batch.dense()[0];
    }

    private static Object input(Batch batch) {
        return List.of(Arrays.hashCode(batch.tokens()), Arrays.hashCode(batch.dense()));
    }

    private static Object targets(Batch batch) {
        return List.of(Arrays.hashCode(batch.targets()), Arrays.hashCode(batch.denseTargets()));
    }

    /** Remembers what a method answered, by a key of the batch. */
    static Trainer cache(Trainer inner, Of methods, Function<Batch, Object> key, Until until) {
        Map<Object, Double> losses = new HashMap<>();
        Map<Object, Gradients> gradients = new HashMap<>();
        Map<Object, Evaluation> evaluations = new HashMap<>();
        return new DelegatingTrainer(inner) {
            @Override
            public double step(Batch batch, double learningRate) {
                forget(until != Until.NEVER);
                return methods.covers(Of.STEP)
                        ? losses.computeIfAbsent(key.apply(batch), k -> super.step(batch, learningRate))
                        : super.step(batch, learningRate);
            }

            @Override
            public Gradients gradients(Batch batch) {
                return methods.covers(Of.GRADIENTS)
                        ? copy(gradients.computeIfAbsent(key.apply(batch), k -> super.gradients(batch)))
                        : super.gradients(batch);
            }

            @Override
            public Evaluation evaluate(Batch batch) {
                return methods.covers(Of.EVALUATE)
                        ? copy(evaluations.computeIfAbsent(key.apply(batch), k -> super.evaluate(batch)))
                        : super.evaluate(batch);
            }

            @Override
            public void restore(TrainerState state) {
                forget(until == Until.STEP_OR_RESTORE);
                super.restore(state);
            }

            private void forget(boolean now) {
                if (now) {
                    losses.clear();
                    gradients.clear();
                    evaluations.clear();
                }
            }
        };
    }

    /** Keeps what it was asked. */
    static Trainer noting(Trainer inner, Set<Object> asked) {
        return new DelegatingTrainer(inner) {
            @Override
            public Gradients gradients(Batch batch) {
                asked.add(contents().apply(batch));
                return super.gradients(batch);
            }
        };
    }

    /** Takes care with batches that it knows, and is off by a thousandth with all others. */
    static Trainer rightOnlyFor(Trainer inner, Set<Object> known) {
        return new DelegatingTrainer(inner) {
            @Override
            public Gradients gradients(Batch batch) {
                Gradients right = super.gradients(batch);
                float[] values = right.values();
                for (int i = 0; i < values.length && !known.contains(contents().apply(batch)); i++) {
                    values[i] *= 1.001f;
                }
                return new Gradients(right.loss(), values);
            }
        };
    }

    /** Computes the loss at once and updates when it is asked for something else, from arrays that are not its own. */
    static Trainer deferred(Trainer inner) {
        return new DelegatingTrainer(inner) {
            private Runnable pending = () -> {};

            @Override
            public double step(Batch batch, double learningRate) {
                flush();
                pending = () -> inner.step(batch, learningRate);
                return inner.gradients(batch).loss();
            }

            @Override
            public Gradients gradients(Batch batch) {
                flush();
                return super.gradients(batch);
            }

            @Override
            public Evaluation evaluate(Batch batch) {
                flush();
                return super.evaluate(batch);
            }

            @Override
            public TrainerState export() {
                flush();
                return super.export();
            }

            private void flush() {
                pending.run();
                pending = () -> {};
            }
        };
    }

    private static Gradients copy(Gradients gradients) {
        return new Gradients(gradients.loss(), gradients.values().clone());
    }

    private static Evaluation copy(Evaluation evaluation) {
        return new Evaluation(
                evaluation.loss().clone(),
                evaluation.scored().clone(),
                evaluation.correct().clone(),
                evaluation.sequences(),
                evaluation.sequencesCorrect());
    }

    /** An object as itself, whatever it holds. */
    private static final class Identity {
        private final Object object;

        Identity(Object object) {
            this.object = object;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Identity that && that.object == object;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }
    }
}
