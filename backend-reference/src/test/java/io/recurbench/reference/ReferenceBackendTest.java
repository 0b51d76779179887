package io.recurbench.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.recurbench.api.Options;
import io.recurbench.api.SeededRandom;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.backend.TrainerState;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import io.recurbench.api.program.Program;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ReferenceBackendTest {
    private static final int STEPS = 4;
    private static final int ROWS = 3;
    private final Program program = HandmadeProgram.elman();
    private final float[] parameters = draw(1);

    @Test
    void isFoundByServiceLoader() {
        assertThat(ServiceLoader.load(Backend.class))
                .anyMatch(backend -> backend.id().equals("reference"));
    }

    /** The whole forward pass once more, written as one loop. */
    @Test
    void lossIsThatOfTheEquations() {
        Batch batch = batch(2, false);
        double[] p = Numbers.widen(parameters);
        double total = 0;
        for (int row = 0; row < ROWS; row++) {
            double[] h = {p[18], p[19]};
            for (int t = 0; t < STEPS; t++) {
                int i = t * ROWS + row;
                int x = batch.tokens()[i];
                h = new double[] {
                    Math.tanh(h[0] * p[6] + h[1] * p[8] + p[2 * x] + p[10]),
                    Math.tanh(h[0] * p[7] + h[1] * p[9] + p[2 * x + 1] + p[11])
                };
                double[] z = new double[3];
                double sum = 0;
                for (int j = 0; j < 3; j++) {
                    z[j] = h[0] * p[12 + j] + h[1] * p[15 + j];
                    sum += Math.exp(z[j]);
                }
                total += batch.mask()[i] * (Math.log(sum) - z[batch.targets()[i]]);
            }
        }
        assertThat(new ReferenceModel(program).train(p, batch).loss()).isCloseTo(total / batch.scored(), within(1e-14));
    }

    @Test
    void gradientIsThatOfCentralDifferences() {
        ReferenceModel model = new ReferenceModel(program);
        double[] p = Numbers.widen(parameters);
        Batch batch = batch(3, false);
        double[] gradient = model.train(p, batch).gradient();
        for (int i = 0; i < p.length; i++) {
            double before = p[i];
            p[i] = before + 1e-5;
            double above = model.train(p, batch).loss();
            p[i] = before - 1e-5;
            double below = model.train(p, batch).loss();
            p[i] = before;
            assertThat(gradient[i]).as("entry %d", i).isCloseTo((above - below) / 2e-5, within(1e-9));
        }
    }

    @Test
    void initialStateHasNoGradientWhenTheStateIsCarried() {
        try (Trainer trainer = open(Optimiser.sgd())) {
            assertThat(trainer.gradients(batch(4, false)).values()[18]).isNotZero();
            assertThat(trainer.gradients(batch(4, true)).values()[18]).isZero();
        }
    }

    @Test
    void twoCarriedChunksGiveTheStateOfOneLongBatch() {
        Batch whole = batch(5, false);
        try (Trainer one = open(Optimiser.sgd());
                Trainer two = open(Optimiser.sgd())) {
            one.gradients(whole);
            two.gradients(part(whole, 0, 2, false));
            two.gradients(part(whole, 2, 4, true));
            float[] expected = one.export().hidden().get(0);
            assertThat(two.export().hidden().get(0)).containsExactly(expected, within(1e-6f));
        }
    }

    @Test
    void sgdStepsAgainstTheGradient() {
        try (Trainer trainer = open(Optimiser.sgd())) {
            float[] gradient = trainer.gradients(batch(6, false)).values();
            trainer.step(batch(6, false), 0.5);
            float[] after = trainer.export().parameters();
            for (int i = 0; i < after.length; i++) {
                assertThat(after[i]).isCloseTo(parameters[i] - 0.5f * gradient[i], within(1e-7f));
            }
        }
    }

    /** With bias correction the first update of Adam is lr times the sign of the gradient. */
    @Test
    void firstUpdateOfAdamHasTheLengthOfTheLearningRate() {
        try (Trainer trainer = open(Optimiser.adam())) {
            float[] gradient = trainer.gradients(batch(6, false)).values();
            trainer.step(batch(6, false), 0.01);
            float[] after = trainer.export().parameters();
            for (int i = 0; i < after.length; i++) {
                assertThat(after[i] - parameters[i]).isCloseTo(-0.01f * Math.signum(gradient[i]), within(1e-5f));
            }
        }
    }

    @Test
    void clippingLimitsTheGlobalNorm() {
        try (Trainer trainer = open(Optimiser.sgd().clipped(0.001))) {
            trainer.step(batch(6, false), 1);
            float[] after = trainer.export().parameters();
            double sum = 0;
            for (int i = 0; i < after.length; i++) {
                sum += Math.pow(after[i] - parameters[i], 2);
            }
            assertThat(Math.sqrt(sum)).isCloseTo(0.001, within(1e-6));
        }
    }

    @Test
    void decoupledDecayShrinksBeforeTheUpdate() {
        Optimiser decayed = new Optimiser(Optimiser.Kind.ADAMW, 0.9, 0.999, 1e-8, 0.1, 0);
        try (Trainer with = open(decayed);
                Trainer without = open(Optimiser.adam())) {
            with.step(batch(6, false), 0.01);
            without.step(batch(6, false), 0.01);
            float[] a = with.export().parameters();
            float[] b = without.export().parameters();
            for (int i = 0; i < a.length; i++) {
                assertThat(a[i] - b[i]).isCloseTo(-0.001f * parameters[i], within(1e-7f));
            }
        }
    }

    @Test
    void restoredStateGoesOnBitwise() {
        try (Trainer first = open(Optimiser.adam());
                Trainer second = open(Optimiser.adam())) {
            first.step(batch(7, false), 0.01);
            TrainerState state = first.export();
            second.restore(state);
            assertThat(second.step(batch(8, true), 0.01)).isEqualTo(first.step(batch(8, true), 0.01));
            assertThat(second.export().parameters()).isEqualTo(first.export().parameters());
            assertThat(second.export().updates()).isEqualTo(2);
        }
    }

    @Test
    void evaluationCountsByStepAndSequence() {
        Batch batch =
                Batch.ofTokens(2, 2, new int[] {0, 1, 2, 0}, new int[] {0, 1, 0, 2}, new byte[] {1, 0, 1, 1}, false);
        // no readout: all logits are zero, so the lowest class wins
        float[] blind = parameters.clone();
        Arrays.fill(blind, 12, 18, 0);
        try (Trainer trainer = open(Optimiser.sgd(), blind)) {
            Evaluation evaluation = trainer.evaluate(batch);
            assertThat(evaluation.scored()).containsExactly(1, 2);
            assertThat(evaluation.correct()).containsExactly(1, 1);
            assertThat(evaluation.loss()).containsExactly(new double[] {Math.log(3), 2 * Math.log(3)}, within(1e-12));
            assertThat(evaluation.sequences()).isEqualTo(2);
            assertThat(evaluation.sequencesCorrect()).isEqualTo(1);
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        try (Trainer trainer = open(Optimiser.sgd())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> trainer.step(batch(9, true), 0.1))
                    .withMessageContaining("first of a stream");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> trainer.step(one(3, 0, 1), 0.1))
                    .withMessageContaining("token 3 at step 0, row 0 is out of range: expected 0 to 2");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> trainer.step(one(0, -1, 1), 0.1))
                    .withMessageContaining("target -1");
            trainer.step(batch(9, false), 0);
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> trainer.step(Batch.ofTokens(1, 1, new int[1], new int[1], new byte[] {1}, true), 0.1))
                    .withMessageContaining("3 rows");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> trainer.restore(new TrainerState(0, new float[3], List.of(), List.of())))
                    .withMessageContaining("expected 20 parameters, not 3");
        }
    }

    @Test
    void afterCloseOnlyCloseIsAllowed() {
        Trainer trainer = open(Optimiser.sgd());
        trainer.close();
        trainer.close();
        assertThatIllegalStateException().isThrownBy(() -> trainer.step(batch(1, false), 0.1));
        assertThatIllegalStateException().isThrownBy(trainer::export);
        assertThatIllegalStateException().isThrownBy(trainer::memoryBytes);
    }

    @Test
    void aBatchWithoutScoredPositionsHasNoLossAndNoGradient() {
        Batch unscored = Batch.ofTokens(1, 2, new int[2], new int[] {-1, 99}, new byte[2], false);
        try (Trainer trainer = open(Optimiser.sgd())) {
            assertThat(trainer.gradients(unscored).loss()).isZero();
            assertThat(trainer.gradients(unscored).values()).containsOnly(0);
        }
    }

    private Trainer open(Optimiser optimiser) {
        return open(optimiser, parameters);
    }

    private Trainer open(Optimiser optimiser, float[] values) {
        Options none = Options.resolve("backend 'reference'", List.of(), Map.of());
        return new ReferenceBackend().open(new TrainerRequest(program, optimiser, values, 1, none));
    }

    private static Batch one(int token, int target, int mask) {
        return Batch.ofTokens(1, 1, new int[] {token}, new int[] {target}, new byte[] {(byte) mask}, false);
    }

    private static Batch batch(long seed, boolean carried) {
        SeededRandom random = new SeededRandom(seed);
        int[] tokens = random(random);
        int[] targets = random(random);
        byte[] mask = {1, 1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 1};
        return Batch.ofTokens(STEPS, ROWS, tokens, targets, mask, carried);
    }

    private static Batch part(Batch batch, int from, int to, boolean carried) {
        return Batch.ofTokens(
                to - from,
                ROWS,
                Arrays.copyOfRange(batch.tokens(), from * ROWS, to * ROWS),
                Arrays.copyOfRange(batch.targets(), from * ROWS, to * ROWS),
                Arrays.copyOfRange(batch.mask(), from * ROWS, to * ROWS),
                carried);
    }

    private static int[] random(SeededRandom random) {
        int[] values = new int[STEPS * ROWS];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(3);
        }
        return values;
    }

    private static float[] draw(long seed) {
        SeededRandom random = new SeededRandom(seed);
        float[] values = new float[20];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
