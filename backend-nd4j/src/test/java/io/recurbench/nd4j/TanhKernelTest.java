package io.recurbench.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TanhKernelTest {
    private static final int COUNT = 4001;

    /** Also relative to numbers that are small, which the library's own tanh is not. */
    @Test
    void isExactToAFewRoundings() {
        float[] arguments = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            arguments[i] = (float) ((i % 2 == 0 ? 1 : -1) * Math.pow(10, -12 + 14.0 * i / (COUNT - 1)));
        }
        float[] values = tanh(arguments);
        for (int i = 0; i < COUNT; i++) {
            double exact = Math.tanh(arguments[i]);
            assertThat((double) values[i])
                    .as("tanh(%s)", arguments[i])
                    .isCloseTo(exact, within(4e-7 * Math.abs(exact)));
        }
    }

    @Test
    void keepsWhatIsNoNumber() {
        float[] values =
                tanh(new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MAX_VALUE, 0f});
        assertThat(values[0]).isNaN();
        assertThat(values[1]).isEqualTo(1f, within(1e-6f));
        assertThat(values[2]).isEqualTo(-1f, within(1e-6f));
        assertThat(values[3]).isEqualTo(1f, within(1e-6f));
        assertThat(values[4]).isZero();
    }

    private static float[] tanh(float[] arguments) {
        try (Memory memory = new Memory();
                Operations operations = new Operations(memory, new Constants(memory))) {
            Region in = memory.allocate(1, arguments.length);
            Region out = memory.allocate(1, arguments.length);
            in.write(arguments, arguments.length);
            TanhKernel.of(operations, out, in).run(0);
            float[] values = new float[arguments.length];
            out.read(values, values.length);
            return values;
        }
    }
}
