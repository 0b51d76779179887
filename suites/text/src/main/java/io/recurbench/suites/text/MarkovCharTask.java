package io.recurbench.suites.text;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.task.LearningTask;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The next character of a random Markov source whose entropy rate is known, so that what a model loses is known too: the
 * language modelling task that needs no file. The source belongs to the task's seed, not to the trial's.
 */
public final class MarkovCharTask implements LearningTask {

    /** The task. */
    public MarkovCharTask() {}

    @Override
    public String id() {
        return "markov-char";
    }

    @Override
    public String description() {
        return "Next character of a random Markov source of known entropy";
    }

    @Override
    public List<Option> options() {
        return Corpus.optionsAfter(
                Option.integer("order", 2, 1, 10, "characters that the next one depends on"),
                Option.integer("vocabulary", 27, 2, 1000, "different characters"),
                Option.real(
                        "sharpness",
                        2,
                        0,
                        5,
                        "deviation of the log-probabilities: 0 for pure noise, more for less of it"),
                Option.integer("source-seed", 0, 0, "which source and which texts"),
                Option.integer(
                        "train-characters", 0, 0, 100_000_000, "length of the training text; 0 for an endless stream"),
                Option.integer(
                        "evaluation-characters",
                        100_000,
                        100,
                        100_000_000,
                        "length of the validation and the test text"));
    }

    @Override
    public TaskData open(TaskRequest request) {
        Options options = request.options();
        int order = options.integer("order");
        int vocabulary = options.integer("vocabulary");
        long seed = options.longInteger("source-seed");
        int trainCharacters = options.integer("train-characters");
        MarkovSource source = new MarkovSource(order, vocabulary, options.real("sharpness"), seed);
        return new MarkovTaskData(
                source,
                vocabulary,
                Corpus.settings(options),
                trainCharacters,
                options.integer("evaluation-characters"),
                seed,
                Map.of(
                        "source",
                                String.format(
                                        Locale.ROOT,
                                        "Markov of order %d, sharpness %s, seed %d; entropy rate %.6f bits per character",
                                        order,
                                        options.real("sharpness"),
                                        seed,
                                        source.entropyRate()),
                        "vocabulary", Integer.toString(vocabulary),
                        "train-text",
                                trainCharacters == 0
                                        ? "endless, each row a chain of its own"
                                        : trainCharacters + " characters, fixed"));
    }
}
