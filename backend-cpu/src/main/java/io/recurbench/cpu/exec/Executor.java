package io.recurbench.cpu.exec;

import io.recurbench.api.Batch;
import io.recurbench.api.Evaluation;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Program;
import io.recurbench.cpu.plan.Home;
import io.recurbench.cpu.plan.Plan;
import io.recurbench.cpu.plan.Sweep;
import io.recurbench.cpu.plan.Work;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs one graph of a program over batches: tables, sweeps over time, sums over rows. */
public final class Executor {
    private final Plan plan;
    private final Memory memory;
    private final Pass pass = new Pass();
    private final List<Worker> workers;
    private final WorkerPool pool;
    private final Packing packing;
    private final SharedArrays shared = new SharedArrays();
    private final TransposedTables transposed;
    private final Groupings groupings;
    private final States states;
    private final TokenOrder[] orders;
    private final Home loss;
    private final boolean[] backward;
    private final Instruction[][][] sweeps;
    private final TablePhase prepare;
    private final TablePhase transpose;
    private final TablePhase reduce;
    private final WorkerPool.Job sweepJob = this::runSweeps;
    private final @Nullable Profile profile = Profile.isOn() ? new Profile() : null;
    private Hidden hidden;
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
        this.plan = new Plan(program, graph);
        this.memory = new Memory(plan, parameters, gradient);
        this.workers = List.copyOf(workers);
        this.pool = pool;
        this.packing = new Packing(plan, memory, workers.get(0).kernels.matrix());
        this.transposed = new TransposedTables(plan, memory, pass);
        this.groupings = new Groupings(pass, program.input().size());
        this.states = new States(plan, memory, pass);
        this.hidden = new Hidden(program.states());
        this.loss = plan.home(graph.loss());
        List<Sweep> planned = plan.schedule().sweeps();
        this.orders = new TokenOrder[workers.size()];
        this.backward = new boolean[planned.size()];
        this.sweeps = new Instruction[workers.size()][planned.size()][];
        TableInstruction[][][] preparing = new TableInstruction[workers.size()][][];
        TableInstruction[][][] reducing = new TableInstruction[workers.size()][][];
        for (int i = 0; i < workers.size(); i++) {
            Binding binding =
                    new Binding(plan, memory, pass, workers.get(i), packing, transposed, shared, workers.size());
            orders[i] = binding.order;
            for (int sweep = 0; sweep < planned.size(); sweep++) {
                backward[sweep] = planned.get(sweep).backward();
                sweeps[i][sweep] = new Lowering(binding, profile).lower(plan.nodes(sweep));
            }
            reducing[i] = new TableLowering(binding, groupings, profile).reduce();
        }
        for (int i = 0; i < workers.size(); i++) {
            Binding binding =
                    new Binding(plan, memory, pass, workers.get(i), packing, transposed, shared, workers.size());
            preparing[i] = new TableLowering(binding, groupings, profile).prepare();
        }
        TableInstruction[][][] transposing = new TableInstruction[workers.size()][1][];
        for (int i = 0; i < workers.size(); i++) {
            transposing[i][0] = transposed.instructions(workers.get(i).kernels);
        }
        this.transpose = new TablePhase(transposing);
        this.prepare = new TablePhase(preparing);
        this.reduce = new TablePhase(reducing);
        fillConstants();
    }

    private void fillConstants() {
        for (Operation operation : plan.graph().operations()) {
            Home home = operation.space().hasBatchRows() ? null : plan.home(operation.id());
            if (home != null && operation instanceof Operation.Constant constant) {
                Arrays.fill(memory.of(home.region()), home.column(), home.column() + constant.width(), (float)
                        constant.value());
            } else if (home != null && operation instanceof Operation.OneHot identity) {
                for (int token = 0; token < identity.width(); token++) {
                    memory.of(home.region())[token * home.stride() + token] = 1;
                }
            }
        }
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
    public void run(Batch batch, Hidden stream) {
        pass.start(batch, !plan.graph().hasAdjoint());
        memory.ensure(pass);
        stream.ensure(pass.rows);
        hidden = stream;
        Work work = plan.work();
        double batchWork = work.perPosition() * pass.steps * pass.rows;
        int threads = Work.threads(batchWork, workers.size());
        for (int i = 0; i < threads; i++) {
            Worker worker = workers.get(i);
            worker.share(i, threads, pass.rows);
            worker.ensure(Math.multiplyExact(plan.scratchWidth(), worker.rows), plan.blockSize());
        }
        if (stale) {
            prepare.run(pool, Work.threads(work.perUpdate(), workers.size()));
            stale = false;
            untransposed = true;
        }
        if (untransposed && transposed.areRead()) {
            transposed.ensure();
            transpose.run(pool, Work.threads(work.perUpdate(), workers.size()));
            untransposed = false;
        }
        if (profile != null) {
            profile.count();
        }
        pool.run(sweepJob, threads);
        if (plan.graph().hasAdjoint()) {
            groupings.sort();
            reduce.run(pool, Work.threads(batchWork + work.perUpdate(), workers.size()));
        }
    }

    private void runSweeps(int index) {
        Worker worker = workers.get(index);
        if (worker.rows == 0) {
            return;
        }
        orders[index].sort();
        states.begin(worker, hidden);
        for (int sweep = 0; sweep < backward.length; sweep++) {
            Instruction[] instructions = sweeps[index][sweep];
            if (backward[sweep]) {
                int last = plan.reaches().backwardFromLastScored() ? pass.lastScored : pass.steps - 1;
                states.beginAdjoints(worker, last);
                for (int step = last; step >= 0; step--) {
                    runStep(instructions, step);
                }
            } else {
                for (int step = 0; step < pass.steps; step++) {
                    runStep(instructions, step);
                }
            }
        }
        states.keep(worker, hidden);
    }

    private static void runStep(Instruction[] instructions, int step) {
        for (Instruction instruction : instructions) {
            instruction.run(step);
        }
    }

    /** The mean loss of the batch over its scored positions; 0 if none is scored. */
    public double meanLoss() {
        if (pass.lastScored < 0) {
            return 0;
        }
        double total = 0;
        int scored = 0;
        for (int position = pass.firstScored * pass.rows; position < (pass.lastScored + 1) * pass.rows; position++) {
            if (pass.mask[position] != 0) {
                total += loss(position);
                scored++;
            }
        }
        return total / scored;
    }

    /** The scores of the batch. */
    public Evaluation evaluation() {
        double[] loss = new double[pass.steps];
        long[] scored = new long[pass.steps];
        long[] correct = new long[pass.steps];
        boolean[] touched = new boolean[pass.rows];
        boolean[] wrong = new boolean[pass.rows];
        for (int position = 0; position < pass.steps * pass.rows; position++) {
            if (pass.mask[position] == 0) {
                continue;
            }
            int step = position / pass.rows;
            int row = position % pass.rows;
            loss[step] += loss(position);
            scored[step]++;
            correct[step] += pass.correct[position];
            touched[row] = true;
            wrong[row] |= pass.correct[position] == 0;
        }
        long sequences = 0;
        long sequencesCorrect = 0;
        for (int row = 0; row < pass.rows; row++) {
            sequences += touched[row] ? 1 : 0;
            sequencesCorrect += touched[row] && !wrong[row] ? 1 : 0;
        }
        return new Evaluation(loss, scored, correct, sequences, sequencesCorrect);
    }

    private double loss(int position) {
        return memory.of(loss.region())[position * loss.stride() + loss.column()];
    }

    /** Where the time went, if that is recorded. */
    public Optional<String> profile() {
        return Optional.ofNullable(profile).map(Profile::report);
    }

    /** Bytes held for this graph, parameters and gradient not counted. */
    public long bytes() {
        long bytes = memory.bytes()
                + packing.bytes()
                + shared.bytes()
                + transposed.bytes()
                + groupings.bytes()
                + pass.bytes();
        for (TokenOrder order : orders) {
            bytes += order.bytes();
        }
        return bytes;
    }
}
