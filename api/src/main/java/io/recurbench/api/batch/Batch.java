package io.recurbench.api.batch;

import io.recurbench.api.stability.Stability;

/**
 * One batch: {@code rows} sequences of {@code steps} positions, time-major ({@code index = t * rows + row}). All
 * sequences of a batch have the same length; batches differ. The arrays belong to whoever made the batch and are neither
 * kept nor changed by a trainer.
 *
 * <p>Not thread-safe; a source may hand out the same object again with new contents.
 */
@Stability.Stable
public final class Batch {
    private final int steps;
    private final int rows;
    private final int[] tokens;
    private final float[] dense;
    private final int[] targets;
    private final float[] denseTargets;
    private final byte[] mask;
    private final boolean carried;
    private final int scored;

    private Batch(
            int steps,
            int rows,
            int[] tokens,
            float[] dense,
            int[] targets,
            float[] denseTargets,
            byte[] mask,
            boolean carried) {
        if (steps < 1 || rows < 1) {
            throw new IllegalArgumentException("a batch needs steps and rows >= 1, not " + steps + " x " + rows);
        }
        this.steps = steps;
        this.rows = rows;
        this.tokens = tokens;
        this.dense = dense;
        this.targets = targets;
        this.denseTargets = denseTargets;
        this.mask = mask;
        this.carried = carried;
        int positions = Math.multiplyExact(steps, rows);
        if (requireArray("mask", mask).length != positions) {
            throw new IllegalArgumentException("the mask has " + mask.length + " entries, expected " + positions);
        }
        int count = 0;
        for (byte scoredHere : mask) {
            count += scoredHere == 0 ? 0 : 1;
        }
        this.scored = count;
    }

    /**
     * A batch of tokens with a class to predict at each scored position.
     *
     * @param tokens {@code [steps x rows]}
     * @param targets {@code [steps x rows]}; what stands at a position that is not scored is ignored
     * @param mask {@code [steps x rows]}, 1 where the position is scored, else 0
     * @param carried whether the sequences go on where the previous batch ended: the state is kept, not reset
     */
    public static Batch ofTokens(int steps, int rows, int[] tokens, int[] targets, byte[] mask, boolean carried) {
        checkLength("tokens", requireArray("tokens", tokens).length, steps * rows);
        checkLength("targets", requireArray("targets", targets).length, steps * rows);
        return new Batch(steps, rows, tokens, new float[0], targets, new float[0], mask, carried);
    }

    /**
     * A batch of dense rows with a class to predict.
     *
     * @param dense {@code [steps x rows x width]}
     */
    public static Batch ofRows(int steps, int rows, float[] dense, int[] targets, byte[] mask, boolean carried) {
        checkMultiple("dense", requireArray("dense", dense).length, steps * rows);
        checkLength("targets", requireArray("targets", targets).length, steps * rows);
        return new Batch(steps, rows, new int[0], dense, targets, new float[0], mask, carried);
    }

    /**
     * A batch of tokens or dense rows with numbers to predict.
     *
     * @param tokens {@code [steps x rows]}; where the batch has dense rows an empty array, not null
     * @param dense {@code [steps x rows x width]}; where the batch has tokens an empty array, not null
     * @param denseTargets {@code [steps x rows x width]}
     */
    public static Batch ofNumbers(
            int steps, int rows, int[] tokens, float[] dense, float[] denseTargets, byte[] mask, boolean carried) {
        checkMultiple("denseTargets", requireArray("denseTargets", denseTargets).length, steps * rows);
        requireArray("tokens", tokens);
        requireArray("dense", dense);
        return new Batch(steps, rows, tokens, dense, new int[0], denseTargets, mask, carried);
    }

    /** T, the positions of each sequence. */
    public int steps() {
        return steps;
    }

    /** B, the number of sequences. */
    public int rows() {
        return rows;
    }

    /** {@code [T x B]}, or empty. */
    public int[] tokens() {
        return tokens;
    }

    /** {@code [T x B x width]}, or empty. */
    public float[] dense() {
        return dense;
    }

    /** {@code [T x B]}, or empty. */
    public int[] targets() {
        return targets;
    }

    /** {@code [T x B x width]}, or empty. */
    public float[] denseTargets() {
        return denseTargets;
    }

    /** {@code [T x B]}: 1 where a position is scored. */
    public byte[] mask() {
        return mask;
    }

    /** Whether the state of the previous batch is kept. */
    public boolean carried() {
        return carried;
    }

    /** The number of scored positions. */
    public int scored() {
        return scored;
    }

    /** Plugins are not held to our annotations: null is told of here, and not where it is read. */
    private static <A> A requireArray(String name, A array) {
        if (array == null) {
            throw new IllegalArgumentException(name + " is null: a batch needs an array here, an empty one (new "
                    + (name.equals("tokens") ? "int" : "float")
                    + "[0]) for the one of tokens and dense that it has not");
        }
        return array;
    }

    private static void checkLength(String name, int length, int expected) {
        if (length != expected) {
            throw new IllegalArgumentException(name + " has " + length + " entries, expected " + expected);
        }
    }

    private static void checkMultiple(String name, int length, int positions) {
        if (length == 0 || length % positions != 0) {
            throw new IllegalArgumentException(
                    name + " has " + length + " entries, expected a multiple of " + positions);
        }
    }
}
