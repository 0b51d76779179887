package io.recurbench.cpu;

import io.recurbench.api.Optimiser;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import io.recurbench.cpu.exec.Worker;
import io.recurbench.cpu.exec.WorkerPool;
import io.recurbench.cpu.kernel.UpdateKernels;
import java.util.ArrayList;
import java.util.List;

/** The optimiser's side of a step: the limit on the gradient's norm, then the update, in blocks that threads share. */
final class Update {
    /** Blocks that are worth waking a thread for. */
    private static final int BLOCKS_PER_THREAD = 16;

    private final Optimiser optimiser;
    private final float[] parameters;
    private final float[] gradient;
    private final List<float[]> moments = new ArrayList<>();
    private final List<Worker> workers;
    private final WorkerPool pool;
    private final int[] from;
    private final int[] to;
    private final double[] squares;
    private final int threads;
    private final WorkerPool.Job squaring = this::square;
    private final WorkerPool.Job updating = this::update;
    private long count;
    private float scale;
    private float rate;

    Update(
            Program program,
            Optimiser optimiser,
            float[] parameters,
            float[] gradient,
            List<Worker> workers,
            WorkerPool pool) {
        this.optimiser = optimiser;
        this.parameters = parameters;
        this.gradient = gradient;
        this.workers = workers;
        this.pool = pool;
        for (int i = 0; i < optimiser.moments(); i++) {
            moments.add(new float[parameters.length]);
        }
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
    void apply(double learningRate) {
        count++;
        scale = optimiser.clipNorm() > 0 ? clippingScale() : 1;
        rate = (float) learningRate;
        pool.run(updating, threads);
    }

    private float clippingScale() {
        pool.run(squaring, threads);
        double sum = 0;
        for (double square : squares) {
            sum += square;
        }
        double norm = Math.sqrt(sum);
        return norm > optimiser.clipNorm() ? (float) (optimiser.clipNorm() / norm) : 1;
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
            if (optimiser.kind() == Optimiser.Kind.SGD) {
                kernels.sgd(from[block], to[block], parameters, gradient, scale, rate, (float) optimiser.weightDecay());
            } else {
                adam(kernels, from[block], to[block]);
            }
        }
    }

    private void adam(UpdateKernels kernels, int begin, int end) {
        boolean decoupled = optimiser.kind() == Optimiser.Kind.ADAMW;
        float decay = (float) optimiser.weightDecay();
        kernels.adam(
                begin,
                end,
                parameters,
                gradient,
                moments.get(0),
                moments.get(1),
                scale,
                rate,
                optimiser.beta1(),
                optimiser.beta2(),
                (float) optimiser.epsilon(),
                1 - Math.pow(optimiser.beta1(), count),
                1 - Math.pow(optimiser.beta2(), count),
                decoupled ? 0 : decay,
                decoupled ? decay : 0);
    }

    private int first(int worker) {
        return (int) ((long) from.length * worker / threads);
    }

    long count() {
        return count;
    }

    int momentCount() {
        return moments.size();
    }

    List<float[]> exportMoments() {
        return moments.stream().map(float[]::clone).toList();
    }

    void restore(long newCount, List<float[]> newMoments) {
        count = newCount;
        for (int i = 0; i < moments.size(); i++) {
            System.arraycopy(newMoments.get(i), 0, moments.get(i), 0, moments.get(i).length);
        }
    }
}
