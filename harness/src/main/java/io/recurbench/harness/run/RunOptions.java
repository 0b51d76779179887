package io.recurbench.harness.run;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.harness.isolation.Isolation;
import io.recurbench.harness.trial.CheckpointInterval;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How to run.
 *
 * @param jobs trials at once, where they learn; measurements of speed always run alone
 * @param threads host threads in all, divided among the jobs
 * @param trialLimit time that one trial may take; empty for no limit
 * @param grace how long a trial that has to stop may take for its step before it is interrupted, and again before it is
 *     left behind
 * @param keepParameters whether the trained parameters of each trial are kept, for analysis
 * @param checkpointEvery how often a trial on its way is kept, so that it can be gone on with if it is killed
 * @param failFast whether the first failed trial keeps further ones from starting
 * @param isolation which trials run in a process of their own
 * @param command the command line, for the manifest
 */
public record RunOptions(
        int jobs,
        int threads,
        Optional<Duration> trialLimit,
        Duration grace,
        boolean keepParameters,
        CheckpointInterval checkpointEvery,
        boolean failFast,
        Isolation isolation,
        List<String> command) {
    private static final int MOST_JOBS = 1024;

    /** Checks. */
    public RunOptions {
        command = List.copyOf(command);
        TrainerRequest.requireThreads(threads);
        if (jobs < 1 || jobs > MOST_JOBS) {
            throw RecurbenchException.usage("jobs are from 1 to " + MOST_JOBS + ", not " + jobs);
        }
        if (trialLimit.isPresent()
                && (trialLimit.get().isNegative() || trialLimit.get().isZero())) {
            throw RecurbenchException.usage("the limit of a trial must be longer than nothing");
        }
    }

    /** Keeps trials on their way as often as is usual. */
    public RunOptions(
            int jobs,
            int threads,
            Optional<Duration> trialLimit,
            Duration grace,
            boolean keepParameters,
            boolean failFast,
            Isolation isolation,
            List<String> command) {
        this(
                jobs,
                threads,
                trialLimit,
                grace,
                keepParameters,
                CheckpointInterval.STANDARD,
                failFast,
                isolation,
                command);
    }

    /** Keeps trained parameters and runs all trials in this process. */
    public RunOptions(
            int jobs,
            int threads,
            Optional<Duration> trialLimit,
            Duration grace,
            boolean failFast,
            List<String> command) {
        this(jobs, threads, trialLimit, grace, true, failFast, Isolation.none(), command);
    }

    /** One trial at a time on all processors of this process, without limit. */
    public static RunOptions standard() {
        return new RunOptions(
                1,
                Runtime.getRuntime().availableProcessors(),
                Optional.empty(),
                Duration.ofSeconds(10),
                false,
                List.of());
    }

    /** Threads of one learning trial. */
    int threadsPerTrial() {
        return Math.max(1, threads / jobs);
    }
}
