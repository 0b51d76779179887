package io.recurbench.suites.text;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.task.TaskData;
import io.recurbench.suites.common.StreamEnd;
import io.recurbench.suites.common.StreamSettings;
import io.recurbench.suites.common.StreamTaskData;
import io.recurbench.suites.common.text.Symbols;
import io.recurbench.suites.common.text.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A text in three parts, and how to read it: the state carried unless asked otherwise, the vocabulary taken from the
 * training part.
 *
 * @param options of the task, with those of {@link #optionsAfter}
 */
record Corpus(Symbols training, Symbols validation, Symbols test, Options options) {
    /** The option that leaves rare characters out of the vocabulary. */
    static final Option MINIMUM_COUNT =
            Option.integer("min-count", 1, 1, "characters that occur less often in the training text are unknown");

    private static final Option CARRY =
            Option.flag("carry", true, "whether the state is carried from chunk to chunk, or reset at each");

    /** A task's own options, followed by the shared ones. */
    static List<Option> optionsAfter(Option... own) {
        List<Option> all = new ArrayList<>(List.of(own));
        all.add(CARRY);
        all.addAll(StreamSettings.options());
        return List.copyOf(all);
    }

    /** The settings of a text that goes on after the last character of a stream. */
    static StreamSettings settings(Options options) {
        return StreamSettings.of(options, options.flag("carry"), StreamEnd.CONTINUE);
    }

    /** Opens the task. */
    TaskData open(Map<String, String> facts, Map<String, String> digests) {
        int leastCount = options.values().containsKey(MINIMUM_COUNT.name()) ? options.integer(MINIMUM_COUNT.name()) : 1;
        Vocabulary vocabulary = Vocabulary.open(training, leastCount);
        Map<String, String> protocol = new TreeMap<>(facts);
        protocol.put(
                "vocabulary",
                vocabulary.size() + ": those that occur in the training text"
                        + (leastCount > 1 ? " at least " + leastCount + " times" : "") + ", and one unknown");
        return new StreamTaskData(
                vocabulary.encode(training, validation, test),
                settings(options),
                OptionalDouble.empty(),
                protocol,
                digests);
    }
}
