package io.recurbench.cpu.kernel;

import static io.recurbench.cpu.kernel.KernelTests.assertClose;
import static io.recurbench.cpu.kernel.KernelTests.assertGuarded;
import static io.recurbench.cpu.kernel.KernelTests.assertSameBits;
import static io.recurbench.cpu.kernel.KernelTests.guards;
import static io.recurbench.cpu.kernel.KernelTests.indices;
import static io.recurbench.cpu.kernel.KernelTests.normal;
import static io.recurbench.cpu.kernel.KernelTests.pick;
import static io.recurbench.cpu.kernel.KernelTests.sizes;
import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.SeededRandom;
import io.recurbench.api.program.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ElementKernelsTest {
    private static final String IMPLEMENTATIONS = "io.recurbench.cpu.kernel.KernelTests#implementations";

    @ParameterizedTest
    @MethodSource(IMPLEMENTATIONS)
    void everyWayOfReadingAnOperandAgreesWithTheNaiveLoop(Kernels kernels) {
        for (long seed = 1; seed <= 400; seed++) {
            SeededRandom random = new SeededRandom(seed);
            ElementWork function = ElementWork.values()[random.nextInt(ElementWork.values().length)];
            int width = pick(random, sizes(kernels));
            int from = random.nextInt(3);
            int to = from + random.nextInt(1, 7);
            Operand a = operand(random, to, width);
            Operand b = operand(random, to, width);
            Operand c = operand(random, to, width);
            float constant = (float) random.nextGaussian();
            int stride = width + random.nextInt(3);
            float[] result = guards(4 + to * stride + 20);
            Operand out = Operand.rows(result, 4, stride, width);
            function.run(kernels, constant, from, to, a, b, c, out);
            String what = kernels.name() + ", seed " + seed + ", " + function + " width " + width;
            for (int row = from; row < to; row++) {
                for (int j = 0; j < width; j++) {
                    double x = read(a, row, j, width);
                    double y = read(b, row, j, width);
                    double z = read(c, row, j, width);
                    double expected = ElementReference.value(function, constant, x, y, z);
                    assertClose(
                            what,
                            row * width + j,
                            result[out.row(row) + j],
                            expected,
                            ElementReference.tolerance(function, expected, x, y, z));
                }
            }
            assertGuarded(what, result, out, from, to, width);
        }
    }

    @ParameterizedTest
    @MethodSource(IMPLEMENTATIONS)
    void aResultDoesNotDependOnWhereItsNumberStands(Kernels kernels) {
        SeededRandom random = new SeededRandom(7);
        int rows = 5;
        for (ElementWork function : ElementWork.values()) {
            for (int width : sizes(kernels)) {
                float[] a = normal(random, rows * width);
                a[random.nextInt(a.length)] = 20_000;
                float[] b = normal(random, rows * width);
                float[] c = normal(random, rows * width);
                float[] whole = new float[rows * width];
                run(kernels, function, 0, rows, width, a, b, c, width, 0, whole);
                float[] parts = new float[rows * width];
                int split = random.nextInt(width + 1);
                run(kernels, function, 0, 2, split, a, b, c, width, 0, parts);
                run(kernels, function, 2, rows, split, a, b, c, width, 0, parts);
                run(kernels, function, 0, rows, width - split, a, b, c, width, split, parts);
                assertSameBits(kernels.name() + " " + function + " " + width + " at " + split, parts, whole);
            }
        }
    }

    @ParameterizedTest
    @MethodSource(IMPLEMENTATIONS)
    void theOutputMayBeAnInput(Kernels kernels) {
        SeededRandom random = new SeededRandom(8);
        for (ElementWork function : ElementWork.values()) {
            for (int width : sizes(kernels)) {
                for (int stride : new int[] {width, width + 3}) {
                    float[] a = normal(random, 4 * stride);
                    float[] b = normal(random, 4 * stride);
                    float[] c = normal(random, 4 * stride);
                    float[] apart = a.clone();
                    run(kernels, function, 0, 4, width, a, b, c, stride, 0, apart);
                    float[] inPlace = a.clone();
                    run(kernels, function, 0, 4, width, inPlace, b, c, stride, 0, inPlace);
                    assertSameBits(kernels.name() + " " + function + " over a, width " + width, inPlace, apart);
                    if (function.arity() > 1) {
                        float[] over = b.clone();
                        run(kernels, function, 0, 4, width, a, over, c, stride, 0, over);
                        for (int row = 0; row < 4; row++) {
                            for (int j = 0; j < width; j++) {
                                assertThat(over[row * stride + j])
                                        .as("%s %s over b", kernels.name(), function)
                                        .isEqualTo(apart[row * stride + j]);
                            }
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource(IMPLEMENTATIONS)
    void tinyAdjointsAreZero(Kernels kernels) {
        int width = 37;
        for (ElementWork function :
                new ElementWork[] {ElementWork.TANH_ADJOINT, ElementWork.SIGMOID_ADJOINT, ElementWork.GELU_ADJOINT}) {
            float[] y = new float[width];
            float[] adjoint = new float[width];
            float[] out = new float[width];
            for (int j = 0; j < width; j++) {
                y[j] = 0.5f;
                adjoint[j] = j % 2 == 0 ? 1e-31f : 1e-20f;
            }
            Operand result = Operand.rows(out, 0, width);
            Operand values = Operand.rows(y, 0, width);
            function.run(kernels, 0, 0, 1, values, Operand.rows(adjoint, 0, width), values, result);
            for (int j = 0; j < width; j++) {
                assertThat(out[j] == 0)
                        .as("%s %s of %s is %s", kernels.name(), function, adjoint[j], out[j])
                        .isEqualTo(j % 2 == 0);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Function.class)
    void everyFunctionOfTheApiHasItsKernel(Function function) {
        assertThat(ElementWork.valueOf(function.name()).arity()).isEqualTo(function.arity());
    }

    private static void run(
            Kernels kernels,
            ElementWork function,
            int from,
            int to,
            int width,
            float[] a,
            float[] b,
            float[] c,
            int stride,
            int column,
            float[] out) {
        function.run(
                kernels,
                0.7f,
                from,
                to,
                Operand.rows(a, column, stride, width),
                Operand.rows(b, column, stride, width),
                Operand.rows(c, column, stride, width),
                Operand.rows(out, column, stride, width));
    }

    private static Operand operand(SeededRandom random, int rows, int width) {
        int stride = width + random.nextInt(4);
        float[] array = normal(random, 5 + (rows + 1) * stride);
        return switch (random.nextInt(7)) {
            case 0 -> Operand.rows(array, 5, 0, width);
            case 1 -> Operand.rows(array, 5, stride, width).indexedBy(indices(random, rows + 1, rows), 1);
            case 2 -> Operand.rows(array, 5, random.nextInt(2), 1);
            case 3 -> Operand.rows(array, 5, stride, 1).indexedBy(indices(random, rows, rows), 0);
            case 4 -> Operand.rows(array, 5, stride, width);
            case 5 -> Operand.rows(array, 5, stride, divisor(random, width));
            default -> Operand.rows(array, 5, width);
        };
    }

    private static double read(Operand operand, int row, int column, int width) {
        return operand.array()[operand.row(row) + column * operand.width() / width];
    }

    /** A number of blocks into which a row falls. */
    private static int divisor(SeededRandom random, int width) {
        int blocks = random.nextInt(1, width + 1);
        while (width % blocks != 0) {
            blocks--;
        }
        return blocks;
    }
}
