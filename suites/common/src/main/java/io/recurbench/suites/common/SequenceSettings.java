package io.recurbench.suites.common;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings that all tasks over labelled sequences share.
 *
 * @param training lengths to train on
 * @param trainSet number of distinct training sequences; 0: an endless stream of fresh ones
 * @param trainSetSeed which training sequences, if their number is fixed
 * @param supervision positions that are scored
 * @param evaluation lengths to evaluate at
 */
public record SequenceSettings(
        TrainingLengths training,
        int trainSet,
        long trainSetSeed,
        Supervision supervision,
        EvaluationLengths evaluation) {

    private static final int LONGEST_TRAINING = 100_000;

    private static final List<Option> OPTIONS = List.of(
            Option.integer("train-min-length", 2, 1, LONGEST_TRAINING, "shortest training length"),
            Option.integer("train-max-length", 10, 1, LONGEST_TRAINING, "longest training length"),
            Option.choice(
                    "curriculum",
                    List.of("uniform", "fixed", "short-to-long"),
                    "length of a training batch: uniform, always the longest, or uniform up to a growing bound"),
            Option.integer(
                    "curriculum-batches", 1000, 1, "batches until the bound of short-to-long is the longest length"),
            Option.integer(
                    "train-set", 0, 0, 1_000_000, "distinct training sequences; 0 for an endless stream of fresh ones"),
            Option.integer("train-set-seed", 0, 0, "which sequences a fixed train set holds"),
            Option.choice(
                    "supervision",
                    List.of("final", "running"),
                    "positions scored: the last one, or every one that has a label"),
            Option.text(
                    "validation-lengths",
                    "",
                    "lengths of validation sequences, ascending, evenly; empty for the training lengths"),
            Option.integer("test-length", 500, 1, EvaluationLengths.LONGEST, "length of test sequences"),
            Option.text("curve-lengths", "2,5,10,20,50,100,200,500", "lengths of the curve, ascending; empty for none"),
            Option.integer("eval-sequences", 512, 1, 1_000_000, "sequences of each evaluation set"));

    /** The options behind the settings. */
    public static List<Option> options() {
        return OPTIONS;
    }

    /** A task's own options, followed by the shared ones. */
    public static List<Option> optionsAfter(Option... own) {
        List<Option> all = new ArrayList<>(List.of(own));
        all.addAll(OPTIONS);
        return List.copyOf(all);
    }

    /**
     * Reads the settings.
     *
     * @throws io.recurbench.api.RecurbenchException of kind USAGE if lengths are out of order
     */
    public static SequenceSettings of(Options options) {
        return new SequenceSettings(
                new TrainingLengths(
                        options.integer("train-min-length"),
                        options.integer("train-max-length"),
                        Curriculum.of(options.text("curriculum")),
                        options.integer("curriculum-batches")),
                options.integer("train-set"),
                options.longInteger("train-set-seed"),
                Supervision.of(options.text("supervision")),
                new EvaluationLengths(
                        EvaluationLengths.parse("validation-lengths", options.text("validation-lengths")),
                        options.integer("test-length"),
                        EvaluationLengths.parse("curve-lengths", options.text("curve-lengths")),
                        options.integer("eval-sequences")));
    }
}
