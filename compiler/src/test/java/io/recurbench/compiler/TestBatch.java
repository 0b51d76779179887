package io.recurbench.compiler;

import io.recurbench.api.SeededRandom;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A batch in double precision, time-major. */
record TestBatch(int steps, int rows, int[] tokens, double[] dense, int[] targets, double[] numbers, int[] mask) {

    /** Random input and targets; a third of the positions is not scored. */
    static TestBatch random(int steps, int rows, InputSpec input, OutputSpec output, long seed) {
        SeededRandom random = new SeededRandom(seed);
        int positions = steps * rows;
        int[] tokens = new int[positions];
        int[] targets = new int[positions];
        int[] mask = new int[positions];
        double[] dense = new double[positions * input.size()];
        double[] numbers = new double[positions * output.width()];
        Arrays.setAll(tokens, i -> random.nextInt(input.size()));
        Arrays.setAll(targets, i -> random.nextInt(output.width()));
        Arrays.setAll(mask, i -> i % 3 == 1 ? 0 : 1);
        Arrays.setAll(dense, i -> random.nextGaussian());
        Arrays.setAll(numbers, i -> random.nextGaussian());
        return new TestBatch(steps, rows, tokens, dense, targets, numbers, mask);
    }

    int positions() {
        return steps * rows;
    }

    int scored() {
        return Arrays.stream(mask).sum();
    }

    /** The loss of a prediction at a position. */
    double loss(OutputSpec output, double labelSmoothing, double[] prediction, int position) {
        if (output.loss() == OutputSpec.LossKind.SOFTMAX_CROSS_ENTROPY) {
            double[] probabilities = softmax(prediction);
            return IntStream.range(0, prediction.length)
                    .mapToDouble(i -> -share(labelSmoothing, prediction.length, i == targets[position])
                            * Math.log(probabilities[i]))
                    .sum();
        }
        double sum = 0;
        for (int i = 0; i < prediction.length; i++) {
            double difference = prediction[i] - numbers[position * prediction.length + i];
            sum += difference * difference;
        }
        return sum / prediction.length;
    }

    /** What a class has of the target: with smoothing, each has a part. */
    static double share(double labelSmoothing, int classes, boolean isTarget) {
        return labelSmoothing / classes + (isTarget ? 1 - labelSmoothing : 0);
    }

    static double[] softmax(double[] z) {
        double sum = Arrays.stream(z).map(Math::exp).sum();
        return Arrays.stream(z).map(v -> Math.exp(v) / sum).toArray();
    }
}
