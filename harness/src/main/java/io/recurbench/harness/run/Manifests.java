package io.recurbench.harness.run;

import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.Reference;
import io.recurbench.api.record.Shard;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.harness.discovery.PluginCatalog;
import io.recurbench.harness.environment.BuildInfo;
import io.recurbench.harness.environment.EnvironmentFacts;
import io.recurbench.harness.environment.Privacy;
import io.recurbench.harness.plan.Plan;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes manifests. */
public final class Manifests {
    private static final int MOST_VALUES = 8;

    private Manifests() {}

    /**
     * What results are of.
     *
     * @param yaml the resolved experiment; empty if it is none
     * @param trials keys of its trials
     * @param references published values
     * @param shard which part they are, if they are one
     */
    public record Subject(
            String id,
            String title,
            String description,
            String yaml,
            List<String> trials,
            List<Reference> references,
            Optional<Shard> shard) {
        /** What is no experiment. */
        public Subject(String id, String title, String description) {
            this(id, title, description, "", List.of(), List.of(), Optional.empty());
        }
    }

    static Manifest of(Plan plan, PluginCatalog catalog, List<String> command) {
        Subject subject = new Subject(
                plan.experiment().id(),
                plan.experiment().title(),
                plan.experiment().description(),
                plan.experiment().toYaml(),
                plan.keys(),
                plan.experiment().references(),
                plan.shard());
        return of(subject, catalog, command);
    }

    /**
     * The manifest of one run whose trials were shared out: of the environment what all of its parts have in common, and
     * of the rest each value.
     */
    static Manifest joined(List<Manifest> parts, List<String> command) {
        Manifest first = parts.get(0);
        Map<String, String> environment = new TreeMap<>();
        parts.stream()
                .flatMap(part -> part.environment().keySet().stream())
                .forEach(name -> environment.computeIfAbsent(
                        name,
                        of -> parts.stream()
                                .map(part -> part.environment().getOrDefault(of, "unknown"))
                                .distinct()
                                .sorted()
                                .limit(MOST_VALUES)
                                .collect(Collectors.joining(" | "))));
        boolean same = parts.stream().map(Manifest::fingerprint).distinct().count() == 1;
        return new Manifest(
                first.schemaVersion(),
                parts.stream()
                        .map(Manifest::created)
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                first.experiment(),
                first.title(),
                first.description(),
                first.resolvedExperiment(),
                command.stream().map(Privacy::text).toList(),
                first.harness(),
                environment,
                same ? first.fingerprint() : EnvironmentFacts.fingerprint(environment),
                first.plugins(),
                first.wholePlan(),
                first.references());
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
                subject.references(),
                subject.shard().orElse(null));
    }
}
