package io.recurbench.harness.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.recurbench.api.backend.TrainerState;
import io.recurbench.results.AtomicFile;
import io.recurbench.results.Excerpt;
import io.recurbench.results.FileTrouble;
import io.recurbench.results.PlainFile;
import io.recurbench.results.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The checkpoint of a trial on its way: one file, replaced as the trial gets on and removed when its record is in the
 * journal. Only the build that wrote it reads it: a trial goes on as what it was, or begins anew.
 */
public final class Unfinished {
    private final Path file;
    private final TrialFiles files;
    private final Map<String, String> origin;
    private final Consumer<String> warnings;
    private boolean warned;
    private long lastUpdate;
    private long lastNanos = System.nanoTime();

    /**
     * A trial between two updates.
     *
     * @param origin of what the trial is and by what it is computed: nothing else goes on with it
     * @param spentNanos time that the trial has taken so far
     * @param trainer parameters, optimiser and hidden states
     * @param training where training stands
     * @param log what was found out so far
     */
    record Snapshot(
            Map<String, String> origin, long spentNanos, TrainerState trainer, TrainingState training, TrialLog log) {}

    /**
     * The checkpoint of a trial.
     *
     * @param file where it stands, once it does
     * @param files how often it is written, and whether it still may be
     * @param origin of the trial that runs now
     * @param warnings hears of files that are not taken, and of those that cannot be written
     */
    Unfinished(Path file, TrialFiles files, Map<String, String> origin, Consumer<String> warnings) {
        this.file = file;
        this.files = files;
        this.origin = new TreeMap<>(origin);
        this.warnings = warnings;
    }

    /** The file of a trial. */
    static Path file(Path folder, String key) {
        return folder.resolve(RunFolder.unfinishedName(key));
    }

    /** Removes the checkpoint of a trial whose record is in the journal, and the folder with the last. */
    public static void remove(Path folder, String key) {
        try {
            Files.deleteIfExists(file(folder, key));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // Others are in the folder. What cannot be removed is removed by the next run, or ignored.
            return;
        }
    }

    /** What a trial left that was killed; empty if it left nothing, or nothing that this trial may go on with. */
    Optional<Snapshot> read() {
        if (!PlainFile.exists(file)) {
            return Optional.empty();
        }
        try {
            Snapshot found = SnapshotFormat.read(file);
            String difference = difference(found.origin());
            if (difference.isEmpty()) {
                lastUpdate = found.training().update;
                return Optional.of(found);
            }
            warnings.accept("checkpoint " + file + " is of another trial or build (" + difference
                    + "): it is not used, the trial begins anew");
        } catch (IOException e) {
            String reason =
                    e instanceof JsonProcessingException ? "it does not hold what it should" : FileTrouble.words(e);
            warnings.accept(
                    "checkpoint " + file + " is damaged (" + reason + "): it is not used, the trial begins anew");
        }
        return Optional.empty();
    }

    private String difference(Map<String, String> then) {
        Map<String, String> all = new TreeMap<>(then);
        all.putAll(origin);
        return all.keySet().stream()
                .filter(name -> !origin.getOrDefault(name, "none").equals(then.getOrDefault(name, "none")))
                .findFirst()
                .map(name -> name + ": was " + Excerpt.of(then.getOrDefault(name, "none"), 100) + ", is "
                        + origin.getOrDefault(name, "none"))
                .orElse("");
    }

    /** Whether it is time to write. */
    boolean isDue(long update) {
        return files.every().isDue(update - lastUpdate, System.nanoTime() - lastNanos);
    }

    /** Whether anything is ever written. */
    boolean isKept() {
        return !files.every().isNever();
    }

    /** Writes; where that cannot be done the file before stays, and the trial goes on. */
    void write(long spentNanos, TrainerState trainer, TrainingState training, TrialLog log) {
        lastUpdate = training.update;
        try {
            files.requireHeld();
            PlainFile.makeFolder(PlainFile.parent(file));
            AtomicFile.write(
                    file, out -> SnapshotFormat.write(new Snapshot(origin, spentNanos, trainer, training, log), out));
        } catch (IOException e) {
            if (!warned) {
                warned = true;
                warnings.accept("checkpoint " + file + " cannot be written: " + FileTrouble.words(e)
                        + "; training goes on, and is lost if it is killed");
            }
        }
        lastNanos = System.nanoTime();
    }
}
