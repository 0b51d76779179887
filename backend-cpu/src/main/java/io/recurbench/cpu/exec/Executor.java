package io.recurbench.cpu.exec;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import io.recurbench.api.batch.EvaluationTally;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Program;
import io.recurbench.backend.CarriedStates;
import io.recurbench.backend.GraphExecution;
import io.recurbench.backend.Profile;
import io.recurbench.backend.Scores;
import io.recurbench.cpu.plan.GraphPlan;
import io.recurbench.cpu.plan.PlannedPlace;
import io.recurbench.cpu.plan.Work;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/** Runs one graph of a program over a stream of batches: tables, sweeps over time, sums over rows. */
public final class Executor implements GraphExecution {
    /** The system property to be set to {@code true} to have profiles logged. */
    public static final String PROFILE = "recurbench.cpu.profile";

    private final GraphPlan plan;
    private final Context context;
    private final CurrentBatch current;
    private final List<Worker> workers;
    private final WorkerPool pool;
    private final PlannedPlace lossPlace;
    private final IntToDoubleFunction loss = this::loss;
    private final CarriedStates states;
    private final Sweeps sweeps;
    private final SharedPhase prepare;
    private final SharedPhase transpose;
    private final SharedPhase reduce;
    private final Optional<Profile> profile = Profile.ifSet(PROFILE);
    private boolean stale = true;
    private boolean untransposed = true;

    /**
     * An executor.
     *
     * @param parameters the flat parameters, read at each run after {@link #parametersChanged()}
     * @param gradient takes the flat gradient
     * @param workers one for each thread of the pool
     */
    public Executor(
            Program program, Graph graph, float[] parameters, float[] gradient, List<Worker> workers, WorkerPool pool) {
        int threads = workers.size();
        this.workers = List.copyOf(workers);
        this.pool = pool;
        this.context = new Context(
                program, graph, parameters, gradient, workers.get(0).kernels.matrix(), threads);
        this.plan = context.plan;
        this.current = context.batch;
        this.lossPlace = plan.place(graph.loss());
        Binding[] bindings = new Binding[threads];
        Lowering[] lowerings = new Lowering[threads];
        for (int i = 0; i < threads; i++) {
            bindings[i] = new Binding(context, this.workers.get(i));
            lowerings[i] = new Lowering(bindings[i], profile);
        }
        this.states = new CarriedStates(program.states());
        this.sweeps = new Sweeps(context, this.workers, bindings, lowerings, states);
        // The sweeps say which matrices are packed and which tables transposed.
        Instruction[][][] preparing = new Instruction[threads][][];
        Instruction[][][] transposing = new Instruction[threads][1][];
        Instruction[][][] reducing = new Instruction[threads][][];
        for (int i = 0; i < threads; i++) {
            preparing[i] = new SharedLowering(bindings[i], lowerings[i]).prepare();
            transposing[i][0] = context.transposed.instructions(workers.get(i).kernels);
            reducing[i] = new SharedLowering(bindings[i], lowerings[i]).reduce();
        }
        this.prepare = new SharedPhase(preparing);
        this.transpose = new SharedPhase(transposing);
        this.reduce = new SharedPhase(reducing);
    }

    @Override
    public void parametersChanged() {
        stale = true;
    }

    @Override
    public void run(Batch batch) {
        current.start(batch, !plan.graph().hasAdjoint());
        context.memory.ensure(current);
        double batchWork = plan.work().perPosition() * current.steps * current.rows;
        int threads = Work.threads(batchWork, workers.size());
        for (int i = 0; i < threads; i++) {
            Worker worker = workers.get(i);
            worker.share(i, threads, current.rows);
            worker.ensure(Math.multiplyExact(plan.stepWidth(), worker.rows), plan.chainSize());
        }
        states.ensure(current.rows);
        prepareTables();
        profile.ifPresent(Profile::count);
        sweeps.run(pool, threads);
        if (plan.graph().hasAdjoint()) {
            current.groupByToken();
            reduce.run(pool, Work.threads(batchWork + plan.work().perUpdate(), workers.size()));
        }
    }

    private void prepareTables() {
        int threads = Work.threads(plan.work().perUpdate(), workers.size());
        if (stale) {
            prepare.run(pool, threads);
            stale = false;
            untransposed = true;
        }
        if (untransposed && context.transposed.areRead()) {
            context.transposed.ensure();
            transpose.run(pool, threads);
            untransposed = false;
        }
    }

    private double loss(int position) {
        return context.memory.of(lossPlace.slot())[position * lossPlace.stride() + lossPlace.column()];
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
                tally.add(position, loss(position), current.correct[position] != 0);
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
        return profile.map(Profile::report);
    }

    @Override
    public long bytes() {
        return states.bytes() + context.bytes() + sweeps.bytes();
    }

    /** The workers belong to the program, arrays to the garbage collector. */
    @Override
    public void close() {}
}
