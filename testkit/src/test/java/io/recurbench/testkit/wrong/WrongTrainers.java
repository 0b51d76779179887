package io.recurbench.testkit.wrong;

import io.recurbench.api.backend.Gradients;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.backend.TrainerState;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import io.recurbench.api.program.Parameter;
import io.recurbench.reference.ReferenceBackend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Mistakes with updates, state, memory and threads. */
final class WrongTrainers {
    private static volatile TrainerState shared = new TrainerState(0, new float[0], List.of(), List.of());

    private WrongTrainers() {}

    /** Gives the loss of the step before. */
    static Trainer previousLoss(Trainer inner) {
        double[] last = {0};
        return new DelegatingTrainer(inner) {
            @Override
            public double step(Batch batch, double learningRate) {
                double before = last[0];
                last[0] = super.step(batch, learningRate);
                return before;
            }
        };
    }

    /** Adam without its bias corrections. */
    static Trainer noBiasCorrection(WrongBackend.Opened opened) {
        Optimiser optimiser = opened.request().optimiser();
        return new DelegatingTrainer(opened.inner()) {
            @Override
            public double step(Batch batch, double learningRate) {
                long k = inner.export().updates() + 1;
                double correction =
                        (1 - Math.pow(optimiser.beta1(), k)) / Math.sqrt(1 - Math.pow(optimiser.beta2(), k));
                return super.step(batch, optimiser.moments() == 0 ? learningRate : learningRate * correction);
            }
        };
    }

    /** Evaluates with the parameters that it was opened with. */
    static Trainer staleEvaluation(WrongBackend.Opened opened) {
        Trainer stale = new ReferenceBackend().open(opened.request());
        return new DelegatingTrainer(opened.inner()) {
            @Override
            public Evaluation evaluate(Batch batch) {
                return stale.evaluate(batch);
            }
        };
    }

    /** Computes losses with weights that were packed before the last update. */
    static Trainer staleWeights(WrongBackend.Opened opened) {
        Trainer stale = new ReferenceBackend().open(opened.request());
        return new DelegatingTrainer(opened.inner()) {
            @Override
            public double step(Batch batch, double learningRate) {
                double loss = stale.gradients(batch).loss();
                TrainerState before = inner.export();
                super.step(batch, learningRate);
                stale.restore(new TrainerState(
                        0, before.parameters(), before.moments(), inner.export().hidden()));
                return loss;
            }
        };
    }

    /** Multiplies frozen parameters by the decay of all others. */
    static Trainer decaysFrozen(WrongBackend.Opened opened) {
        return new DelegatingTrainer(opened.inner()) {
            @Override
            public double step(Batch batch, double learningRate) {
                double loss = super.step(batch, learningRate);
                TrainerState state = inner.export();
                for (Parameter parameter : opened.request().program().parameters()) {
                    for (int i = 0; i < parameter.size() && !parameter.trainable(); i++) {
                        state.parameters()[parameter.offset() + i] *= 0.99f;
                    }
                }
                inner.restore(state);
                return loss;
            }
        };
    }

    /** Hands out the gradient of what is not trained as of all others. */
    static Trainer gradientOfFrozen(WrongBackend.Opened opened) {
        return new DelegatingTrainer(opened.inner()) {
            @Override
            public Gradients gradients(Batch batch) {
                Gradients gradients = super.gradients(batch);
                for (Parameter parameter : opened.request().program().parameters()) {
                    for (int i = 0; i < parameter.size() && !parameter.trainable(); i++) {
                        gradients.values()[parameter.offset() + i] = 0.01f;
                    }
                }
                return gradients;
            }
        };
    }

    /** Counts an update when gradients are asked for. */
    static Trainer countsGradients(Trainer inner) {
        return new DelegatingTrainer(inner) {
            @Override
            public Gradients gradients(Batch batch) {
                Gradients gradients = super.gradients(batch);
                TrainerState state = inner.export();
                inner.restore(
                        new TrainerState(state.updates() + 1, state.parameters(), state.moments(), state.hidden()));
                return gradients;
            }
        };
    }

    /** Adds in the order in which threads happen to come: another last bit every time. */
    static Trainer random(Trainer inner, Supplier<Double> noise) {
        return new DelegatingTrainer(inner) {
            @Override
            public double step(Batch batch, double learningRate) {
                return super.step(batch, learningRate * (1 + noise.get()));
            }
        };
    }

    static double anyNoise() {
        return ThreadLocalRandom.current().nextDouble(1e-6);
    }

    /** Keeps what it exports and hands it out again. */
    static Trainer liveArrays(Trainer inner) {
        List<TrainerState> kept = new ArrayList<>();
        return new DelegatingTrainer(inner) {
            @Override
            public double step(Batch batch, double learningRate) {
                kept.clear();
                return super.step(batch, learningRate);
            }

            @Override
            public TrainerState export() {
                if (kept.isEmpty()) {
                    kept.add(super.export());
                }
                return kept.get(0);
            }
        };
    }

    /** Exports parameters in half of their bits. */
    static Trainer lossyExport(Trainer inner) {
        return new DelegatingTrainer(inner) {
            @Override
            public TrainerState export() {
                TrainerState state = super.export();
                for (int i = 0; i < state.parameters().length; i++) {
                    state.parameters()[i] =
                            Float.intBitsToFloat(Float.floatToIntBits(state.parameters()[i]) & 0xFFFF0000);
                }
                return state;
            }
        };
    }

    /** Restores parameters, not moments. */
    static Trainer forgetsMoments(Trainer inner) {
        return new DelegatingTrainer(inner) {
            @Override
            public void restore(TrainerState state) {
                List<float[]> zeros = state.moments().stream()
                        .map(moment -> new float[moment.length])
                        .toList();
                super.restore(new TrainerState(state.updates(), state.parameters(), zeros, state.hidden()));
            }
        };
    }

    /** Makes a state of the wrong size fit. */
    static Trainer restoresAnything(Trainer inner) {
        return new DelegatingTrainer(inner) {
            @Override
            public void restore(TrainerState state) {
                int size = inner.export().parameters().length;
                super.restore(new TrainerState(
                        state.updates(),
                        Arrays.copyOf(state.parameters(), size),
                        inner.export().moments(),
                        List.of()));
            }
        };
    }

    /** Keeps its state in a place that all trainers share, for as long as it takes another thread to come by. */
    static Trainer sharedScratch(Trainer inner) {
        return new DelegatingTrainer(inner) {
            @Override
            public double step(Batch batch, double learningRate) {
                TrainerState mine = inner.export();
                shared = mine;
                long end = System.nanoTime() + 20_000_000;
                while (shared == mine && System.nanoTime() < end) {
                    LockSupport.parkNanos(100_000);
                }
                inner.restore(shared);
                return super.step(batch, learningRate);
            }
        };
    }

    /** Adds what the trainer that stepped last left behind. */
    static Trainer sharedMemory(Trainer inner) {
        return new DelegatingTrainer(inner) {
            @Override
            public double step(Batch batch, double learningRate) {
                boolean other =
                        !Arrays.equals(shared.parameters(), inner.export().parameters());
                double loss = super.step(batch, other && shared.updates() > 0 ? learningRate / 2 : learningRate);
                shared = inner.export();
                return loss;
            }
        };
    }

    /** Turns NaN into zero. */
    static Trainer hidesNaN(Trainer inner) {
        return new DelegatingTrainer(inner) {
            @Override
            public double step(Batch batch, double learningRate) {
                double loss = super.step(batch, learningRate);
                return Double.isNaN(loss) ? 0 : loss;
            }
        };
    }

    /** Takes exp of a logit as it is. */
    static Trainer overflowingSoftmax(Trainer inner) {
        return new DelegatingTrainer(inner) {
            @Override
            public Gradients gradients(Batch batch) {
                Gradients gradients = super.gradients(batch);
                return gradients.loss() > 20 ? new Gradients(Double.NaN, gradients.values()) : gradients;
            }
        };
    }

    /** Works on after it was closed. */
    static Trainer neverCloses(Trainer inner) {
        return new DelegatingTrainer(inner) {
            @Override
            public void close() {}
        };
    }

    /** Frees its memory twice. */
    static Trainer freesTwice(Trainer inner) {
        boolean[] closed = new boolean[1];
        return new DelegatingTrainer(inner) {
            @Override
            public void close() {
                if (closed[0]) {
                    throw new IllegalStateException("double free");
                }
                closed[0] = true;
                super.close();
            }
        };
    }

    /** Leaves a thread behind. */
    static Trainer leaksThread(Trainer inner) {
        Thread thread = new Thread(() -> LockSupport.parkNanos(20_000_000_000L), "leaked");
        thread.setDaemon(true);
        thread.start();
        return inner;
    }

    /** Keeps a buffer for each batch. */
    static Trainer growingMemory(Trainer inner) {
        long[] bytes = {1000};
        return new DelegatingTrainer(inner) {
            @Override
            public double step(Batch batch, double learningRate) {
                bytes[0] += 1000;
                return super.step(batch, learningRate);
            }

            @Override
            public long memoryBytes() {
                return bytes[0];
            }
        };
    }

    /** Lets the highest of equal logits win: logits rise by a hair with the class. */
    static TrainerRequest risingBias(TrainerRequest request) {
        float[] parameters = request.parameters().clone();
        Parameter bias = request.program().parameter("readout.b");
        for (int i = 0; i < bias.size(); i++) {
            parameters[bias.offset() + i] += i * 1e-7f;
        }
        return new TrainerRequest(
                request.program(), request.optimiser(), parameters, request.threads(), request.options());
    }
}
