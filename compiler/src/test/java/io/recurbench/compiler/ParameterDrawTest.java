package io.recurbench.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Initialiser;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterDrawTest {
    private static final Initialiser NORMAL = new Initialiser.Normal(0.5);

    @Test
    void constantsAndIdentities() {
        assertThat(draw(1, parameter("c", new Initialiser.Constant(0.25), 3))).containsExactly(0.25f, 0.25f, 0.25f);
        assertThat(draw(1, parameter("i", new Initialiser.Identity(2), 2, 2, 3)))
                .containsExactly(2, 0, 0, 0, 2, 0, 2, 0, 0, 0, 2, 0);
    }

    @Test
    void uniformDrawsFillTheirRange() {
        float[] values = draw(3, parameter("u", new Initialiser.Uniform(0.5), 10_000));
        double[] moments = moments(values);
        for (float value : values) {
            assertThat(value).isBetween(-0.5f, 0.5f);
        }
        assertThat(moments[0]).isCloseTo(0, within(0.02));
        assertThat(moments[1]).isCloseTo(0.25 / 3, within(0.005));
    }

    @Test
    void normalDrawsHaveTheirDeviation() {
        double[] moments = moments(draw(3, parameter("n", NORMAL, 10_000)));
        assertThat(moments[0]).isCloseTo(0, within(0.02));
        assertThat(moments[1]).isCloseTo(0.25, within(0.02));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 5", "5, 1", "4, 4", "7, 3", "3, 7", "64, 64"})
    void orthogonalMatricesAreOrthonormalOnTheirShorterSide(int rows, int columns) {
        float[] values = draw(11, parameter("q", new Initialiser.Orthogonal(3), 2, rows, columns));
        boolean byRows = rows < columns;
        int count = Math.min(rows, columns);
        for (int matrix = 0; matrix < 2; matrix++) {
            for (int a = 0; a < count; a++) {
                for (int b = 0; b < count; b++) {
                    double product = 0;
                    for (int i = 0; i < Math.max(rows, columns); i++) {
                        int left = byRows ? a * columns + i : i * columns + a;
                        int right = byRows ? b * columns + i : i * columns + b;
                        int start = matrix * rows * columns;
                        product += (double) values[start + left] * values[start + right];
                    }
                    assertThat(product).isCloseTo(a == b ? 9 : 0, within(1e-5));
                }
            }
        }
    }

    @Test
    void oneRowIsAMatrixOfOneRow() {
        double square = 0;
        for (float value : draw(5, parameter("v", new Initialiser.Orthogonal(1), 6))) {
            square += value * value;
        }
        assertThat(square).isCloseTo(1, within(1e-6));
    }

    @Test
    void everyParameterHasAStreamOfItsOwn() {
        float[] alone = draw(9, parameter("b", NORMAL, 4));
        float[] beside = draw(9, parameter("a", NORMAL, 3), parameter("b", NORMAL, 4));
        assertThat(Arrays.copyOfRange(beside, 3, 7)).containsExactly(alone);
        assertThat(draw(10, parameter("b", NORMAL, 4))).isNotEqualTo(alone);
        assertThat(draw(9, parameter("b2", NORMAL, 4))).isNotEqualTo(alone);
    }

    /** The bits that every JVM has to draw; a change is a new version of every experiment. */
    @Test
    void drawsAreSealed() {
        float[] values = draw(
                42,
                parameter("uniform", new Initialiser.Uniform(1), 100),
                parameter("normal", NORMAL, 100),
                parameter("orthogonal", new Initialiser.Orthogonal(1), 10, 12));
        assertThat(Arrays.hashCode(values)).isEqualTo(1_640_964_818);
    }

    private static double[] moments(float[] values) {
        double mean = 0;
        double square = 0;
        for (float value : values) {
            mean += value / (double) values.length;
            square += (double) value * value / values.length;
        }
        return new double[] {mean, square - mean * mean};
    }

    private record Declared(String name, Initialiser initialiser, List<Integer> shape) {}

    private static Declared parameter(String name, Initialiser initialiser, Integer... shape) {
        return new Declared(name, initialiser, List.of(shape));
    }

    private static float[] draw(long seed, Declared... declared) {
        List<Parameter> parameters = new ArrayList<>();
        int offset = 0;
        for (Declared d : declared) {
            Parameter parameter = new Parameter(d.name(), d.shape(), d.initialiser(), true, offset);
            offset += parameter.size();
            parameters.add(parameter);
        }
        Graph empty = new Graph(List.of(), List.of(), List.of(), -1, -1, List.of());
        Program program =
                new Program("drawn", InputSpec.tokens(2), OutputSpec.classes(2), parameters, List.of(), empty, empty);
        return new DifferentiatingCompiler().drawParameters(program, seed);
    }
}
