package io.recurbench.harness.run;

import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.Reference;
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
public final class Manifests {
    private Manifests() {}

    /**
     * What results are of.
     *
     * @param yaml the resolved experiment; empty if it is none
     * @param trials keys of its trials
     * @param references published values
     */
    public record Subject(
            String id, String title, String description, String yaml, List<String> trials, List<Reference> references) {
        /** What is no experiment. */
        public Subject(String id, String title, String description) {
            this(id, title, description, "", List.of(), List.of());
        }
    }

    static Manifest of(Plan plan, PluginCatalog catalog, List<String> command) {
        Subject subject = new Subject(
                plan.experiment().id(),
                plan.experiment().title(),
                plan.experiment().description(),
                plan.experiment().toYaml(),
                plan.keys(),
                plan.experiment().references());
        return of(subject, catalog, command);
    }

    /** The manifest of results that begin now, on this machine. */
    public static Manifest of(Subject subject, PluginCatalog catalog, List<String> command) {
        Map<String, String> environment = EnvironmentFacts.collect();
        return new Manifest(
                TrialRecord.SCHEMA_VERSION,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                subject.id(),
                subject.title(),
                subject.description(),
                subject.yaml(),
                command.stream().map(Privacy::text).toList(),
                BuildInfo.facts(),
                environment,
                EnvironmentFacts.fingerprint(environment),
                catalog.infos(),
                subject.trials(),
                subject.references());
    }
}
