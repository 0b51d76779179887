package io.recurbench.harness.experiment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.api.text.NumberText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * How a trial trains. All numbers of updates are optimiser steps.
 *
 * @param optimiser how a step updates
 * @param learningRate at the first update
 * @param batch sequences per batch
 * @param updates limit; 0 for none
 * @param epochs limit; 0 for none
 * @param batchesPerEpoch after how many batches an epoch ends; 0 where the data end it
 * @param evaluateEvery updates between evaluations; 0 for once an epoch or, without epochs, twenty times in all
 * @param monitor what the schedule, early stopping and the choice of the best update look at
 * @param test which parameters are tested
 * @param schedule lowers the learning rate on a plateau
 * @param earlyStopping ends training on a plateau
 * @param stopAtScore ends training when the validation score reaches this value
 * @param readoutBias whether the readout has a bias
 * @param labelSmoothing of the targets in training; 0 for none
 */
public record TrainingConfig(
        Optimiser optimiser,
        double learningRate,
        int batch,
        long updates,
        int epochs,
        long batchesPerEpoch,
        long evaluateEvery,
        Monitor monitor,
        Test test,
        Schedule schedule,
        EarlyStopping earlyStopping,
        OptionalDouble stopAtScore,
        boolean readoutBias,
        double labelSmoothing) {

    /** What progress is judged by. */
    public enum Monitor {
        /** Mean loss on the validation set. */
        LOSS,
        /** Score on the validation set; equal scores are ordered by loss. */
        SCORE
    }

    /** Which parameters are tested. */
    public enum Test {
        /** Those of the best evaluation. */
        BEST,
        /** Those after the last update. */
        LAST
    }

    /**
     * Learning rate on plateau, as in PyTorch's ReduceLROnPlateau with relative threshold: an evaluation that does not
     * improve on the best by {@code threshold} is bad; after more than {@code patience} bad ones in a row the learning
     * rate is multiplied by {@code factor}, but not below {@code minimum}.
     */
    public record Schedule(double factor, int patience, double threshold, double minimum) {}

    /** Ends training after {@code patience} evaluations in a row without an improvement of more than {@code delta}; 0 for never. */
    public record EarlyStopping(int patience, double delta) {}

    static final String READOUT_BIAS = "readout-bias";

    /** Of a measurement of speed these alone count. */
    private static final Set<String> OPTIMISER =
            Set.of("optimiser", "beta1", "beta2", "epsilon", "weight-decay", "clip-norm");

    /** The settings, in the order of the documentation. */
    public static final List<Option> OPTIONS = List.of(
            Option.choice("optimiser", List.of("adam", "adamw", "sgd"), "how a step updates"),
            Option.real("learning-rate", 1e-3, 0, 1e6, "learning rate at the first update"),
            Option.real("beta1", 0.9, 0, 1, "decay of the first moment"),
            Option.real("beta2", 0.999, 0, 1, "decay of the second moment"),
            Option.real("epsilon", 1e-8, 1e-300, 1, "added to the root of the second moment"),
            Option.real("weight-decay", 0, 0, 1e6, "weight decay, as the optimiser defines it"),
            Option.real("clip-norm", 0, 0, 1e12, "largest global norm of the gradient; 0 for no limit"),
            Option.integer("batch", 64, 1, 100_000_000, "sequences per batch"),
            Option.integer("updates", 0, 0, "ends after this many updates; 0 for no limit"),
            Option.integer("epochs", 0, 0, "ends after this many epochs; 0 for no limit"),
            Option.integer("batches-per-epoch", 0, 0, "ends an epoch after this many batches; 0 where the data end it"),
            Option.integer(
                    "evaluate-every",
                    0,
                    0,
                    "updates between evaluations; 0 for each epoch, or a twentieth of the updates"),
            Option.choice("monitor", List.of("loss", "score"), "validation value that progress is judged by"),
            Option.choice("test", List.of("best", "last"), "update whose parameters are tested"),
            Option.real("schedule-factor", 1, 0, 1, "factor of the learning rate on a plateau; 1 for a constant rate"),
            Option.integer("schedule-patience", 2, 0, "bad evaluations in a row that are borne"),
            Option.real("schedule-threshold", 0.01, 0, 1, "relative improvement that counts"),
            Option.real("schedule-minimum", 0, 0, 1e6, "smallest learning rate"),
            Option.integer("early-stopping-patience", 0, 0, "bad evaluations in a row that end training; 0 for never"),
            Option.real("early-stopping-delta", 0, 0, 1e6, "improvement that counts"),
            Option.text("stop-at-score", "none", "validation score at which training ends, or 'none'"),
            Option.flag(READOUT_BIAS, true, "whether the linear readout has a bias"),
            Option.real("label-smoothing", 0, 0, 0.999, "part of a class's target that all classes share in training"));

    /**
     * Makes a configuration of given settings and defaults.
     *
     * @throws RecurbenchException of kind USAGE for a value that is wrong
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static TrainingConfig of(Map<String, Object> given) {
        Options options = Options.resolve("training", OPTIONS, given);
        return new TrainingConfig(
                new Optimiser(
                        Optimiser.Kind.valueOf(options.text("optimiser").toUpperCase(Locale.ROOT)),
                        options.real("beta1"),
                        options.real("beta2"),
                        options.real("epsilon"),
                        options.real("weight-decay"),
                        options.real("clip-norm")),
                options.real("learning-rate"),
                options.integer("batch"),
                options.integer("updates"),
                options.integer("epochs"),
                options.integer("batches-per-epoch"),
                options.integer("evaluate-every"),
                Monitor.valueOf(options.text("monitor").toUpperCase(Locale.ROOT)),
                Test.valueOf(options.text("test").toUpperCase(Locale.ROOT)),
                new Schedule(
                        options.real("schedule-factor"),
                        options.integer("schedule-patience"),
                        options.real("schedule-threshold"),
                        options.real("schedule-minimum")),
                new EarlyStopping(options.integer("early-stopping-patience"), options.real("early-stopping-delta")),
                stopAtScore(options.text("stop-at-score")),
                options.flag(READOUT_BIAS),
                options.real("label-smoothing"));
    }

    /**
     * Refuses training without a limit.
     *
     * @throws RecurbenchException of kind USAGE
     */
    public void requireEnd() {
        if (updates == 0 && epochs == 0) {
            throw RecurbenchException.usage("training needs 'updates' or 'epochs': nothing would end it");
        }
    }

    private static OptionalDouble stopAtScore(String text) {
        if (text.equals("none")) {
            return OptionalDouble.empty();
        }
        OptionalDouble score = NumberText.real(text);
        if (score.isEmpty()) {
            throw RecurbenchException.usage(
                    "training: option 'stop-at-score' expects a number or 'none', not '" + text + "'");
        }
        return score;
    }

    /** All settings by name, as they stand in the record and in the trial's key; {@link #of} gives an equal value back. */
    @JsonValue
    public Map<String, Object> values() {
        Map<String, Object> values = new TreeMap<>();
        values.put("optimiser", optimiser.kind().name().toLowerCase(Locale.ROOT));
        values.put("learning-rate", learningRate);
        values.put("beta1", optimiser.beta1());
        values.put("beta2", optimiser.beta2());
        values.put("epsilon", optimiser.epsilon());
        values.put("weight-decay", optimiser.weightDecay());
        values.put("clip-norm", optimiser.clipNorm());
        values.put("batch", (long) batch);
        values.put("updates", updates);
        values.put("epochs", (long) epochs);
        values.put("batches-per-epoch", batchesPerEpoch);
        values.put("evaluate-every", evaluateEvery);
        values.put("monitor", monitor.name().toLowerCase(Locale.ROOT));
        values.put("test", test.name().toLowerCase(Locale.ROOT));
        values.put("schedule-factor", schedule.factor());
        values.put("schedule-patience", (long) schedule.patience());
        values.put("schedule-threshold", schedule.threshold());
        values.put("schedule-minimum", schedule.minimum());
        values.put("early-stopping-patience", (long) earlyStopping.patience());
        values.put("early-stopping-delta", earlyStopping.delta());
        values.put("stop-at-score", stopAtScore.isPresent() ? (Object) stopAtScore.getAsDouble() : "none");
        values.put(READOUT_BIAS, readoutBias);
        values.put("label-smoothing", labelSmoothing);
        return values;
    }

    /** Of these settings, those that have a part in what is asked: of a measurement of speed the optimiser's alone. */
    public Map<String, Object> values(TrialSetting.Kind kind) {
        Map<String, Object> values = values();
        if (kind == TrialSetting.Kind.SPEED) {
            values.keySet().retainAll(OPTIMISER);
        }
        return values;
    }
}
