package io.recurbench.harness.trial;

import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.TrainerState;
import io.recurbench.api.batch.Batch;
import io.recurbench.harness.experiment.TrainingConfig;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * All that training remembers from one update to the next, beside what its trainer does. A checkpoint holds every field of
 * it, so that what is added here is not lost when a trial is killed.
 */
final class TrainingState {
    long update;
    int epoch;
    /** Batches of this epoch that were trained on: where the data go on. */
    long inEpoch;
    /** Of the last epoch, from which the share of the running one is told; 0 before the first has ended. */
    long batchesPerEpoch;

    long positions;
    /** The batches that decide how much memory a trainer holds: the one with most positions, and with most that are scored. */
    Largest largest = new Largest(0, 0, 0);

    Largest mostScored = new Largest(0, 0, 0);
    long trainingNanos;
    long evaluationNanos;
    long peakMemory;
    long lastEvaluated;
    double bestMonitored = Double.NaN;
    double bestLoss = Double.NaN;
    long bestUpdate;
    /** The first evaluation whose loss was not a number; 0 for none. */
    long noNumberAt;

    boolean numberSeen;

    @Nullable
    Best best;
    /** What the update that is tested reached on the validation sets. */
    List<SetScore> tested = List.of();

    PlateauSchedule.Memory schedule = new PlateauSchedule.Memory();
    StallCounter.Memory stall = new StallCounter.Memory();

    /** The loss of the last update. */
    double loss = Double.NaN;

    /** A batch was trained on. */
    void count(Batch batch) {
        long size = (long) batch.steps() * batch.rows();
        positions += size;
        if (size > largest.size()) {
            largest = new Largest(size, epoch, inEpoch);
        }
        if (batch.scored() > mostScored.size()) {
            mostScored = new Largest(batch.scored(), epoch, inEpoch);
        }
    }

    /** How far training is on its way to the limits of a configuration. */
    TrialListener.Progress progress(TrainingConfig config) {
        double byUpdates = config.updates() > 0 ? (double) update / config.updates() : Double.NaN;
        double ofEpoch = batchesPerEpoch > 0 ? Math.min(1, (double) inEpoch / batchesPerEpoch) : 0;
        double byEpochs = config.epochs() > 0 && epoch > 0 ? (epoch + ofEpoch) / config.epochs() : Double.NaN;
        double fraction =
                Double.isNaN(byUpdates) ? byEpochs : Double.isNaN(byEpochs) ? byUpdates : Math.max(byUpdates, byEpochs);
        return new TrialListener.Progress(update, config.updates(), epoch, config.epochs(), loss, fraction);
    }

    /**
     * The facts of the record.
     *
     * @param end what ended training; empty if nothing planned did
     */
    void tell(TrialLog log, String end) {
        log.fact("updates", update);
        log.fact("epochs", epoch);
        log.fact("best update", bestUpdate);
        log.fact("ended by", end.isEmpty() ? "divergence or a stop" : end);
        log.fact("training seconds", seconds(trainingNanos));
        log.fact("evaluation seconds", seconds(evaluationNanos));
        log.fact("peak memory bytes", peakMemory);
        if (trainingNanos > 0) {
            log.fact(
                    "training tokens per second (no measurement of speed)",
                    String.format(Locale.ROOT, "%.0f", positions * 1e9 / trainingNanos));
        }
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / 1e9);
    }

    /**
     * The largest batch so far.
     *
     * @param size in positions
     * @param epoch where it comes
     * @param inEpoch batches before it
     */
    record Largest(long size, int epoch, long inEpoch) {}

    /**
     * The update that is tested, if it is not the last: what of it can be seen in a test.
     *
     * @param parameters flat, in the layout of the program
     * @param hidden as {@link TrainerState#hidden()}
     */
    record Best(long update, float[] parameters, List<float[]> hidden) {
        static Best of(TrainerState state) {
            return new Best(state.updates(), state.parameters(), state.hidden());
        }

        /** For a trainer that is not going to train from there. */
        TrainerState trainer(Optimiser optimiser) {
            return new TrainerState(
                    update,
                    parameters,
                    TrainerState.initial(parameters, optimiser).moments(),
                    hidden);
        }
    }
}
