package io.recurbench.cpu.kernel;

/**
 * What the rows of a prediction are scored against: row {@code r} is position {@code position + r} of the batch. The arrays
 * are not owned. Mutable, so that a schedule moves it from step to step; not thread-safe.
 */
public final class Labels {
    private int[] classes = {};
    private float[] numbers = {};
    private byte[] mask = {};
    private float scale;
    private int position;

    /**
     * Takes a batch.
     *
     * @param newClasses the class of each position, where classes are predicted
     * @param newNumbers the numbers of each position, {@code [T x B][width]}, where numbers are
     * @param newMask 0 leaves a position out
     * @param newScale what the gradient of each position is multiplied by: one over the number of scored positions
     */
    public Labels of(int[] newClasses, float[] newNumbers, byte[] newMask, float newScale) {
        classes = newClasses;
        numbers = newNumbers;
        mask = newMask;
        scale = newScale;
        return this;
    }

    /** Moves row 0 to a position. */
    public Labels at(int newPosition) {
        position = newPosition;
        return this;
    }

    /** The class of a row. */
    public int target(int row) {
        return classes[position + row];
    }

    /** The number that is wanted in a column of a row of {@code width}. */
    public float number(int row, int width, int column) {
        return numbers[(position + row) * width + column];
    }

    /** Whether a row counts. */
    public boolean isScored(int row) {
        return mask[position + row] != 0;
    }

    /** What gradients are multiplied by. */
    public float scale() {
        return scale;
    }
}
