package io.recurbench.leaderboard;

import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.results.CanonicalJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is wrong with runs that are submitted together. */
record JointCheck(List<Submissions.Run> runs, SubmissionFindings findings) {
    /** Quality and speed of a backend belong together only if they are of one environment and of the same jars. */
    void check() {
        Map<String, Map<TrialSetting.Kind, Set<String>>> machines = new TreeMap<>();
        Map<String, Set<String>> jars = new TreeMap<>();
        Map<String, Set<String>> data = new LinkedHashMap<>();
        Set<String> harnesses = new TreeSet<>();
        Set<Integer> methods = new TreeSet<>();
        for (Submissions.Run run : runs) {
            harnesses.add(run.commit());
            run.used()
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
                                            + CanonicalJson.of(setting.task().options()),
                                    key -> new TreeSet<>())
                            .add(CanonicalJson.of(setting.dataDigests()));
                }
            }
        }
        machines.forEach((backend, kinds) -> {
            Set<String> quality = kinds.getOrDefault(TrialSetting.Kind.LEARNING, Set.of());
            Set<String> speed = kinds.getOrDefault(TrialSetting.Kind.SPEED, Set.of());
            if (!quality.isEmpty() && !speed.isEmpty() && !quality.equals(speed)) {
                findings.error(
                        "environment.differs",
                        "submission",
                        "quality of backend '" + backend + "' was measured on " + quality + " and its speed on " + speed
                                + ": measure both in one environment");
            }
        });
        jars.forEach((plugin, digests) -> {
            if (digests.size() > 1) {
                findings.error(
                        "jar.differs",
                        "submission",
                        plugin + " was another one in each run (" + String.join("; ", digests)
                                + "): measure quality and speed of one jar");
            }
        });
        data.forEach((task, digests) -> {
            if (digests.size() > 1) {
                findings.error(
                        "data.differs",
                        "submission",
                        "task " + task + " was run on different data: " + String.join("; ", digests));
            }
        });
        if (methods.size() > 1) {
            findings.error(
                    "method.differs",
                    "submission",
                    "results are of methods " + methods
                            + ", which no table shows together: measure all with one build");
        }
        if (harnesses.size() > 1) {
            findings.doubt("harness.differs", "submission", "the runs were made by different builds: " + harnesses);
        }
    }
}
