package io.recurbench.suites.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.Availability;
import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import io.recurbench.api.service.PluginLoader;
import io.recurbench.api.task.SpeedRequest;
import io.recurbench.api.task.SpeedSubject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepRequestTest {
    private final TrainingStepTask task = new TrainingStepTask();
    private final Cell cell = new Sized();
    private final Backend backend = new Nothing();

    /** The gate checks what the parent makes of the request, the clock runs on what the fork makes of the file. */
    @Test
    void theForkMeasuresWhatTheGateChecked() {
        SpeedRequest asked = new SpeedRequest(
                Options.resolve("a test", task.options(), Map.of("rows", 7, "steps", 3, "vocabulary", 11)),
                cell.id(),
                PluginLoader.Code.of(cell),
                Options.resolve("a test", cell.options(), Map.of("hidden", 5L, "scale", 1e-7, "way", "both"))
                        .values(),
                3,
                backend.id(),
                PluginLoader.Code.of(backend),
                Options.resolve("a test", backend.options(), Map.of("fast", false))
                        .values(),
                Optimiser.adam().clipped(0.3),
                2,
                -8_234_567_890_123_456_789L,
                line -> {});

        SpeedRequest read = new StepRequest(StepRequest.of(asked).values()).request(task);

        assertThat(SpeedSubject.of(read, task, cell, backend)).isEqualTo(SpeedSubject.of(asked, task, cell, backend));
        assertThat(read.options()).isEqualTo(asked.options());
        assertThat(read.optimiser()).isEqualTo(asked.optimiser());
        assertThat(read.seed()).isEqualTo(asked.seed());
        assertThat(read.cell()).isEqualTo("sized");
        assertThat(read.backend()).isEqualTo("nothing");
        assertThat(read.cellCode()).isEqualTo(asked.cellCode());
        assertThat(read.backendCode()).isEqualTo(asked.backendCode());
    }

    @Test
    void everyPartOfARequestChangesWhatIsMeasured() {
        SpeedSubject subject = SpeedSubject.of(request(5, 1, 2), task, cell, backend);

        assertThat(List.of(request(6, 1, 2), request(5, 2, 2), request(5, 1, 3)))
                .allSatisfy(other ->
                        assertThat(SpeedSubject.of(other, task, cell, backend)).isNotEqualTo(subject));
    }

    private SpeedRequest request(long hidden, int layers, int threads) {
        return new SpeedRequest(
                Options.resolve("a test", task.options(), Map.of()),
                cell.id(),
                PluginLoader.Code.of(cell),
                Map.of("hidden", hidden),
                layers,
                backend.id(),
                PluginLoader.Code.of(backend),
                Map.of(),
                Optimiser.sgd(),
                threads,
                1,
                line -> {});
    }

    /** A cell with an option of each kind that a file may spell otherwise. */
    public static final class Sized implements Cell {
        @Override
        public String id() {
            return "sized";
        }

        @Override
        public String description() {
            return "a test";
        }

        @Override
        public List<Option> options() {
            return List.of(
                    Option.integer("hidden", 4, 1, "size"),
                    Option.real("scale", 1, 0, 2, "scale"),
                    Option.choice("way", List.of("one", "both"), "way"));
        }

        @Override
        public Expr define(CellScope scope) {
            return scope.input();
        }

        @Override
        public long parameterCount(Options options, int inputWidth) {
            return 0;
        }
    }

    /** A backend that opens nothing. */
    public static final class Nothing implements Backend {
        @Override
        public String id() {
            return "nothing";
        }

        @Override
        public String description() {
            return "a test";
        }

        @Override
        public List<Option> options() {
            return List.of(Option.flag("fast", true, "speed"));
        }

        @Override
        public Availability availability() {
            return new Availability.Available(Map.of());
        }

        @Override
        public Determinism determinism() {
            return Determinism.BITWISE;
        }

        @Override
        public Trainer open(TrainerRequest request) {
            throw new UnsupportedOperationException("a test opens no trainer");
        }
    }
}
