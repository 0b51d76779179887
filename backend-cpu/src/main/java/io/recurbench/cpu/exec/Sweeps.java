package io.recurbench.cpu.exec;

import io.recurbench.backend.CarriedStates;
import io.recurbench.cpu.plan.GraphPlan;
import io.recurbench.cpu.plan.Sweep;
import java.util.List;

/** The sweeps over time of a graph, which each thread runs for its share of the rows, all of them without a barrier. */
final class Sweeps {
    private final GraphPlan plan;
    private final CurrentBatch batch;
    private final List<Worker> workers;
    private final States states;
    private final boolean[] backward;
    private final TokenOrder[] orders;
    private final Instruction[][][] instructions;
    private final WorkerPool.Job job = this::runShare;
    private final CarriedStates carried;

    /**
     * The instructions of all sweeps.
     *
     * @param bindings one for each worker, and likewise the lowerings
     * @param carried where a carried batch begins; takes where each ends
     */
    Sweeps(Context context, List<Worker> workers, Binding[] bindings, Lowering[] lowerings, CarriedStates carried) {
        this.plan = context.plan;
        this.batch = context.batch;
        this.workers = workers;
        this.carried = carried;
        this.states = new States(plan, context.memory, batch);
        List<Sweep> planned = plan.schedule().sweeps();
        this.backward = new boolean[planned.size()];
        this.orders = new TokenOrder[workers.size()];
        this.instructions = new Instruction[workers.size()][planned.size()][];
        for (int i = 0; i < workers.size(); i++) {
            orders[i] = bindings[i].order;
            for (int sweep = 0; sweep < planned.size(); sweep++) {
                backward[sweep] = planned.get(sweep).backward();
                instructions[i][sweep] = lowerings[i].sweep(plan.chains(sweep));
            }
        }
    }

    /** Runs them on so many threads. */
    void run(WorkerPool pool, int threads) {
        pool.run(job, threads);
    }

    private void runShare(int index) {
        Worker worker = workers.get(index);
        if (worker.rows == 0) {
            return;
        }
        orders[index].sort();
        states.begin(worker, carried);
        for (int sweep = 0; sweep < backward.length; sweep++) {
            if (backward[sweep]) {
                int last = plan.ranges().backwardFromLastScored() ? batch.lastScored : batch.steps - 1;
                states.beginAdjoints(worker, last);
                for (int step = last; step >= 0; step--) {
                    runStep(instructions[index][sweep], step);
                }
            } else {
                for (int step = 0; step < batch.steps; step++) {
                    runStep(instructions[index][sweep], step);
                }
            }
        }
        states.keep(worker, carried);
    }

    private static void runStep(Instruction[] instructions, int step) {
        for (Instruction instruction : instructions) {
            instruction.run(step);
        }
    }

    long bytes() {
        long bytes = 0;
        for (TokenOrder order : orders) {
            bytes += order.bytes();
        }
        return bytes;
    }
}
