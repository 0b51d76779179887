package io.recurbench.harness.plan;

import io.recurbench.api.backend.TrainerRequest;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What planning needs to know of this machine.
 *
 * @param dataDirectory where tasks look for files
 * @param threads host threads in all
 */
public record PlanSettings(Optional<Path> dataDirectory, int threads) {
    /** Checks. */
    public PlanSettings {
        TrainerRequest.requireThreads(threads);
    }

    /** No data folder, all processors. */
    public static PlanSettings standard() {
        return new PlanSettings(Optional.empty(), Runtime.getRuntime().availableProcessors());
    }
}
