package io.recurbench.suites.common;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a text becomes batches: cut into parallel streams, one a row, which are read chunk by chunk (truncated
 * back-propagation through time).
 *
 * @param chunk positions of a batch
 * @param carry whether the hidden state is carried from chunk to chunk, or reset at each
 * @param maxBatches batches of a training epoch at most; 0 for all
 * @param evaluationStreams streams that an evaluation text is cut into, whatever the rows of a batch: the set is fixed
 * @param maxEvaluationBatches chunks of an evaluation set at most; 0 for all
 * @param end what happens at the end of a stream
 */
public record StreamSettings(
        int chunk, boolean carry, int maxBatches, int evaluationStreams, int maxEvaluationBatches, StreamEnd end) {
    /** A short text is cut into fewer streams, so that each has this many chunks, unless its protocol wraps. */
    private static final int FEWEST_CHUNKS = 10;

    private static final List<Option> OPTIONS = List.of(
            Option.integer("chunk", 50, 1, 100_000, "positions of truncated back-propagation through time"),
            Option.integer("max-batches", 0, 0, "batches of a training epoch at most; 0 for all"),
            Option.integer(
                    "evaluation-streams", 128, 1, 100_000, "parallel streams that an evaluation text is cut into"),
            Option.integer(
                    "max-evaluation-batches",
                    0,
                    0,
                    "batches of an evaluation at most, all streams in each; 0 for all"));

    /** Checks sizes. */
    public StreamSettings {
        if (chunk < 1 || evaluationStreams < 1 || maxBatches < 0 || maxEvaluationBatches < 0) {
            throw RecurbenchException.usage(
                    "chunk and evaluation-streams must be >= 1, max-batches and" + " max-evaluation-batches >= 0");
        }
    }

    /** The options behind the settings, without those of carrying and of the end, which protocols differ in. */
    public static List<Option> options() {
        return OPTIONS;
    }

    /** Reads the settings. */
    public static StreamSettings of(Options options, boolean carry, StreamEnd end) {
        return new StreamSettings(
                options.integer("chunk"),
                carry,
                options.integer("max-batches"),
                options.integer("evaluation-streams"),
                options.integer("max-evaluation-batches"),
                end);
    }

    /** The positions of each stream if a text of so many tokens is cut into so many. */
    public int streamLength(int tokens, int streams) {
        return end == StreamEnd.WRAP
                ? (int) (tokens / ((long) streams * chunk) * chunk)
                : Math.max(0, tokens - 1) / streams;
    }

    /** The same, of a text that has to fill them. */
    int streamLength(String name, int tokens, int streams) {
        int length = streamLength(tokens, streams);
        if (length < 1) {
            throw RecurbenchException.usage("the " + name + " text has " + tokens + " characters, too few for "
                    + streams + " parallel streams in chunks of " + chunk
                    + ": take a longer text, fewer rows, fewer evaluation-streams or a smaller chunk");
        }
        return length;
    }

    /** The streams that an evaluation text of so many tokens is cut into. */
    public int evaluationStreams(int tokens) {
        return end == StreamEnd.WRAP
                ? evaluationStreams
                : Math.max(1, Math.min(evaluationStreams, tokens / (FEWEST_CHUNKS * chunk)));
    }

    /** The facts of comparability, in words. */
    Map<String, String> protocol() {
        Map<String, String> facts = new TreeMap<>();
        facts.put("chunk", chunk + " positions");
        facts.put("state", carry ? "carried from chunk to chunk" : "reset at every chunk");
        facts.put("train-batches", maxBatches == 0 ? "all of an epoch" : "the first " + maxBatches + " of an epoch");
        facts.put("evaluation-batches", maxEvaluationBatches == 0 ? "all" : "the first " + maxEvaluationBatches);
        facts.put("train-streams", "one a row of the batch, contiguous parts of the text, always in the same order");
        facts.put(
                "stream-end",
                end == StreamEnd.WRAP
                        ? "streams are whole chunks; the last target of a stream is its first character"
                        : "every target is the next character of the text");
        facts.put("score-unit", "bits per character: mean cross-entropy in nats / ln 2");
        return facts;
    }
}
