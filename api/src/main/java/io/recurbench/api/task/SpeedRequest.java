package io.recurbench.api.task;

import io.recurbench.api.Options;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.service.PluginLoader;
import io.recurbench.api.stability.Stability;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What to measure. Everything is named, not passed as an object, so that it can cross into a forked JVM.
 *
 * @param options the task's options, resolved
 * @param cell id of the cell
 * @param cellCode its class, by which another JVM makes it without touching other plugins
 * @param cellOptions its options, resolved
 * @param layers layers of the stack
 * @param backend id of the backend
 * @param backendCode its class, likewise
 * @param backendOptions its options, resolved
 * @param optimiser how a step updates
 * @param threads host threads
 * @param seed for parameters and data
 * @param progress takes a line of progress
 */
@Stability.Experimental
public record SpeedRequest(
        Options options,
        String cell,
        PluginLoader.Code cellCode,
        Map<String, Object> cellOptions,
        int layers,
        String backend,
        PluginLoader.Code backendCode,
        Map<String, Object> backendOptions,
        Optimiser optimiser,
        int threads,
        long seed,
        Consumer<String> progress) {}
