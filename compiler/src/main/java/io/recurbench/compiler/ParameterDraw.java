package io.recurbench.compiler;

import io.recurbench.api.SeededRandom;
import io.recurbench.api.program.Initialiser;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import java.util.Arrays;
import java.util.function.DoubleSupplier;

/**
 * Draws first values. Every parameter has a stream of its own, derived from the seed and its name, so that adding or
 * reordering parameters changes no other. All arithmetic is IEEE double with StrictMath: the same on every JVM.
 */
final class ParameterDraw {
    private ParameterDraw() {}

    static float[] draw(Program program, long seed) {
        float[] values = new float[program.parameterCount()];
        for (Parameter parameter : program.parameters()) {
            SeededRandom random = new SeededRandom(SeededRandom.derive(seed, parameter.name()));
            double[] drawn = draw(parameter, random);
            for (int i = 0; i < drawn.length; i++) {
                values[parameter.offset() + i] = (float) drawn[i];
            }
        }
        return values;
    }

    private static double[] draw(Parameter parameter, SeededRandom random) {
        double[] values = new double[parameter.size()];
        Initialiser initialiser = parameter.initialiser();
        int dimensions = parameter.shape().size();
        int columns = parameter.shape().get(dimensions - 1);
        int rows = dimensions == 1 ? 1 : parameter.shape().get(dimensions - 2);
        if (initialiser instanceof Initialiser.Constant constant) {
            Arrays.fill(values, constant.value());
        } else if (initialiser instanceof Initialiser.Uniform uniform) {
            fill(values, () -> (2 * random.nextDouble() - 1) * uniform.limit());
        } else if (initialiser instanceof Initialiser.Normal normal) {
            fill(values, () -> random.nextGaussian() * normal.deviation());
        } else if (initialiser instanceof Initialiser.Identity identity) {
            for (int start = 0; start < values.length; start += rows * columns) {
                for (int i = 0; i < Math.min(rows, columns); i++) {
                    values[start + i * columns + i] = identity.scale();
                }
            }
        } else if (initialiser instanceof Initialiser.Orthogonal orthogonal) {
            fill(values, random::nextGaussian);
            for (int start = 0; start < values.length; start += rows * columns) {
                Orthogonalisation.apply(values, start, rows, columns, orthogonal.gain());
            }
        }
        return values;
    }

    private static void fill(double[] values, DoubleSupplier source) {
        for (int i = 0; i < values.length; i++) {
            values[i] = source.getAsDouble();
        }
    }
}
