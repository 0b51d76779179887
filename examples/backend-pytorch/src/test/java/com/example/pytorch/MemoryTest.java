package com.example.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** Native memory depends on the program and the largest batch, not on how many batches or trainers there were. */
class MemoryTest {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int SYMBOLS = 5;
    private static final int ROWS = 30;
    private static final int LONGEST = 40;

    private final Program program = program();

    @Test
    void aThousandStepsOfManyLengthsHoldWhatTheLongestNeeds() throws IOException {
        try (Trainer trainer = open();
                Trainer onlyLongest = open()) {
            onlyLongest.step(batch(LONGEST), 0.01);
            onlyLongest.evaluate(batch(LONGEST));
            trainSteps(trainer, LONGEST);
            long held = trainer.memoryBytes();
            long resident = residentKilobytes();
            trainSteps(trainer, 1000);
            assertThat(trainer.memoryBytes()).isEqualTo(held).isEqualTo(onlyLongest.memoryBytes());
            assertThat(residentKilobytes() - resident)
                    .as("KiB more after 1,000 steps")
                    .isLessThan(20_000);
        }
    }

    @Test
    void aClosedTrainerGivesItsMemoryBack() throws IOException {
        long held = openedAndClosed(20);
        long resident = residentKilobytes();
        openedAndClosed(100);
        assertThat(residentKilobytes() - resident)
                .as("KiB more after 100 trainers of %d bytes each", held)
                .isLessThan(25 * held / 1024);
    }

    private long openedAndClosed(int trainers) {
        long held = 0;
        for (int i = 0; i < trainers; i++) {
            try (Trainer trainer = open()) {
                trainer.step(batch(LONGEST), 0.01);
                held = trainer.memoryBytes();
            }
        }
        return held;
    }

    private static void trainSteps(Trainer trainer, int count) {
        for (int i = 0; i < count; i++) {
            trainer.step(batch(LONGEST - i % LONGEST), 0.01);
            if (i % 10 == 0) {
                trainer.evaluate(batch(LONGEST - i % LONGEST));
            }
        }
    }

    /** Memory of the process that is there, of Java and native code together. */
    private static long residentKilobytes() throws IOException {
        assumeTrue(Files.exists(STATUS), "only Linux says how much memory a process has");
        System.gc();
        String line = Files.readAllLines(STATUS).stream()
                .filter(each -> each.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
    }

    private Trainer open() {
        PytorchBackend backend = new PytorchBackend();
        Options options = Options.resolve("pytorch", backend.options(), Map.of());
        float[] parameters = Services.compiler().drawParameters(program, 1);
        return backend.open(new TrainerRequest(program, Optimiser.adam(), parameters, 1, options));
    }

    private static Program program() {
        Cell lstm = ServiceLoader.load(Cell.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(cell -> cell.id().equals("lstm"))
                .findFirst()
                .orElseThrow();
        return Services.compiler()
                .compile(ModelSpec.single(
                        lstm,
                        Options.resolve("lstm", lstm.options(), Map.of("hidden", 32L)),
                        InputSpec.tokens(SYMBOLS),
                        OutputSpec.classes(SYMBOLS)));
    }

    private static Batch batch(int steps) {
        int[] tokens = new int[steps * ROWS];
        Arrays.setAll(tokens, i -> i % SYMBOLS);
        byte[] mask = new byte[tokens.length];
        Arrays.fill(mask, (byte) 1);
        return Batch.ofTokens(steps, ROWS, tokens, tokens.clone(), mask, false);
    }
}
