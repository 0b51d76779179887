package io.recurbench.suites.text;

import io.recurbench.api.SeededRandom;
import io.recurbench.api.batch.BatchSource;
import io.recurbench.api.task.EvaluationSet;
import io.recurbench.api.task.SecondMethod;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskSpec;
import io.recurbench.suites.common.StreamSettings;
import io.recurbench.suites.common.StreamTaskData;
import io.recurbench.suites.common.StreamTexts;
import io.recurbench.suites.common.TokenText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Text of a known source: fixed texts to evaluate on, and to train on either a fixed one or an endless stream. */
final class MarkovTaskData implements TaskData {
    private final MarkovSource source;
    private final StreamSettings settings;
    private final boolean endless;
    private final StreamTaskData fixed;

    /**
     * Opens the task.
     *
     * @param trainCharacters of the training text, or 0 for an endless stream
     */
    MarkovTaskData(
            MarkovSource source,
            int vocabulary,
            StreamSettings settings,
            int trainCharacters,
            int evaluationCharacters,
            long seed,
            Map<String, String> facts) {
        this.source = source;
        this.settings = settings;
        this.endless = trainCharacters == 0;
        this.fixed = new StreamTaskData(
                new StreamTexts(
                        vocabulary,
                        text(source, vocabulary, trainCharacters, seed, "train"),
                        text(source, vocabulary, evaluationCharacters, seed, "validation"),
                        text(source, vocabulary, evaluationCharacters, seed, "test")),
                settings,
                OptionalDouble.of(optimum(source, settings, evaluationCharacters)),
                facts,
                Map.of());
    }

    @Override
    public TaskSpec spec() {
        return fixed.spec();
    }

    @Override
    public BatchSource training(int rows, long seed, int epoch) {
        return endless
                ? new MarkovStream(
                        source, rows, settings.chunk(), settings.carry(), SeededRandom.derive(seed, "epoch/" + epoch))
                : fixed.training(rows, seed, epoch);
    }

    @Override
    public OptionalInt longestTraining() {
        return endless ? OptionalInt.of(settings.chunk()) : fixed.longestTraining();
    }

    @Override
    public OptionalLong batchesPerEpoch(int rows) {
        return endless ? OptionalLong.empty() : fixed.batchesPerEpoch(rows);
    }

    @Override
    public List<EvaluationSet> evaluations(int rows) {
        return fixed.evaluations(rows);
    }

    @Override
    public Optional<SecondMethod> secondMethod() {
        return fixed.secondMethod();
    }

    /**
     * The expected score of a model that knows the source, in bits per character. It is above the entropy rate by what
     * the first characters cost after each reset, where a model has not yet seen as many as the source depends on.
     */
    static double optimum(MarkovSource source, StreamSettings settings, int characters) {
        int length = settings.streamLength(characters, settings.evaluationStreams(characters));
        long most = (long) settings.maxEvaluationBatches() * settings.chunk();
        int positions = most == 0 ? length : (int) Math.min(most, length);
        double[] bits = new double[source.order() + 1];
        for (int known = 0; known < bits.length; known++) {
            bits[known] = source.conditionalEntropy(known);
        }
        double sum = 0;
        for (int position = 0; position < positions; position++) {
            int sinceReset = settings.carry() ? position : position % settings.chunk();
            sum += bits[Math.min(sinceReset + 1, source.order())];
        }
        return sum / positions;
    }

    private static TokenText text(MarkovSource source, int vocabulary, int length, long seed, String part) {
        SeededRandom random = new SeededRandom(SeededRandom.derive(seed, "text/" + part));
        TokenText.Builder builder = new TokenText.Builder(length, vocabulary);
        int context = source.start(random);
        for (int i = 0; i < length; i++) {
            builder.add(source.last(context));
            context = source.shift(context, source.next(context, random));
        }
        return builder.build();
    }
}
