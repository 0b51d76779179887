package io.recurbench.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.Options;
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
import java.util.Arrays;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** Native memory depends on the program and the largest batch, not on how many batches there were. */
class MemoryTest {
    private static final int ROWS = 3;
    private static final int LONGEST = 40;

    @Test
    void aThousandStepsOfManyLengthsHoldWhatTheLongestNeeds() {
        Program program = program("lstm");
        float[] parameters = Services.compiler().drawParameters(program, 1);
        try (Trainer trainer = open(program, parameters);
                Trainer onlyLongest = open(program, parameters)) {
            onlyLongest.step(batch(LONGEST), 0.01);
            onlyLongest.evaluate(batch(LONGEST));
            trainer.step(batch(LONGEST), 0.01);
            trainer.evaluate(batch(LONGEST));
            long afterLongest = trainer.memoryBytes();
            for (int i = 0; i < 1000; i++) {
                trainer.step(batch(1 + i % LONGEST), 0.01);
                if (i % 10 == 0) {
                    trainer.evaluate(batch(1 + i % LONGEST));
                }
            }
            assertThat(trainer.memoryBytes()).isEqualTo(afterLongest).isEqualTo(onlyLongest.memoryBytes());
        }
    }

    @Test
    void allocationsAfterARestartStandWhereTheEarlierOnesStood() {
        try (Memory memory = new Memory()) {
            Region first = memory.allocate(7, 5);
            memory.allocate(1000, 100);
            long bytes = memory.bytes();
            memory.restart();
            assertThat(memory.allocate(5, 7).start()).isEqualTo(first.start());
            memory.allocate(100, 1000);
            assertThat(memory.bytes()).isEqualTo(bytes);
        }
    }

    @Test
    void closingGivesTheMemoryBack() {
        Memory memory = new Memory();
        memory.allocate(100, 100);
        memory.close();
        assertThat(memory.bytes()).isZero();
    }

    private static Program program(String cellId) {
        Cell cell = ServiceLoader.load(Cell.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(candidate -> candidate.id().equals(cellId))
                .findFirst()
                .orElseThrow();
        return Services.compiler()
                .compile(ModelSpec.single(
                        cell,
                        Options.resolve(cellId, cell.options(), Map.of("hidden", 8L)),
                        InputSpec.tokens(5),
                        OutputSpec.classes(5)));
    }

    private static Trainer open(Program program, float[] parameters) {
        Nd4jBackend backend = new Nd4jBackend();
        Options options = Options.resolve("nd4j", backend.options(), Map.of());
        return backend.open(new TrainerRequest(program, Optimiser.adam(), parameters, 1, options));
    }

    private static Batch batch(int steps) {
        int[] tokens = new int[steps * ROWS];
        Arrays.setAll(tokens, i -> i % 5);
        byte[] mask = new byte[tokens.length];
        Arrays.fill(mask, (byte) 1);
        return Batch.ofTokens(steps, ROWS, tokens, tokens.clone(), mask, false);
    }
}
