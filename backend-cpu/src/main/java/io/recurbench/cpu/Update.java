package io.recurbench.cpu;

import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import io.recurbench.backend.HostVectors;
import io.recurbench.backend.UpdateRule;
import io.recurbench.backend.Vector;
import io.recurbench.cpu.exec.Worker;
import io.recurbench.cpu.exec.WorkerPool;
import io.recurbench.cpu.kernel.DoubleSums;
import io.recurbench.cpu.kernel.UpdateCall;
import io.recurbench.cpu.kernel.UpdateKernels;
import java.util.ArrayList;
import java.util.List;

/** The optimiser's side of a step: the limit on the gradient's norm, then the update, in blocks that threads share. */
final class Update {
    /** Blocks that are worth waking a thread for. */
    private static final int BLOCKS_PER_THREAD = 16;

    /** Entries of a block, which has entries of one parameter: the order in which squares are added is in the bits of a result. */
    private static final int BLOCK = 4096;

    private final float[] gradient;
    private final UpdateCall call;
    private final List<Worker> workers;
    private final WorkerPool pool;
    private final int[] from;
    private final int[] to;
    private final double[] squares;
    private final int threads;
    private final boolean hasMoments;
    private final WorkerPool.Job squaring = this::square;
    private final WorkerPool.Job updating = this::update;

    Update(Program program, Optimiser optimiser, HostVectors vectors, List<Worker> workers, WorkerPool pool) {
        this.gradient = vectors.of(Vector.GRADIENT);
        this.hasMoments = optimiser.moments() > 0;
        this.call = hasMoments
                ? new UpdateCall(
                        vectors.of(Vector.PARAMETERS),
                        gradient,
                        vectors.of(Vector.FIRST_MOMENT),
                        vectors.of(Vector.SECOND_MOMENT))
                : new UpdateCall(vectors.of(Vector.PARAMETERS), gradient);
        this.workers = workers;
        this.pool = pool;
        List<int[]> blocks = new ArrayList<>();
        for (Parameter parameter : program.parameters()) {
            int end = parameter.offset() + parameter.size();
            for (int at = parameter.offset(); parameter.trainable() && at < end; at += BLOCK) {
                blocks.add(new int[] {at, Math.min(end, at + BLOCK)});
            }
        }
        from = blocks.stream().mapToInt(block -> block[0]).toArray();
        to = blocks.stream().mapToInt(block -> block[1]).toArray();
        squares = new double[from.length];
        threads = Math.max(1, Math.min(workers.size(), from.length / BLOCKS_PER_THREAD));
    }

    /** Updates the trained parameters from the gradient. */
    void apply(UpdateRule rule) {
        float scale = rule.clips() ? (float) rule.clipScale(norm()) : 1;
        call.rates(scale, (float) rule.learningRate(), (float) rule.coupledDecay());
        if (hasMoments) {
            double first = rule.firstCorrection();
            call.moments(rule.optimiser(), first, rule.secondCorrection(), (float) rule.decoupledDecay());
        }
        pool.run(updating, threads);
    }

    private double norm() {
        pool.run(squaring, threads);
        double sum = 0;
        for (double square : squares) {
            sum += square;
        }
        return Math.sqrt(sum);
    }

    private void square(int worker) {
        for (int block = first(worker); block < first(worker + 1); block++) {
            squares[block] = DoubleSums.squares(gradient, from[block], to[block] - from[block]);
        }
    }

    private void update(int worker) {
        UpdateKernels kernels = workers.get(worker).kernels().updates();
        for (int block = first(worker); block < first(worker + 1); block++) {
            if (hasMoments) {
                kernels.adam(from[block], to[block], call);
            } else {
                kernels.sgd(from[block], to[block], call);
            }
        }
    }

    private int first(int worker) {
        return (int) ((long) from.length * worker / threads);
    }
}
