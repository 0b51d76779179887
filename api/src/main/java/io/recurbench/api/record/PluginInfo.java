package io.recurbench.api.record;

import io.recurbench.api.stability.Stability;

/**
 * A plugin that was there when the run was made.
 *
 * @param kind {@code "cell"}, {@code "backend"}, {@code "suite"}, {@code "report"}
 * @param id its id
 * @param version its version
 * @param source file name of the jar or folder it came from
 * @param sha256 digest of the jar; empty for a folder
 */
@Stability.Stable
public record PluginInfo(String kind, String id, String version, String source, String sha256) {}
