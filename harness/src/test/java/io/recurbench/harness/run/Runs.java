package io.recurbench.harness.run;

import io.recurbench.api.record.TrialRecord;
import io.recurbench.harness.Harness;
import io.recurbench.harness.discovery.PluginPath;
import io.recurbench.harness.experiment.ExperimentFile;
import io.recurbench.harness.isolation.Isolation;
import io.recurbench.harness.plan.Plan;
import io.recurbench.harness.plan.PlanSettings;
import io.recurbench.harness.trial.ParityGate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Short words for what the tests of runs do. */
public final class Runs {
    private Runs() {}

    /** A harness with the fixtures. */
    public static Harness harness() {
        return Harness.discover(PluginPath.EMPTY, request -> new ParityGate.Verdict(true, "checked"));
    }

    /** A plan of YAML. */
    public static Plan plan(Harness harness, String yaml) {
        return plan(harness, yaml, Optional.empty());
    }

    /** A plan of YAML with data. */
    public static Plan plan(Harness harness, String yaml, Optional<Path> data) {
        return harness.plan(ExperimentFile.read("test.yaml", yaml).experiment(), new PlanSettings(data, 2));
    }

    /** Options with short patience. */
    public static RunOptions options(int jobs) {
        return options(jobs, Isolation.none(), Optional.empty());
    }

    /** Options with short patience. */
    public static RunOptions options(int jobs, Isolation isolation, Optional<Duration> limit) {
        return new RunOptions(
                jobs, 2, limit, Duration.ofMillis(200), true, false, isolation, List.of("run", "test.yaml"));
    }

    /** A record without what differs from run to run. */
    public static TrialRecord timeless(TrialRecord t) {
        return new TrialRecord(
                t.schemaVersion(),
                t.method(),
                t.spec(),
                t.device(),
                0,
                t.outcome(),
                t.failure(),
                t.attempt(),
                "",
                "",
                t.metrics(),
                t.curves(),
                t.facts().entrySet().stream()
                        .filter(fact -> !fact.getKey().contains("second"))
                        .collect(java.util.stream.Collectors.toMap(
                                java.util.Map.Entry::getKey, java.util.Map.Entry::getValue)));
    }
}
