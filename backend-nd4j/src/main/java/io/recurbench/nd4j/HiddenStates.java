package io.recurbench.nd4j;

import io.recurbench.api.program.Program;
import io.recurbench.api.program.StateSpec;
import java.util.ArrayList;
import java.util.List;

/** The states after the last batch of a stream, {@code [B][width]} each, on the host. */
final class HiddenStates {
    private final Program program;
    private final List<float[]> states = new ArrayList<>();
    private int rows;

    HiddenStates(Program program) {
        this.program = program;
    }

    /** B; 0 before the first batch. */
    int rows() {
        return rows;
    }

    /** Makes room for {@code count} rows. */
    void resize(int count) {
        if (rows != count) {
            states.clear();
            for (StateSpec state : program.states()) {
                states.add(new float[count * state.width()]);
            }
            rows = count;
        }
    }

    /** The array itself. */
    float[] state(int index) {
        return states.get(index);
    }

    /** Copies for whoever asks. */
    List<float[]> copies() {
        return states.stream().map(float[]::clone).toList();
    }

    /** Puts states back; none of them if {@code count} is 0. */
    void restore(List<float[]> values, int count) {
        states.clear();
        values.forEach(value -> states.add(value.clone()));
        rows = count;
    }
}
