package io.recurbench.leaderboard;

import io.recurbench.api.record.Conformance;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.PluginInfo;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSetting;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is wrong with one run by itself. */
record RunCheck(Submissions.Run run, SubmissionFindings findings) {
    /** Facts that say where something was measured; without them a reader cannot tell machines apart. */
    private static final List<String> NEEDED =
            List.of("cpu.model", "cpu.available", "os.name", "os.arch", "jvm.vendor", "jvm.version", "jvm.gc");

    private static final String PARITY = "parity";
    private static final String AUDIT = "checked at the timed size";

    /** All of it. */
    void check(KnownData known) {
        fields();
        conformance();
        records();
        data(known);
    }

    private void fields() {
        Manifest manifest = run.manifest();
        for (String name : NEEDED) {
            if (isEmpty(manifest.environment().get(name))) {
                findings.error(
                        "field.empty",
                        run.name(),
                        "the manifest does not know '" + name + "': run where it can be found out");
            }
        }
        if (isEmpty(manifest.harness().get("version"))) {
            findings.error("field.empty", run.name(), "the manifest does not know the version of the harness");
        }
        if (isEmpty(manifest.harness().get("commit"))) {
            findings.doubt("field.empty", run.name(), "the commit of the harness is not known: build from a clone");
        }
        if ("true".equals(manifest.harness().get("dirty"))) {
            findings.doubt(
                    "harness.dirty",
                    run.name(),
                    "the harness was built from changed files, which no commit has: commit them and run again");
        }
        if (manifest.resolvedExperiment().isBlank()) {
            findings.error("field.empty", run.name(), "the manifest holds no experiment, so nobody can repeat it");
        }
        run.used().forEach(plugin -> {
            if (plugin.sha256().isEmpty()) {
                findings.doubt(
                        "jar.unknown",
                        run.name(),
                        plugin.kind() + " '" + plugin.id() + "' came from a folder and has no digest: use its jar");
            } else {
                proof(plugin);
            }
        });
    }

    /** Whether the jar keeps the rules of the kit, as the record that the run found says. */
    private void proof(PluginInfo plugin) {
        Conformance record = plugin.conformance();
        String what = plugin.kind() + " '" + plugin.id() + "'";
        if (record == null) {
            findings.doubt(
                    "conformance.absent",
                    run.name(),
                    what + " has no record of conformance: 'recurbench tck run " + plugin.id() + "' makes one");
        } else if (record.failed() > 0) {
            findings.error("conformance.broken", run.name(), what + " " + record.words());
        } else if (!record.conforms()) {
            findings.doubt("conformance.untried", run.name(), what + " " + record.words());
        }
    }

    /** A speed stands only where the backend was held to the reference, before it was timed and while it was. */
    private void conformance() {
        for (TrialRecord trial : run.trials()) {
            boolean isSpeed = trial.setting().kind() == TrialSetting.Kind.SPEED
                    && Weight.of(trial).kind() == Weight.Kind.SCORED;
            for (String fact : isSpeed ? List.of(PARITY, AUDIT) : List.<String>of()) {
                if (isEmpty(trial.facts().get(fact))) {
                    findings.error(
                            "conformance.missing",
                            run.name(),
                            trial.spec().name() + " has a speed but not the fact '" + fact + "'");
                }
            }
        }
    }

    private void records() {
        Set<String> recorded = new TreeSet<>();
        run.trials().forEach(trial -> recorded.add(trial.key()));
        long missing = run.manifest().plannedTrials().stream()
                .filter(key -> !recorded.contains(key))
                .count();
        if (missing > 0) {
            findings.error(
                    "trial.missing",
                    run.name(),
                    missing + " planned trials have no record: finish the run with 'recurbench resume'");
        }
        long unplanned = recorded.stream()
                .filter(key -> !run.manifest().plannedTrials().contains(key))
                .count();
        if (unplanned > 0) {
            findings.error(
                    "trial.unplanned", run.name(), unplanned + " records are of trials that the run never planned");
        }
    }

    /** Data that everybody has, or somebody's own. */
    private void data(KnownData known) {
        Set<String> altered = new TreeSet<>();
        Set<String> own = new TreeSet<>();
        for (TrialRecord trial : run.trials()) {
            String task = "task '" + trial.setting().task().id() + "' ran on ";
            known.altered(trial).ifPresent(files -> altered.add(task + files));
            known.own(trial).ifPresent(files -> own.add(task + files));
        }
        altered.forEach(files -> findings.error(
                "data.altered",
                run.name(),
                files + ", which is not what everybody has under that name: it is not counted; get the original"));
        own.forEach(files -> findings.doubt(
                "data.unknown", run.name(), files + ", which no task here knows: say where others find it"));
    }

    private static boolean isEmpty(@Nullable String value) {
        return value == null || value.isBlank() || value.equals("unknown");
    }
}
