package io.recurbench.harness.trial;

import io.recurbench.api.RecurbenchException;
import io.recurbench.results.Lease;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a trial leaves on the disk beside its record.
 *
 * @param parameters folder for the trained parameters; null to keep none
 * @param unfinished folder for what a trial needs that is gone on with; null if it cannot be
 * @param every how often the latter is written
 * @param claim the right to write there; null where nobody else writes
 */
public record TrialFiles(
        @Nullable Path parameters, @Nullable Path unfinished, CheckpointInterval every, Lease.@Nullable Claim claim) {
    /** Nothing. */
    public static final TrialFiles NONE = new TrialFiles(null, null, CheckpointInterval.NEVER);

    /** Files of a folder that nobody else writes into. */
    public TrialFiles(@Nullable Path parameters, @Nullable Path unfinished, CheckpointInterval every) {
        this(parameters, unfinished, every, null);
    }

    /**
     * Checks that the folder is still held by who runs the trial: to be called before each write.
     *
     * @throws RecurbenchException of kind ENVIRONMENT if it is not
     */
    void requireHeld() throws IOException {
        if (claim != null) {
            claim.require();
        }
    }

    /** The same for another process, whose working folder may be another one. */
    public TrialFiles absolute() {
        return new TrialFiles(
                absolute(parameters),
                absolute(unfinished),
                every,
                claim == null ? null : new Lease.Claim(claim.file().toAbsolutePath(), claim.id(), claim.journal()));
    }

    private static @Nullable Path absolute(@Nullable Path folder) {
        return folder == null ? null : folder.toAbsolutePath();
    }
}
