package io.recurbench.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a rotation cell has learned in one plane of its state (Ebrahimi and Memisevic, 2025).
 *
 * @param plane index of the plane
 * @param weight L2 norm of the readout's weights on the plane
 * @param angles of the tokens, in radians, in (-pi, pi]
 * @param harmonic how often the plane turns while the tokens count once round: the angle of token 1 less that of token 0,
 *     over 2 pi / m
 */
public record RotationPlane(int plane, double weight, List<Double> angles, double harmonic) {
    /** Copies. */
    public RotationPlane {
        angles = List.copyOf(angles);
    }

    /** Whether two parameters have shapes that {@link #of} can read. */
    static boolean fits(float[] theta, int tokens, float[] readout) {
        int planes = theta.length / tokens;
        return planes > 0 && theta.length == planes * tokens && readout.length % (2 * planes) == 0;
    }

    /**
     * The planes, those that the readout weighs most first.
     *
     * @param theta {@code [tokens][planes]}
     * @param readout {@code [2 planes][classes]}
     */
    public static List<RotationPlane> of(float[] theta, int tokens, float[] readout) {
        int planes = theta.length / tokens;
        int classes = readout.length / (2 * planes);
        List<RotationPlane> all = new ArrayList<>();
        for (int plane = 0; plane < planes; plane++) {
            List<Double> angles = new ArrayList<>();
            for (int token = 0; token < tokens; token++) {
                angles.add(wrap(theta[token * planes + plane]));
            }
            double square = 0;
            for (int half = 0; half < 2; half++) {
                for (int c = 0; c < classes; c++) {
                    double w = readout[(plane + half * planes) * classes + c];
                    square += w * w;
                }
            }
            double harmonic = tokens < 2 ? 0 : wrap(angles.get(1) - angles.get(0)) / (2 * Math.PI / tokens);
            all.add(new RotationPlane(plane, Math.sqrt(square), angles, harmonic));
        }
        all.sort(Comparator.comparingDouble(RotationPlane::weight).reversed());
        return List.copyOf(all);
    }

    private static double wrap(double angle) {
        double turned = Math.IEEEremainder(angle, 2 * Math.PI);
        return turned <= -Math.PI ? Math.PI : turned;
    }
}
