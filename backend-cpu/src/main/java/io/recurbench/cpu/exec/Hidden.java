package io.recurbench.cpu.exec;

import io.recurbench.api.program.StateSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The states that a stream of batches has come to: for each state its rows {@code [B x width]}, in arrays that grow. */
public final class Hidden {
    private final float[][] states;
    private final int[] widths;
    private int rows;

    /** Before the first batch. */
    public Hidden(List<StateSpec> specs) {
        widths = specs.stream().mapToInt(StateSpec::width).toArray();
        states = new float[widths.length][0];
    }

    /** Rows of the batch before; 0 if there was none. */
    public int rows() {
        return rows;
    }

    float[] state(int index) {
        return states[index];
    }

    /** Makes room for the states after a batch. What a carried batch starts from is kept. */
    void ensure(int newRows) {
        for (int i = 0; i < states.length; i++) {
            if (states[i].length < newRows * widths[i]) {
                states[i] = new float[newRows * widths[i]];
            }
        }
        rows = newRows;
    }

    /** Copies of all states; none before the first batch. */
    public List<float[]> export() {
        List<float[]> copies = new ArrayList<>();
        if (rows > 0) {
            for (int i = 0; i < states.length; i++) {
                copies.add(Arrays.copyOf(states[i], rows * widths[i]));
            }
        }
        return copies;
    }

    /** Puts states back; none stands for before the first batch. */
    public void restore(List<float[]> copies, int newRows) {
        rows = newRows;
        for (int i = 0; i < states.length; i++) {
            states[i] = newRows > 0 ? copies.get(i).clone() : new float[0];
        }
    }

    /** Bytes held. */
    public long bytes() {
        long bytes = 0;
        for (float[] state : states) {
            bytes += 4L * state.length;
        }
        return bytes;
    }
}
