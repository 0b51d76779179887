package io.recurbench.api.task;

import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.stability.Stability;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What a task is: enough to know whether two results can be compared.
 *
 * @param input what a model reads
 * @param output what it predicts
 * @param score how the task is scored
 * @param chance what the best constant answer reaches, which does not look at the input: its accuracy or, where numbers are
 *     predicted, its mean squared error
 * @param optimum the best score that any model can reach, in the unit of the score, where it is known
 * @param protocol facts that decide comparability, in words: training and evaluation lengths, supervision, state carried
 *     or reset, vocabulary, rules of preprocessing. Part of the trial's key
 * @param dataDigests SHA-256 of each data file, by name. Part of the trial's key
 * @param facts of the protocol too, but such as follow from options and data, in words: the share of symbols that are
 *     unknown. Reported beside the score unless they are {@link #NONE}; no part of the trial's key
 */
@Stability.Stable
public record TaskSpec(
        InputSpec input,
        OutputSpec output,
        Score score,
        double chance,
        OptionalDouble optimum,
        Map<String, String> protocol,
        Map<String, String> dataDigests,
        Map<String, String> facts) {

    /** A fact that there is nothing to say about. */
    public static final String NONE = "none";

    /** How a task is scored. */
    public enum Score {
        /** {@code (accuracy - chance) / (1 - chance)}: higher is better, 1 is perfect. */
        NORMALISED_ACCURACY,
        /** Mean cross-entropy in nats divided by ln 2: bits per character, lower is better. */
        BITS_PER_CHARACTER,
        /** Mean squared error, lower is better. */
        MEAN_SQUARED_ERROR;

        /**
         * Checks what the best constant answer reaches; a share of 1 would leave nothing to learn.
         *
         * @throws IllegalArgumentException if it is not an accuracy as a share or, where numbers are predicted, a mean
         *     squared error
         */
        public void requireChance(double chance) {
            String expected = switch (this) {
                case NORMALISED_ACCURACY -> chance >= 0 && chance < 1 ? "" : "a share of at least 0 and below 1";
                case BITS_PER_CHARACTER -> chance >= 0 && chance <= 1 ? "" : "a share from 0 to 1";
                case MEAN_SQUARED_ERROR ->
                    chance >= 0 && Double.isFinite(chance) ? "" : "a mean squared error, finite and at least 0";
            };
            if (!expected.isEmpty()) {
                throw new IllegalArgumentException("chance is " + chance + ", expected " + expected);
            }
        }
    }

    /**
     * Copies in sorted order.
     *
     * @throws IllegalArgumentException if the score is none of what is predicted, or chance is no value of the score's
     */
    public TaskSpec {
        requireScore(output, score);
        score.requireChance(chance);
        protocol = java.util.Collections.unmodifiableMap(new TreeMap<>(protocol));
        dataDigests = java.util.Collections.unmodifiableMap(new TreeMap<>(dataDigests));
        facts = java.util.Collections.unmodifiableMap(new TreeMap<>(facts));
    }

    private static void requireScore(OutputSpec output, Score score) {
        boolean numbers = output.loss() == OutputSpec.LossKind.MEAN_SQUARED_ERROR;
        if (numbers != (score == Score.MEAN_SQUARED_ERROR)) {
            throw new IllegalArgumentException("the score is " + score + ", and the output is "
                    + (numbers ? "numbers, which are scored by MEAN_SQUARED_ERROR" : "classes, which are not"));
        }
    }

    /** A task whose protocol says everything. */
    public TaskSpec(
            InputSpec input,
            OutputSpec output,
            Score score,
            double chance,
            OptionalDouble optimum,
            Map<String, String> protocol,
            Map<String, String> dataDigests) {
        this(input, output, score, chance, optimum, protocol, dataDigests, Map.of());
    }
}
