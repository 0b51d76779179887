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

/** One graph with its stream of batches. */
final class CpuGraph implements GraphExecution {
    private final Executor executor;
    private final CarriedStates states;
    private final IntToDoubleFunction loss;

    CpuGraph(Program program, Executor executor) {
        this.executor = executor;
        this.states = new CarriedStates(program.states());
        this.loss = executor::loss;
    }

    @Override
    public void parametersChanged() {
        executor.parametersChanged();
    }

    @Override
    public void run(Batch batch) {
        executor.run(batch, states);
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
                tally.add(position, executor.loss(position), executor.isCorrect(position));
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
        return executor.profile();
    }

    @Override
    public long bytes() {
        return states.bytes() + executor.bytes();
    }

    /** The workers belong to the program, arrays to the garbage collector. */
    @Override
    public void close() {}
}
