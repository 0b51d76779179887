package io.recurbench.cpu.exec;

import io.recurbench.cpu.kernel.Kernels;

/** What belongs to one thread: its kernels, its scratch memory, and its share of the batch's rows. */
public final class Worker {
    /** Rows that a product computes at once. */
    private static final int TILE = 8;

    final Kernels kernels;
    float[] step = {};
    float[] chain = {};
    int firstRow;
    int rows;

    /** A worker with kernels of its own. */
    public Worker(Kernels kernels) {
        this.kernels = kernels;
    }

    /** The thread's kernels. */
    public Kernels kernels() {
        return kernels;
    }

    /** Takes the share {@code index} of {@code count} of a batch's rows: whole tiles of rows, as even as they go. */
    void share(int index, int count, int batchRows) {
        int tile = batchRows >= TILE * count ? TILE : batchRows >= TILE / 2 * count ? TILE / 2 : 1;
        int tiles = (batchRows + tile - 1) / tile;
        int from = (int) ((long) tiles * index / count) * tile;
        int to = (int) ((long) tiles * (index + 1) / count) * tile;
        firstRow = Math.min(batchRows, from);
        rows = Math.min(batchRows, to) - firstRow;
    }

    /** Makes room for values that live for a step, and for a block of a chain. */
    void ensure(int stepLength, int chainLength) {
        if (step.length < stepLength) {
            step = new float[stepLength];
        }
        if (chain.length < chainLength) {
            chain = new float[chainLength];
        }
    }

    /** Bytes held. */
    public long bytes() {
        return 4L * (step.length + chain.length);
    }
}
