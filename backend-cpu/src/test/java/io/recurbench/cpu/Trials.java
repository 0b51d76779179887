package io.recurbench.cpu;

import io.recurbench.api.Options;
import io.recurbench.api.SeededRandom;
import io.recurbench.api.backend.Backend;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** Programs and batches for tests. */
final class Trials {
    private Trials() {}

    static List<Cell> cells() {
        return ServiceLoader.load(Cell.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    static Cell cell(String id) {
        return cells().stream().filter(cell -> cell.id().equals(id)).findFirst().orElseThrow();
    }

    static Program program(
            Cell cell, Map<String, ?> options, int layers, InputSpec input, int embedding, OutputSpec output) {
        Map<String, Object> given = new HashMap<>(options);
        if (cell.options().stream().anyMatch(option -> option.name().equals("heads"))) {
            given.putIfAbsent("heads", 2);
        }
        Options resolved = Options.resolve("cell '" + cell.id() + "'", cell.options(), given);
        return Services.compiler().compile(new ModelSpec(cell, resolved, layers, input, embedding, output, true));
    }

    static Trainer open(Backend backend, Program program, Optimiser optimiser, int threads) {
        return backend.open(new TrainerRequest(
                program,
                optimiser,
                Services.compiler().drawParameters(program, 7),
                threads,
                Options.resolve("backend", backend.options(), Map.of())));
    }

    /** A random batch; every position is scored, or those that {@code mask} says. */
    static Batch batch(Program program, int steps, int rows, Mask mask, boolean carried, long seed) {
        SeededRandom random = new SeededRandom(seed);
        int positions = steps * rows;
        byte[] scored = new byte[positions];
        int[] targets = new int[positions];
        int classes = program.output().width();
        boolean numbers = program.output().loss() == OutputSpec.LossKind.MEAN_SQUARED_ERROR;
        for (int i = 0; i < positions; i++) {
            scored[i] = (byte) (mask.scores(i / rows, i % rows, steps) ? 1 : 0);
            targets[i] = scored[i] == 1 ? random.nextInt(classes) : -1;
        }
        int[] tokens = new int[program.input().isTokens() ? positions : 0];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = random.nextInt(program.input().size());
        }
        float[] dense = numbers(
                random,
                program.input().isTokens() ? 0 : positions * program.input().size());
        if (numbers) {
            return Batch.ofNumbers(steps, rows, tokens, dense, numbers(random, positions * classes), scored, carried);
        }
        return dense.length > 0
                ? Batch.ofRows(steps, rows, dense, targets, scored, carried)
                : Batch.ofTokens(steps, rows, tokens, targets, scored, carried);
    }

    private static float[] numbers(SeededRandom random, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    /** Which positions are scored. */
    enum Mask {
        ALL,
        LAST,
        MIDDLE,
        SCATTERED,
        NONE;

        boolean scores(int step, int row, int steps) {
            return switch (this) {
                case ALL -> true;
                case LAST -> step == steps - 1;
                case MIDDLE -> step == steps / 2;
                case SCATTERED -> (step * 7 + row * 3) % 5 == 0;
                case NONE -> false;
            };
        }
    }
}
