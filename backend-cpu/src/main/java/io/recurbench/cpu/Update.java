package io.recurbench.cpu;

import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import io.recurbench.backend.HostVectors;
import io.recurbench.backend.UpdateRule;
import io.recurbench.backend.Vector;
import io.recurbench.cpu.exec.Worker;
import io.recurbench.cpu.exec.WorkerPool;
import io.recurbench.cpu.kernel.UpdateKernels;
import java.util.ArrayList;
import java.util.List;

/** The optimiser's side of a step: the limit on the gradient's norm, then the update, in blocks that threads share. */
final class Update {
    /** Blocks that are worth waking a thread for. */
    private static final int BLOCKS_PER_THREAD = 16;

    private final HostVectors vectors;
    private final float[] parameters;
    private final float[] gradient;
    private final List<Worker> workers;
    private final WorkerPool pool;
    private final int[] from;
    private final int[] to;
    private final double[] squares;
    private final int threads;
    private final WorkerPool.Job squaring = this::square;
    private final WorkerPool.Job updating = this::update;
    private UpdateRule rule;
    private float scale;

    Update(Program program, Optimiser optimiser, HostVectors vectors, List<Worker> workers, WorkerPool pool) {
        this.rule = new UpdateRule(program, optimiser);
        this.vectors = vectors;
        this.parameters = vectors.of(Vector.PARAMETERS);
        this.gradient = vectors.of(Vector.GRADIENT);
        this.workers = workers;
        this.pool = pool;
        // Blocks of one parameter each: the order in which squares are added is part of the bits of a result.
        List<int[]> blocks = new ArrayList<>();
        for (Parameter parameter : program.parameters()) {
            int end = parameter.offset() + parameter.size();
            for (int at = parameter.offset(); parameter.trainable() && at < end; at += UpdateKernels.SQUARES_BLOCK) {
                blocks.add(new int[] {at, Math.min(end, at + UpdateKernels.SQUARES_BLOCK)});
            }
        }
        from = blocks.stream().mapToInt(block -> block[0]).toArray();
        to = blocks.stream().mapToInt(block -> block[1]).toArray();
        squares = new double[from.length];
        threads = Math.max(1, Math.min(workers.size(), from.length / BLOCKS_PER_THREAD));
    }

    /** Updates the trained parameters from the gradient. */
    void apply(UpdateRule next) {
        rule = next;
        scale = rule.clips() ? (float) rule.clipScale(norm()) : 1;
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
        UpdateKernels kernels = workers.get(worker).kernels().updates();
        for (int block = first(worker); block < first(worker + 1); block++) {
            squares[block] = kernels.sumOfSquares(from[block], to[block], gradient);
        }
    }

    private void update(int worker) {
        UpdateKernels kernels = workers.get(worker).kernels().updates();
        for (int block = first(worker); block < first(worker + 1); block++) {
            if (rule.optimiser().kind() == Optimiser.Kind.SGD) {
                float rate = (float) rule.learningRate();
                kernels.sgd(from[block], to[block], parameters, gradient, scale, rate, (float) rule.coupledDecay());
            } else {
                adam(kernels, from[block], to[block]);
            }
        }
    }

    private void adam(UpdateKernels kernels, int begin, int end) {
        kernels.adam(
                begin,
                end,
                parameters,
                gradient,
                vectors.of(Vector.FIRST_MOMENT),
                vectors.of(Vector.SECOND_MOMENT),
                scale,
                (float) rule.learningRate(),
                rule.optimiser().beta1(),
                rule.optimiser().beta2(),
                (float) rule.optimiser().epsilon(),
                rule.firstCorrection(),
                rule.secondCorrection(),
                (float) rule.coupledDecay(),
                (float) rule.decoupledDecay());
    }

    private int first(int worker) {
        return (int) ((long) from.length * worker / threads);
    }
}
