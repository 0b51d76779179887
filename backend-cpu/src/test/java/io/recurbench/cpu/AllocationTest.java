package io.recurbench.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.recurbench.api.Options;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Program;
import io.recurbench.api.service.Services;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A training step allocates nothing; with plain loops, so that it does not depend on what the JVM has compiled yet. */
class AllocationTest {

    static Stream<String> cells() {
        return Trials.cells().stream().map(Cell::id);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void stepAllocatesNothing(String cell) {
        Program program = Trials.program(
                Trials.cell(cell), Map.of("hidden", 12), 1, InputSpec.tokens(7), 0, OutputSpec.classes(5));
        CpuBackend backend = new CpuBackend();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Trainer trainer = backend.open(new TrainerRequest(
                program,
                Optimiser.adam().clipped(1),
                Services.compiler().drawParameters(program, 7),
                1,
                Options.resolve("backend", backend.options(), Map.of("kernels", "scalar"))))) {
            Batch batch = Trials.batch(program, 6, 10, Trials.Mask.SCATTERED, false, 1);
            for (int i = 0; i < 3; i++) {
                trainer.step(batch, 1e-3);
            }
            long before = threads.getCurrentThreadAllocatedBytes();
            double loss = 0;
            for (int i = 0; i < 10; i++) {
                loss += trainer.step(batch, 1e-3);
            }
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertThat(loss).isFinite();
            assertThat(allocated).isLessThan(200);
        }
    }
}
