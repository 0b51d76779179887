package io.recurbench.harness.isolation;

import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.service.ProgramCompiler;
import io.recurbench.api.service.Services;
import io.recurbench.api.task.SpeedTask;
import io.recurbench.api.task.Suite;
import io.recurbench.harness.discovery.FoundPlugin;
import io.recurbench.harness.discovery.PluginCatalog;
import io.recurbench.harness.discovery.PluginFailure;
import io.recurbench.harness.discovery.PluginSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The calls that listing plugins and planning trials makes, as far as no data is needed; what they give is of no matter. */
final class RehearsalCalls {
    private final ProgramCompiler compiler = Services.compiler();

    /** Makes the calls into plugins from these places. */
    void make(PluginCatalog catalog, Set<PluginSource> sources) {
        Stream.of(catalog.backends(), catalog.cells(), catalog.suites(), catalog.tasks())
                .flatMap(List::stream)
                .filter(found -> sources.contains(found.source()))
                .forEach(this::call);
    }

    private void call(FoundPlugin<?> found) {
        try {
            if (found.plugin() instanceof Backend backend) {
                backend.availability();
            } else if (found.plugin() instanceof Cell cell) {
                found.call(
                        "the compilation",
                        () -> compiler.compile(new ModelSpec(
                                cell,
                                standard(found, cell.options()),
                                1,
                                InputSpec.tokens(5),
                                0,
                                OutputSpec.classes(3),
                                true)));
            } else if (found.plugin() instanceof Suite suite) {
                suite.experiments();
            } else if (found.plugin() instanceof SpeedTask task) {
                task.workload(standard(found, task.options()));
            }
        } catch (PluginFailure | RecurbenchException e) {
            // It was survived, which is all that is asked here.
            return;
        }
    }

    private static Options standard(FoundPlugin<?> found, List<io.recurbench.api.Option> declared) {
        return Options.resolve(found.id(), declared, Map.of());
    }
}
