package io.recurbench.api.task;

import io.recurbench.api.Options;
import io.recurbench.api.stability.Stability;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a task needs to open its data.
 *
 * @param options resolved options
 * @param dataDirectory where data files are looked for
 */
@Stability.Stable
public record TaskRequest(Options options, Optional<Path> dataDirectory) {}
