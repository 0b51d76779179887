package io.recurbench.suites.common;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.BatchSource;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.task.EvaluationSet;
import io.recurbench.api.task.SecondMethod;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The data of a task that predicts each next token of a text. A training epoch is one pass over the text, which is cut
 * into as many parallel streams as a batch has rows; its order is the text's and depends on no seed. Evaluation texts
 * are cut into a number of streams that the settings fix: with fewer rows they come group by group. Immutable,
 * thread-safe.
 */
public final class StreamTaskData implements TaskData {
    private final StreamTexts texts;
    private final StreamSettings settings;
    private final TaskSpec spec;

    /**
     * Opens a task.
     *
     * @param texts what to read
     * @param settings how to cut it
     * @param optimum the best score that any model can reach on the test set, in bits, if it is known
     * @param facts what else decides whether two results can be compared; added to the protocol
     * @param digests SHA-256 of each data file, by name
     */
    public StreamTaskData(
            StreamTexts texts,
            StreamSettings settings,
            OptionalDouble optimum,
            Map<String, String> facts,
            Map<String, String> digests) {
        this.texts = texts;
        this.settings = settings;
        requireStreams("validation", texts.validation());
        requireStreams("test", texts.test());
        StreamStatistics statistics = new StreamStatistics(texts);
        double chance = statistics.chance();
        Map<String, String> protocol = new TreeMap<>(settings.protocol());
        protocol.put("chance", String.format(Locale.ROOT, "%.6f", chance));
        protocol.put(
                "symbols",
                texts.training().length() + " / " + texts.validation().length() + " / "
                        + texts.test().length() + " (train / validation / test)");
        protocol.put(
                "evaluation-streams",
                settings.evaluationStreams(texts.validation().length()) + " / "
                        + settings.evaluationStreams(texts.test().length()) + " (validation / test)");
        protocol.putAll(facts);
        this.spec = new TaskSpec(
                InputSpec.tokens(texts.vocabulary()),
                OutputSpec.classes(texts.vocabulary()),
                TaskSpec.Score.BITS_PER_CHARACTER,
                chance,
                optimum,
                protocol,
                digests,
                statistics.facts());
    }

    /** Training depends on the rows of a batch; the sets to evaluate on can be judged before. */
    private void requireStreams(String name, TokenText text) {
        settings.streamLength(name, text.length(), settings.evaluationStreams(text.length()));
    }

    @Override
    public TaskSpec spec() {
        return spec;
    }

    @Override
    public BatchSource training(int rows, long seed, int epoch) {
        return new StreamBatches("training", texts.training(), settings, rows, 0, rows, settings.maxBatches());
    }

    @Override
    public OptionalInt longestTraining() {
        return OptionalInt.of(
                Math.min(settings.chunk(), Math.max(1, texts.training().length())));
    }

    @Override
    public OptionalLong batchesPerEpoch(int rows) {
        long positions = settings.streamLength("training", texts.training().length(), rows);
        long chunks = (positions + settings.chunk() - 1) / settings.chunk();
        return OptionalLong.of(settings.maxBatches() == 0 ? chunks : Math.min(chunks, settings.maxBatches()));
    }

    @Override
    public List<EvaluationSet> evaluations(int rows) {
        return List.of(
                set("validation", EvaluationSet.Role.VALIDATION, texts.validation(), rows),
                set("test", EvaluationSet.Role.TEST, texts.test(), rows));
    }

    @Override
    public Optional<SecondMethod> secondMethod() {
        return Optional.of(StreamTaskData::nextTokens);
    }

    /** What is asked for is the token that is read next; behind the last one this way knows nothing. */
    private static double[] nextTokens(Batch text) {
        double[] answers = new double[text.steps()];
        for (int position = 0; position + 1 < answers.length; position++) {
            answers[position] = text.tokens()[position + 1];
        }
        answers[answers.length - 1] = Double.NaN;
        return answers;
    }

    private EvaluationSet set(String name, EvaluationSet.Role role, TokenText text, int rows) {
        int streams = settings.evaluationStreams(text.length());
        Supplier<BatchSource> batches = () -> new BatchSource() {
            private int next = Math.min(rows, streams);
            private BatchSource group = group(0);

            @Override
            public @Nullable Batch next() {
                Batch batch = group.next();
                if (batch == null && next < streams) {
                    group = group(next);
                    next += rows;
                    batch = group.next();
                }
                return batch;
            }

            private BatchSource group(int first) {
                int members = Math.min(rows, streams - first);
                return new StreamBatches(
                        name, text, settings, streams, first, members, settings.maxEvaluationBatches());
            }
        };
        return new EvaluationSet(name, role, settings.chunk(), batches);
    }
}
