package io.recurbench.backend;

import io.recurbench.api.program.StateSpec;
import io.recurbench.api.stability.Stability;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The states that a stream of batches has come to, on the host: for each state its rows {@code [B x width]}, in arrays that
 * grow with the largest batch.
 */
@Stability.Experimental
public final class CarriedStates {
    private final int[] widths;
    private final float[][] states;
    private int rows;

    /** Before the first batch. */
    public CarriedStates(List<StateSpec> specs) {
        widths = specs.stream().mapToInt(StateSpec::width).toArray();
        states = new float[widths.length][0];
    }

    /** The array of a state; its first {@code rows x width} numbers count. */
    public float[] state(int index) {
        return states[index];
    }

    /** Writes the rows of a state to the start of an array. */
    public void copyTo(int index, float[] array) {
        System.arraycopy(states[index], 0, array, 0, rows * widths[index]);
    }

    /**
     * Takes the rows of a state from an array.
     *
     * @param row the row at which they begin there
     */
    public void copyFrom(int index, float[] array, int row) {
        System.arraycopy(array, row * widths[index], states[index], 0, rows * widths[index]);
    }

    /** The number of states. */
    public int count() {
        return states.length;
    }

    /** Makes room for the states after a batch of so many rows. What a carried batch starts from is kept. */
    public void ensure(int newRows) {
        for (int i = 0; i < states.length; i++) {
            int needed = Math.multiplyExact(newRows, widths[i]);
            if (states[i].length < needed) {
                states[i] = new float[needed];
            }
        }
        rows = newRows;
    }

    /** Copies of all states; none before the first batch. */
    public List<float[]> copies() {
        List<float[]> copies = new ArrayList<>();
        for (int i = 0; rows > 0 && i < states.length; i++) {
            copies.add(Arrays.copyOf(states[i], rows * widths[i]));
        }
        return copies;
    }

    /** Puts states back; 0 rows and no states for before the first batch. */
    public void restore(List<float[]> copies, int newRows) {
        rows = newRows;
        for (int i = 0; i < states.length; i++) {
            states[i] = newRows > 0 ? copies.get(i).clone() : new float[0];
        }
    }

    /** Bytes held. */
    public long bytes() {
        return Arrays.stream(states).mapToLong(state -> 4L * state.length).sum();
    }
}
