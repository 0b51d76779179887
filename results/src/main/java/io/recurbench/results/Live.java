package io.recurbench.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.recurbench.api.RecurbenchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run says of itself while it goes on: {@code live.json}, written again every {@link Lease#BEAT} and removed at its
 * end. What a killed run left is known by its holder, who has the lock no more.
 *
 * @param schemaVersion version of this format, {@link #SCHEMA_VERSION}
 * @param holder who runs it
 * @param beat counts how often it was written
 * @param written UTC, ISO 8601
 * @param progress how far it is; null before its first trial
 */
public record Live(
        int schemaVersion,
        Holder holder,
        long beat,
        String written,
        @Nullable Progress progress) {
    /** The version of the format that this code writes. */
    public static final int SCHEMA_VERSION = 1;

    private static final int LARGEST = 4 << 20;

    /** Checks: the file may be anybody's. */
    public Live {
        Objects.requireNonNull(holder, "holder");
        Objects.requireNonNull(written, "written");
    }

    /**
     * How far a run is.
     *
     * @param finished trials that ended since it was started or resumed
     * @param total trials that it has to make since
     * @param elapsedSeconds since then
     * @param remainingSeconds estimate of the time left; null while there is nothing to estimate from
     * @param workers the trials that run now
     */
    public record Progress(
            int finished,
            int total,
            double elapsedSeconds,
            @Nullable Double remainingSeconds,
            List<Worker> workers) {
        /** Copies. */
        public Progress {
            workers = List.copyOf(workers);
        }
    }

    /**
     * A trial that runs.
     *
     * @param key of the trial
     * @param name for people
     * @param attempt from 1
     * @param elapsedSeconds since it was started
     * @param training how far training is; null before its first update, and of what is no training
     * @param score what the last evaluation reached; null before the first
     * @param said the last line of a measurement of speed; empty if there is none
     */
    public record Worker(
            String key,
            String name,
            int attempt,
            double elapsedSeconds,
            @Nullable Training training,
            @Nullable Score score,
            String said) {
        /** Checks. */
        public Worker {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(said, "said");
        }
    }

    /**
     * How far training is.
     *
     * @param update updates made
     * @param updates updates that are planned at most; 0 if the data decide
     * @param epoch running epoch, from 0
     * @param epochs epochs that are planned at most; 0 for no limit
     * @param loss of the last batch
     * @param fraction share that is done, from 0 to 1; NaN if it is not known
     */
    public record Training(long update, long updates, int epoch, int epochs, double loss, double fraction) {}

    /**
     * What an evaluation reached.
     *
     * @param name {@code "validation/bpc"}
     * @param value the score
     */
    public record Score(String name, double value) {
        /** Checks. */
        public Score {
            Objects.requireNonNull(name, "name");
        }
    }

    /** What a holder says now. */
    static Live now(Holder holder, long beat, @Nullable Progress progress) {
        String written = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
        return new Live(SCHEMA_VERSION, holder, beat, written, progress);
    }

    String text() {
        try {
            return Json.PRETTY.writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every run can be told of", e);
        }
    }

    /** The bytes of the file; empty if there is none. */
    static Optional<byte[]> bytes(Path file) throws IOException {
        return PlainFile.exists(file) ? Optional.of(PlainFile.read(file, LARGEST)) : Optional.empty();
    }

    /**
     * What stands in the file of a folder; empty if there is none.
     *
     * @throws RecurbenchException of kind RESULT if it holds something else, or half of it
     */
    public static Optional<Live> read(RunFolder folder) throws IOException {
        return bytes(folder.live()).map(bytes -> parse(folder.live(), bytes));
    }

    static Live parse(Path file, byte[] bytes) {
        Live live;
        try {
            live = Json.MAPPER.treeToValue(Json.parse(new String(bytes, StandardCharsets.UTF_8)), Live.class);
        } catch (JsonProcessingException | RecurbenchException e) {
            throw new RecurbenchException(
                    RecurbenchException.Kind.RESULT,
                    file + " does not hold what a run says of itself, or half of it",
                    e);
        }
        if (live.schemaVersion() != SCHEMA_VERSION) {
            throw RecurbenchException.result(file + " has version " + live.schemaVersion()
                    + ", but this version of Recurbench reads " + SCHEMA_VERSION);
        }
        return live;
    }
}
