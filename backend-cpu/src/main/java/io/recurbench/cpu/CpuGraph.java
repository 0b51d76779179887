package io.recurbench.cpu;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import io.recurbench.api.batch.EvaluationTally;
import io.recurbench.api.program.Program;
import io.recurbench.backend.CarriedStates;
import io.recurbench.backend.GraphExecution;
import io.recurbench.backend.Scores;
import io.recurbench.cpu.exec.Executor;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One graph with its stream of batches. It is planned when its first batch comes: not everybody evaluates. */
final class CpuGraph implements GraphExecution {
    private final Supplier<Executor> planner;
    private final CarriedStates states;
    private final IntToDoubleFunction loss = position -> executor().loss(position);
    private @Nullable Executor executor;

    CpuGraph(Program program, Supplier<Executor> planner) {
        this.planner = planner;
        this.states = new CarriedStates(program.states());
    }

    private Executor executor() {
        Executor known = executor;
        if (known == null) {
            known = planner.get();
            executor = known;
        }
        return known;
    }

    @Override
    public void parametersChanged() {
        if (executor != null) {
            executor.parametersChanged();
        }
    }

    @Override
    public void run(Batch batch) {
        executor().run(batch, states);
    }

    @Override
    public double meanLoss(Batch batch) {
        return Scores.meanLoss(batch, loss);
    }

    @Override
    public Evaluation evaluation(Batch batch) {
        EvaluationTally tally = new EvaluationTally(batch.steps(), batch.rows());
        for (int position = 0; position < batch.mask().length; position++) {
            if (batch.mask()[position] != 0) {
                tally.add(position, executor().loss(position), executor().isCorrect(position));
            }
        }
        return tally.evaluation();
    }

    @Override
    public List<float[]> states() {
        return states.copies();
    }

    @Override
    public void restore(List<float[]> restored, int rows) {
        states.restore(restored, rows);
    }

    @Override
    public Optional<String> profile() {
        return Optional.ofNullable(executor).flatMap(Executor::profile);
    }

    long bytes() {
        return states.bytes() + (executor == null ? 0 : executor.bytes());
    }
}
