package io.recurbench.peers;

import io.recurbench.api.Options;
import io.recurbench.api.SeededRandom;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Program;
import io.recurbench.api.service.Services;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;

/** One chunk of truncated backpropagation: a cell at a size, 128 sequences of 50 characters out of 101. */
record Workload(String cell, Program program, float[] parameters, Batch batch) {
    private static final int ROWS = 128;
    private static final int STEPS = 50;
    private static final int VOCABULARY = 101;

    /** Reads {@code "cprnn-400-210"}: cell, hidden size and, where there is one, the rank. */
    static Workload parse(String name) {
        String[] parts = name.split("-");
        Cell cell = ServiceLoader.load(Cell.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(c -> c.id().equals(parts[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no cell '" + parts[0] + "'"));
        Map<String, Object> options = new HashMap<>(Map.of("hidden", Long.valueOf(parts[1])));
        if (parts.length > 2) {
            options.put("rank", Long.valueOf(parts[2]));
        }
        Program program = Services.compiler()
                .compile(ModelSpec.single(
                        cell,
                        Options.resolve("cell '" + parts[0] + "'", cell.options(), options),
                        InputSpec.tokens(VOCABULARY),
                        OutputSpec.classes(VOCABULARY)));
        SeededRandom random = new SeededRandom(7);
        int[] tokens = new int[ROWS * STEPS];
        int[] targets = new int[ROWS * STEPS];
        byte[] mask = new byte[ROWS * STEPS];
        Arrays.setAll(tokens, i -> random.nextInt(VOCABULARY));
        Arrays.setAll(targets, i -> random.nextInt(VOCABULARY));
        Arrays.fill(mask, (byte) 1);
        return new Workload(
                parts[0],
                program,
                Services.compiler().drawParameters(program, 1),
                Batch.ofTokens(STEPS, ROWS, tokens, targets, mask, false));
    }
}
