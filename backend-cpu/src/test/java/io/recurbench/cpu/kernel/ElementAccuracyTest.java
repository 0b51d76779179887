package io.recurbench.cpu.kernel;

import static io.recurbench.cpu.kernel.KernelTests.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The error bounds of the functions, over a sample of all floats: every 9001st bit pattern, and all special values. */
class ElementAccuracyTest {
    private static final int STEP = 9001;
    private static final int BLOCK = 1 << 14;

    static Stream<Arguments> functions() {
        List<Arguments> all = new ArrayList<>();
        for (Kernels kernels : KernelTests.implementations().toList()) {
            for (ElementWork function : List.of(
                    ElementWork.TANH,
                    ElementWork.SIGMOID,
                    ElementWork.EXP,
                    ElementWork.LOG,
                    ElementWork.SQRT,
                    ElementWork.SIN,
                    ElementWork.COS,
                    ElementWork.SOFTPLUS,
                    ElementWork.GELU,
                    ElementWork.GELU_ADJOINT,
                    ElementWork.RELU)) {
                all.add(Arguments.of(kernels, function));
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{1} {0}")
    @MethodSource("functions")
    void errorStaysWithinItsBound(Kernels kernels, ElementWork function) {
        float[] x = new float[BLOCK];
        float[] y = new float[BLOCK];
        float[] ones = new float[BLOCK];
        Arrays.fill(ones, 1);
        Operand in = Operand.rows(x, 0, BLOCK);
        Operand one = Operand.rows(ones, 0, BLOCK);
        Operand out = Operand.rows(y, 0, BLOCK);
        long bits = 0;
        while (bits < 1L << 32) {
            for (int i = 0; i < BLOCK; i++, bits += STEP) {
                x[i] = Float.intBitsToFloat((int) Math.min(bits, 0xFFFFFFFFL));
                if (isGelu(function) && !(Math.abs(x[i]) < 1e9f)) {
                    x[i] = 0; // The cube overflows: the definition itself gives infinity times zero.
                }
            }
            function.run(kernels, 0, 0, 1, in, one, in, out);
            for (int i = 0; i < BLOCK; i++) {
                double expected = ElementReference.value(function, 0, x[i], 1, 0);
                double tolerance = ElementReference.tolerance(function, expected, x[i], 1, 0);
                if (Math.abs(expected) > Float.MAX_VALUE) {
                    assertThat(Math.abs(y[i])).isGreaterThan(3.4e38f);
                } else if (!(Math.abs(y[i] - expected) <= tolerance)) {
                    assertClose(kernels.name() + " " + function + " of " + x[i], i, y[i], expected, tolerance);
                }
            }
        }
    }

    @ParameterizedTest(name = "{1} {0}")
    @MethodSource("functions")
    void specialValuesAreWhatTheirLimitsSay(Kernels kernels, ElementWork function) {
        float[] x = {
            Float.NaN,
            Float.intBitsToFloat(0x7fc12345),
            Float.intBitsToFloat(0xff800001),
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            0,
            -0f,
            Float.MIN_VALUE,
            -Float.MIN_VALUE,
            Float.MAX_VALUE,
            -Float.MAX_VALUE,
            100,
            -100,
            88.72283f,
            88.7229f,
            -87.3365f
        };
        float[] y = new float[x.length];
        Operand in = Operand.rows(x, 0, x.length);
        Operand one = Operand.rows(new float[] {1}, 0, 1);
        function.run(kernels, 0, 0, 1, in, one, in, Operand.rows(y, 0, x.length));
        for (int i = 0; i < x.length; i++) {
            if (isGelu(function) && Math.abs(x[i]) > 1e9f) {
                continue;
            }
            double expected = ElementReference.value(function, 0, x[i], 1, 0);
            double tolerance = ElementReference.tolerance(function, expected, x[i], 1, 0);
            String what = kernels.name() + " " + function + " of " + x[i];
            if (Math.abs(expected) > Float.MAX_VALUE) {
                assertThat(y[i]).as(what).isEqualTo(expected > 0 ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY);
            } else {
                assertClose(what, i, y[i], expected, tolerance);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.recurbench.cpu.kernel.KernelTests#implementations")
    void tanhIsOddAndNeverBeyondOne(Kernels kernels) {
        float[] x = new float[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            x[i] = 20f * i / BLOCK;
        }
        float[] minus = new float[BLOCK];
        float[] y = new float[BLOCK];
        float[] z = new float[BLOCK];
        Operand in = Operand.rows(x, 0, BLOCK);
        Operand negative = Operand.rows(minus, 0, BLOCK);
        ElementWork.SCALE.run(kernels, -1, 0, 1, in, in, in, negative);
        ElementWork.TANH.run(kernels, 0, 0, 1, in, in, in, Operand.rows(y, 0, BLOCK));
        ElementWork.TANH.run(kernels, 0, 0, 1, negative, in, in, Operand.rows(z, 0, BLOCK));
        for (int i = 0; i < BLOCK; i++) {
            assertThat(y[i]).isBetween(0f, 1f);
            assertThat(z[i]).isEqualTo(-y[i]);
        }
    }

    private static boolean isGelu(ElementWork function) {
        return function == ElementWork.GELU || function == ElementWork.GELU_ADJOINT;
    }
}
