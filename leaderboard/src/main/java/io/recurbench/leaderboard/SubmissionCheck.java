package io.recurbench.leaderboard;

import io.recurbench.api.record.Conformance;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.PluginInfo;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.results.CanonicalJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What would keep a submission from being taken for what it says. It counts with the library that makes the board, so that
 * what is found here is what the board shows.
 *
 * @param findings errors and doubts
 * @param board what a board of this submission alone would show
 */
public record SubmissionCheck(List<Finding> findings, Leaderboard board) {
    /** Facts that say where something was measured; without them a reader cannot tell machines apart. */
    private static final List<String> NEEDED =
            List.of("cpu.model", "cpu.available", "os.name", "os.arch", "jvm.vendor", "jvm.version", "jvm.gc");

    private static final String PARITY = "parity";
    private static final String AUDIT = "checked at the timed size";

    /** Copies. */
    public SubmissionCheck {
        findings = List.copyOf(findings);
    }

    /**
     * Something that is wrong.
     *
     * @param error whether the submission is refused; else it is a doubt, which is an error to the strict
     * @param rule by name
     * @param where the run
     * @param message what is wrong and what to do
     */
    public record Finding(boolean error, String rule, String where, String message) {
        @Override
        public String toString() {
            return where + ": " + (error ? "error" : "doubt") + ": " + message + " [" + rule + "]";
        }
    }

    /** Checks what was submitted. */
    public static SubmissionCheck of(Submissions submissions, Rules rules) {
        Checks checks = new Checks(submissions);
        Leaderboard board = Leaderboard.of(submissions, rules);
        submissions.refused().forEach(refusal -> checks.error("folder.refused", refusal.name(), refusal.reason()));
        for (Submissions.Run run : submissions.runs()) {
            checks.fields(run);
            checks.conformance(run);
            checks.records(run);
            checks.data(run, rules.data());
        }
        checks.sameEverywhere();
        checks.seeds(board);
        return new SubmissionCheck(checks.findings, board);
    }

    /** How many errors there are. */
    public long errors() {
        return findings.stream().filter(Finding::error).count();
    }

    private static final class Checks {
        private final Submissions submissions;
        private final List<Finding> findings = new ArrayList<>();

        Checks(Submissions submissions) {
            this.submissions = submissions;
        }

        void error(String rule, String where, String message) {
            findings.add(new Finding(true, rule, where, message));
        }

        private void doubt(String rule, String where, String message) {
            findings.add(new Finding(false, rule, where, message));
        }

        void fields(Submissions.Run run) {
            Manifest manifest = run.manifest();
            for (String name : NEEDED) {
                if (isEmpty(manifest.environment().get(name))) {
                    error(
                            "field.empty",
                            run.name(),
                            "the manifest does not know '" + name + "': run where it can be found out");
                }
            }
            if (isEmpty(manifest.harness().get("version"))) {
                error("field.empty", run.name(), "the manifest does not know the version of the harness");
            }
            if (isEmpty(manifest.harness().get("commit"))) {
                doubt("field.empty", run.name(), "the commit of the harness is not known: build from a clone");
            }
            if ("true".equals(manifest.harness().get("dirty"))) {
                doubt(
                        "harness.dirty",
                        run.name(),
                        "the harness was built from changed files, which no commit has: commit them and run again");
            }
            if (manifest.resolvedExperiment().isBlank()) {
                error("field.empty", run.name(), "the manifest holds no experiment, so nobody can repeat it");
            }
            used(run).forEach(plugin -> {
                if (plugin.sha256().isEmpty()) {
                    doubt(
                            "jar.unknown",
                            run.name(),
                            plugin.kind() + " '" + plugin.id() + "' came from a folder and has no digest: use its jar");
                } else {
                    proof(run, plugin);
                }
            });
        }

        /** Whether the jar keeps the rules of the kit, as the record that the run found says. */
        private void proof(Submissions.Run run, PluginInfo plugin) {
            Conformance record = plugin.conformance();
            String what = plugin.kind() + " '" + plugin.id() + "'";
            if (record == null) {
                doubt(
                        "conformance.absent",
                        run.name(),
                        what + " has no record of conformance: 'recurbench tck run " + plugin.id() + "' makes one");
            } else if (!record.conforms()) {
                error("conformance.broken", run.name(), what + " " + record.words());
            }
        }

        private static boolean isEmpty(@Nullable String value) {
            return value == null || value.isBlank() || value.equals("unknown");
        }

        private static List<PluginInfo> used(Submissions.Run run) {
            Set<String> used = new TreeSet<>();
            run.trials().forEach(trial -> {
                used.add("cell " + trial.setting().cell().id());
                used.add("backend " + trial.setting().backend().id());
            });
            return run.manifest().plugins().stream()
                    .filter(plugin -> used.contains(plugin.kind() + " " + plugin.id()))
                    .toList();
        }

        /** A speed stands only where the backend was held to the reference, before it was timed and while it was. */
        void conformance(Submissions.Run run) {
            for (TrialRecord trial : run.trials()) {
                boolean isSpeed = trial.setting().kind() == TrialSetting.Kind.SPEED
                        && Weight.of(trial).kind() == Weight.Kind.SCORED;
                for (String fact : isSpeed ? List.of(PARITY, AUDIT) : List.<String>of()) {
                    if (isEmpty(trial.facts().get(fact))) {
                        error(
                                "conformance.missing",
                                run.name(),
                                trial.spec().name() + " has a speed but not the fact '" + fact + "'");
                    }
                }
            }
        }

        void records(Submissions.Run run) {
            Set<String> recorded = new TreeSet<>();
            run.trials().forEach(trial -> recorded.add(trial.key()));
            long missing = run.manifest().plannedTrials().stream()
                    .filter(key -> !recorded.contains(key))
                    .count();
            if (missing > 0) {
                error(
                        "trial.missing",
                        run.name(),
                        missing + " planned trials have no record: finish the run with 'recurbench resume'");
            }
            long unplanned = recorded.stream()
                    .filter(key -> !run.manifest().plannedTrials().contains(key))
                    .count();
            if (unplanned > 0) {
                error("trial.unplanned", run.name(), unplanned + " records are of trials that the run never planned");
            }
        }

        /** Data that everybody has, or somebody's own. */
        void data(Submissions.Run run, KnownData known) {
            Set<String> altered = new TreeSet<>();
            Set<String> own = new TreeSet<>();
            for (TrialRecord trial : run.trials()) {
                String task = "task '" + trial.setting().task().id() + "' ran on ";
                known.altered(trial).ifPresent(files -> altered.add(task + files));
                known.own(trial).ifPresent(files -> own.add(task + files));
            }
            altered.forEach(files -> error(
                    "data.altered",
                    run.name(),
                    files + ", which is not what everybody has under that name: it is not counted; get the original"));
            own.forEach(files ->
                    doubt("data.unknown", run.name(), files + ", which no task here knows: say where others find it"));
        }

        /** Quality and speed of a backend belong together only if they are of one environment and of the same jars. */
        void sameEverywhere() {
            Map<String, Map<TrialSetting.Kind, Set<String>>> machines = new TreeMap<>();
            Map<String, Set<String>> jars = new TreeMap<>();
            Map<String, Set<String>> data = new LinkedHashMap<>();
            Set<String> harnesses = new TreeSet<>();
            Set<Integer> methods = new TreeSet<>();
            for (Submissions.Run run : submissions.runs()) {
                harnesses.add(run.commit());
                used(run)
                        .forEach(plugin -> jars.computeIfAbsent(
                                        plugin.kind() + " '" + plugin.id() + "'", key -> new TreeSet<>())
                                .add(plugin.version() + " " + plugin.sha256()));
                for (TrialRecord trial : run.trials()) {
                    TrialSetting setting = trial.setting();
                    methods.add(trial.method());
                    machines.computeIfAbsent(setting.backend().id(), key -> new TreeMap<>())
                            .computeIfAbsent(setting.kind(), key -> new TreeSet<>())
                            .add(Machine.id(run));
                    if (!setting.dataDigests().isEmpty()) {
                        data.computeIfAbsent(
                                        setting.task().id()
                                                + CanonicalJson.of(
                                                        setting.task().options()),
                                        key -> new TreeSet<>())
                                .add(CanonicalJson.of(setting.dataDigests()));
                    }
                }
            }
            machines.forEach((backend, kinds) -> {
                Set<String> quality = kinds.getOrDefault(TrialSetting.Kind.LEARNING, Set.of());
                Set<String> speed = kinds.getOrDefault(TrialSetting.Kind.SPEED, Set.of());
                if (!quality.isEmpty() && !speed.isEmpty() && !quality.equals(speed)) {
                    error(
                            "environment.differs",
                            "submission",
                            "quality of backend '" + backend + "' was measured on " + quality + " and its speed on "
                                    + speed + ": measure both in one environment");
                }
            });
            jars.forEach((plugin, digests) -> {
                if (digests.size() > 1) {
                    error(
                            "jar.differs",
                            "submission",
                            plugin + " was another one in each run (" + String.join("; ", digests)
                                    + "): measure quality and speed of one jar");
                }
            });
            data.forEach((task, digests) -> {
                if (digests.size() > 1) {
                    error(
                            "data.differs",
                            "submission",
                            "task " + task + " was run on different data: " + String.join("; ", digests));
                }
            });
            if (methods.size() > 1) {
                error(
                        "method.differs",
                        "submission",
                        "results are of methods " + methods
                                + ", which no table shows together: measure all with one build");
            }
            if (harnesses.size() > 1) {
                doubt("harness.differs", "submission", "the runs were made by different builds: " + harnesses);
            }
        }

        void seeds(Leaderboard board) {
            for (QualityTable table : board.quality()) {
                for (QualityTable.Row row : table.rows()) {
                    String where = table.task() + ", " + table.division().word() + ", "
                            + row.entrant().name();
                    List<Integer> missing = row.seeds().stream()
                            .filter(seed -> seed.why().equals("missing"))
                            .map(QualityTable.Seed::index)
                            .toList();
                    if (!missing.isEmpty()) {
                        error(
                                "seed.missing",
                                where,
                                "seeds " + missing + " are missing before the last: they count as guessing; run them");
                    }
                    if (table.division() == Division.CLOSED && row.seeds().size() < Rules.LEAST_SEEDS) {
                        doubt(
                                "seed.few",
                                where,
                                "the closed division asks for seeds 0 to " + (Rules.LEAST_SEEDS - 1)
                                        + ": this row has no rank there");
                    }
                }
            }
        }
    }
}
