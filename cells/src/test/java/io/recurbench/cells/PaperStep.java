package io.recurbench.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.Options;
import io.recurbench.api.SeededRandom;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Program;
import io.recurbench.api.service.Services;
import io.recurbench.reference.ReferenceBackend;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.assertj.core.data.Offset;

/**
 * One sequence, step by step, as a paper writes it: plain arithmetic on doubles that knows nothing of expressions. A cell is
 * right if its losses at every position are those of this.
 */
interface PaperStep {
    int INPUT = 3;
    int OUTPUT = 4;
    int STEPS = 13;

    /** The cell's output for the next input. */
    double[] next(double[] x);

    /** Compares a cell with what a paper says, on parameters without zeros and random rows, for several draws. */
    static void check(Cell cell, Map<String, ?> given, Function<Weights, PaperStep> paper) {
        check(cell, given, 1e-9, paper);
    }

    /** The same, of a cell that says how exact it is. */
    static void check(Cell cell, Map<String, ?> given, double tolerance, Function<Weights, PaperStep> paper) {
        Options options = Options.resolve("cell '" + cell.id() + "'", cell.options(), given);
        Program program = Services.compiler()
                .compile(ModelSpec.single(cell, options, InputSpec.dense(INPUT), OutputSpec.numbers(OUTPUT)));
        for (int seed = 0; seed < 3; seed++) {
            float[] parameters = Services.compiler().drawParameters(program, seed);
            SeededRandom random = new SeededRandom(seed);
            for (int i = 0; i < parameters.length; i++) {
                parameters[i] += (float) (0.3 * random.nextGaussian());
            }
            float[] inputs = gaussians(random, STEPS * INPUT);
            float[] targets = gaussians(random, STEPS * OUTPUT);
            Weights weights = new Weights(program, parameters);
            double[] expected = losses(paper.apply(weights), weights, inputs, targets);
            double[] actual = losses(program, parameters, inputs, targets);
            assertThat(actual)
                    .as("%s %s, seed %d: loss of every position", cell.id(), given, seed)
                    .containsExactly(expected, Offset.offset(tolerance));
        }
    }

    private static double[] losses(PaperStep step, Weights weights, float[] inputs, float[] targets) {
        double[] losses = new double[STEPS];
        for (int t = 0; t < STEPS; t++) {
            double[] x = new double[INPUT];
            for (int i = 0; i < INPUT; i++) {
                x[i] = inputs[t * INPUT + i];
            }
            double[] z = weights.plus(weights.times(step.next(x), "readout.W"), "readout.b");
            for (int k = 0; k < OUTPUT; k++) {
                double error = z[k] - targets[t * OUTPUT + k];
                losses[t] += error * error / OUTPUT;
            }
        }
        return losses;
    }

    private static double[] losses(Program program, float[] parameters, float[] inputs, float[] targets) {
        byte[] mask = new byte[STEPS];
        Arrays.fill(mask, (byte) 1);
        Batch batch = Batch.ofNumbers(STEPS, 1, new int[0], inputs, targets, mask, false);
        Options none = Options.resolve("", List.of(), Map.of());
        try (Trainer trainer =
                new ReferenceBackend().open(new TrainerRequest(program, Optimiser.sgd(), parameters, 1, none))) {
            return trainer.evaluate(batch).loss();
        }
    }

    private static float[] gaussians(SeededRandom random, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }
}
