package io.recurbench.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.service.Services;
import io.recurbench.cuda.SoftwareDriver.Alive;
import io.recurbench.testkit.rule.Masking;
import io.recurbench.testkit.rule.ModelCase;
import io.recurbench.testkit.rule.ModelDraw;
import io.recurbench.testkit.rule.ParityModels;
import java.util.Map;
import java.util.ServiceLoader;
import jcuda.driver.CUresult;
import jcuda.jcublas.cublasStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every call of the driver fails once: a clear error, nothing left behind, and a process that goes on. */
class FailingCallsTest {
    private final SoftwareDriver driver = SoftwareDriver.require();
    private final Backend backend = GppCompiler.backend();
    private ModelCase model;

    @BeforeEach
    void compile() {
        Cell cell = ServiceLoader.load(Cell.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(one -> one.id().equals("rnn"))
                .findFirst()
                .orElseThrow();
        model = ParityModels.all(cell, ModelDraw.known(Services.compiler())).stream()
                .filter(one -> one.name().contains("batch=3 steps=5"))
                .findFirst()
                .orElseThrow();
    }

    @AfterEach
    void restore() {
        driver.failed();
        driver.memory(0);
    }

    private Trainer open(Map<String, ?> given) {
        Options options = Options.resolve("backend 'cuda'", backend.options(), given);
        return backend.open(
                new TrainerRequest(model.program(), Optimiser.adam().clipped(1), model.parameters(), 1, options));
    }

    /** All that a trainer can do, with graphs from the second step on and memory that grows. */
    private void session(String gemm) {
        try (Trainer trainer = open(Map.of("gemm", gemm))) {
            trainer.step(model.batch(0, 2, 2, Masking.ALL, false), 0.01);
            trainer.step(model.batch(1, 2, 2, Masking.ALL, true), 0.01);
            trainer.evaluate(model.batch(2, 3, 2, Masking.ALL, false));
            trainer.restore(trainer.export());
            trainer.gradients(model.batch(3, 2, 2, Masking.ALL, false));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiled", "cublas"})
    void everyCallMayFail(String gemm) {
        session(gemm);
        long before = driver.calls();
        session(gemm);
        long calls = driver.calls() - before;
        assertThat(calls).isGreaterThan(100);
        assertThat(driver.alive()).isEqualTo(Alive.NOTHING);
        for (long call = 0; call < calls; call++) {
            int code = call % 2 == 0 ? CUresult.CUDA_ERROR_OUT_OF_MEMORY : CUresult.CUDA_ERROR_LAUNCH_FAILED;
            driver.failAfter(call, code);
            RuntimeException thrown = null;
            try {
                session(gemm);
            } catch (RuntimeException e) {
                thrown = e;
            }
            String failed = driver.failed().orElseThrow();
            assertThat(thrown)
                    .as("call %d of %d, %s", call, calls, failed)
                    .isInstanceOf(RecurbenchException.class)
                    .hasMessageContaining(failed)
                    .hasMessageContaining(nameOf(failed, code));
            assertThat(driver.alive())
                    .as("after call %d, %s, failed", call, failed)
                    .isEqualTo(Alive.NOTHING);
        }
        session(gemm);
        assertThat(driver.alive()).isEqualTo(Alive.NOTHING);
    }

    /** As the library that was called names it. */
    private static String nameOf(String call, int code) {
        if (!call.startsWith("cublas")) {
            return CUresult.stringFor(code);
        }
        return cublasStatus.stringFor(
                code == CUresult.CUDA_ERROR_OUT_OF_MEMORY
                        ? cublasStatus.CUBLAS_STATUS_ALLOC_FAILED
                        : cublasStatus.CUBLAS_STATUS_EXECUTION_FAILED);
    }

    @Test
    void runningOutOfMemoryIsAFailedTrial() {
        driver.memory(64 << 10);
        assertThatThrownBy(() -> {
                    try (Trainer trainer = open(Map.of("gemm", "tiled", "graphs", false))) {
                        trainer.step(model.batch(0, 500, 40, Masking.ALL, false), 0.1);
                    }
                })
                .isInstanceOfSatisfying(
                        RecurbenchException.class,
                        e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.RESOURCE))
                .hasMessageContaining("cuMemAlloc of ")
                .hasMessageContaining("of 0.1 MiB of device memory are free")
                .hasMessageContaining("take a smaller batch");
        assertThat(driver.alive()).isEqualTo(Alive.NOTHING);
    }

    @Test
    void aTrainerOutlivesABatchThatDoesNotFit() {
        try (Trainer trainer = open(Map.of("gemm", "tiled"))) {
            double first = trainer.gradients(model.batch(0)).loss();
            driver.memory(1 << 20);
            assertThatThrownBy(() -> trainer.step(model.batch(0, 500, 400, Masking.ALL, false), 0.1))
                    .isInstanceOf(RecurbenchException.class);
            driver.memory(0);
            assertThat(trainer.gradients(model.batch(0)).loss()).isEqualTo(first);
        }
        assertThat(driver.alive()).isEqualTo(Alive.NOTHING);
    }

    @Test
    void closingTwiceIsAllowed() {
        Trainer trainer = open(Map.of("separate-buffers", true));
        trainer.close();
        trainer.close();
        assertThat(driver.alive()).isEqualTo(Alive.NOTHING);
    }
}
