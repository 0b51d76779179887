package io.recurbench.cpu.exec;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Program;
import io.recurbench.backend.CarriedStates;
import io.recurbench.backend.Profile;
import io.recurbench.cpu.plan.GraphPlan;
import io.recurbench.cpu.plan.PlannedPlace;
import io.recurbench.cpu.plan.Work;
import java.util.List;
import java.util.Optional;

/** Runs one graph of a program over batches: tables, sweeps over time, sums over rows. */
public final class Executor {
    /** The system property to be set to {@code true} to have profiles logged. */
    public static final String PROFILE = "recurbench.cpu.profile";

    private final GraphPlan plan;
    private final Context context;
    private final CurrentBatch current;
    private final List<Worker> workers;
    private final WorkerPool pool;
    private final PlannedPlace lossPlace;
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
        this.sweeps = new Sweeps(context, this.workers, bindings, lowerings);
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

    /** Says that the parameters have changed: tables are computed again before the next batch. */
    public void parametersChanged() {
        stale = true;
    }

    /**
     * Runs a batch that fits.
     *
     * @param stream where a carried batch begins; takes where this one ends
     */
    public void run(Batch batch, CarriedStates stream) {
        current.start(batch, !plan.graph().hasAdjoint());
        context.memory.ensure(current);
        double batchWork = plan.work().perPosition() * current.steps * current.rows;
        int threads = Work.threads(batchWork, workers.size());
        for (int i = 0; i < threads; i++) {
            Worker worker = workers.get(i);
            worker.share(i, threads, current.rows);
            worker.ensure(Math.multiplyExact(plan.stepWidth(), worker.rows), plan.chainSize());
        }
        stream.ensure(current.rows);
        prepareTables();
        profile.ifPresent(Profile::count);
        sweeps.run(pool, threads, stream);
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

    /** The loss of position {@code t x B + row} of the batch that was run last, which must be scored. */
    public double loss(int position) {
        return context.memory.of(lossPlace.slot())[position * lossPlace.stride() + lossPlace.column()];
    }

    /** Whether the largest logit of a scored position was the target; known after an evaluation. */
    public boolean isCorrect(int position) {
        return current.correct[position] != 0;
    }

    /** Where the time went, if that is recorded. */
    public Optional<String> profile() {
        return profile.map(Profile::report);
    }

    /** Bytes held for this graph, parameters and gradient not counted. */
    public long bytes() {
        return context.bytes() + sweeps.bytes();
    }
}
