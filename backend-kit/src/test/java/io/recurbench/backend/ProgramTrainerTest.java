package io.recurbench.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.Options;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import io.recurbench.api.batch.EvaluationTally;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When the parts of an execution are opened, told and closed. */
class ProgramTrainerTest {
    private final Program program = Handmade.program();
    private final List<String> calls = new ArrayList<>();
    private String failing = "";

    private void called(String call) {
        calls.add(call);
        if (call.equals(failing)) {
            throw new IllegalStateException(call);
        }
    }

    /** Does nothing, and says so. */
    private final class Recorded implements Execution {
        private int opened;

        @Override
        public GraphExecution open(Graph graph) {
            String name = "graph " + ++opened;
            called("open " + name);
            return new RecordedGraph(name);
        }

        @Override
        public void update(UpdateRule rule) {
            called("update");
        }

        @Override
        public float[] read(Vector vector) {
            return new float[program.parameterCount()];
        }

        @Override
        public void write(Vector vector, float[] numbers) {
            called("write");
        }

        @Override
        public long bytes() {
            return 1;
        }

        @Override
        public void close() {
            called("close execution");
        }
    }

    private final class RecordedGraph implements GraphExecution {
        private final String name;

        private RecordedGraph(String name) {
            this.name = name;
        }

        @Override
        public void parametersChanged() {
            called("changed " + name);
        }

        @Override
        public void run(Batch batch) {
            called("run " + name);
        }

        @Override
        public double meanLoss(Batch batch) {
            return 0;
        }

        @Override
        public Evaluation evaluation(Batch batch) {
            return new EvaluationTally(batch.steps(), batch.rows()).evaluation();
        }

        @Override
        public List<float[]> states() {
            return List.of();
        }

        @Override
        public void restore(List<float[]> states, int rows) {
            called("restore " + name);
        }

        @Override
        public long bytes() {
            return 10;
        }

        @Override
        public void close() {
            called("close " + name);
        }
    }

    private ProgramTrainer trainer() {
        float[] parameters = new float[program.parameterCount()];
        return new ProgramTrainer(
                new TrainerRequest(
                        program, Optimiser.sgd(), parameters, 1, Options.resolve("backend", List.of(), Map.of())),
                new Recorded());
    }

    private static Batch batch() {
        return Batch.ofTokens(2, 1, new int[2], new int[2], new byte[] {1, 1}, false);
    }

    @Test
    void aGraphIsOpenedForItsFirstBatch() {
        try (ProgramTrainer trainer = trainer()) {
            assertThat(trainer.memoryBytes()).isEqualTo(1);
            trainer.step(batch(), 0.1);
            trainer.step(batch(), 0.1);
            assertThat(trainer.memoryBytes()).isEqualTo(11);
            trainer.evaluate(batch());
            assertThat(trainer.memoryBytes()).isEqualTo(21);
        }
        assertThat(calls)
                .containsExactly(
                        "write",
                        "open graph 1",
                        "run graph 1",
                        "update",
                        "changed graph 1",
                        "run graph 1",
                        "update",
                        "changed graph 1",
                        "open graph 2",
                        "run graph 2",
                        "close graph 1",
                        "close graph 2",
                        "close execution");
    }

    @Test
    void aTrainerThatRanNothingIsExportedAndRestored() {
        try (ProgramTrainer trainer = trainer()) {
            trainer.restore(trainer.export());
        }
        assertThat(calls).containsExactly("write", "write", "close execution");
    }

    @Test
    void whatFailsToCloseKeepsNothingOpen() {
        ProgramTrainer trainer = trainer();
        trainer.evaluate(batch());
        trainer.step(batch(), 0.1);
        failing = "close graph 2";

        assertThatThrownBy(trainer::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("close graph 2");
        assertThat(calls).endsWith("close graph 2", "close graph 1", "close execution");
        trainer.close();
        assertThat(calls).endsWith("close graph 1", "close execution");
    }

    @Test
    void anExecutionThatCannotBeginIsClosed() {
        failing = "write";

        assertThatThrownBy(this::trainer)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("write");
        assertThat(calls).containsExactly("write", "close execution");
    }
}
