package io.recurbench.harness.trial;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a trial leaves on the disk beside its record.
 *
 * @param parameters folder for the trained parameters; null to keep none
 * @param unfinished folder for what a trial needs that is gone on with; null if it cannot be
 * @param every how often the latter is written
 */
public record TrialFiles(
        @Nullable Path parameters, @Nullable Path unfinished, CheckpointInterval every) {
    /** Nothing. */
    public static final TrialFiles NONE = new TrialFiles(null, null, CheckpointInterval.NEVER);

    /** The same for another process, whose working folder may be another one. */
    public TrialFiles absolute() {
        return new TrialFiles(absolute(parameters), absolute(unfinished), every);
    }

    private static @Nullable Path absolute(@Nullable Path folder) {
        return folder == null ? null : folder.toAbsolutePath();
    }
}
