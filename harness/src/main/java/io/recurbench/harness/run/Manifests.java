package io.recurbench.harness.run;

import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.harness.discovery.PluginCatalog;
import io.recurbench.harness.environment.BuildInfo;
import io.recurbench.harness.environment.EnvironmentFacts;
import io.recurbench.harness.environment.Privacy;
import io.recurbench.harness.plan.Plan;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Makes manifests. */
final class Manifests {
    private Manifests() {}

    static Manifest of(Plan plan, PluginCatalog catalog, List<String> command) {
        Map<String, String> environment = EnvironmentFacts.collect();
        return new Manifest(
                TrialRecord.SCHEMA_VERSION,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                plan.experiment().id(),
                plan.experiment().title(),
                plan.experiment().description(),
                plan.experiment().toYaml(),
                command.stream().map(Privacy::text).toList(),
                BuildInfo.facts(),
                environment,
                EnvironmentFacts.fingerprint(environment),
                catalog.infos(),
                plan.keys(),
                plan.experiment().references());
    }
}
