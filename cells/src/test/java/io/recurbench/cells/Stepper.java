package io.recurbench.cells;

import io.recurbench.api.Options;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import io.recurbench.api.service.Services;
import io.recurbench.reference.ReferenceBackend;
import java.util.Arrays;
import java.util.Map;

/** A cell with parameters of the test's choice, run on the reference backend: where does a string lead its state? */
final class Stepper implements AutoCloseable {
    private static final int WINDOW = 500;

    private final Program program;
    private final Trainer trainer;
    private final float[] parameters;

    Stepper(Cell cell, Map<String, ?> options, int vocabulary, long seed, Map<String, float[]> chosen) {
        Options resolved = Options.resolve(cell.id(), cell.options(), options);
        program = Services.compiler()
                .compile(ModelSpec.single(cell, resolved, InputSpec.tokens(vocabulary), OutputSpec.classes(2)));
        parameters = Services.compiler().drawParameters(program, seed);
        chosen.forEach((name, values) -> {
            Parameter parameter = program.parameter(name);
            if (parameter.size() != values.length) {
                throw new IllegalArgumentException(
                        name + " has " + parameter.size() + " entries, not " + values.length);
            }
            System.arraycopy(values, 0, parameters, parameter.offset(), values.length);
        });
        trainer = new ReferenceBackend()
                .open(new TrainerRequest(
                        program, Optimiser.sgd(), parameters, 1, Options.resolve("", java.util.List.of(), Map.of())));
    }

    /** The value of a parameter. */
    float[] parameter(String name) {
        Parameter parameter = program.parameter(name);
        return Arrays.copyOfRange(parameters, parameter.offset(), parameter.offset() + parameter.size());
    }

    /** The state after each of the strings, which all have the same length: {@code [strings][n]}. */
    float[][] after(int[][] strings) {
        int rows = strings.length;
        int length = strings[0].length;
        for (int from = 0; from < length; from += WINDOW) {
            int steps = Math.min(WINDOW, length - from);
            int[] tokens = new int[steps * rows];
            for (int t = 0; t < steps; t++) {
                for (int row = 0; row < rows; row++) {
                    tokens[t * rows + row] = strings[row][from + t];
                }
            }
            trainer.gradients(
                    Batch.ofTokens(steps, rows, tokens, new int[steps * rows], new byte[steps * rows], from > 0));
        }
        float[] hidden = trainer.export().hidden().get(0);
        int n = hidden.length / rows;
        float[][] states = new float[rows][];
        for (int row = 0; row < rows; row++) {
            states[row] = Arrays.copyOfRange(hidden, row * n, (row + 1) * n);
        }
        return states;
    }

    @Override
    public void close() {
        trainer.close();
    }
}
