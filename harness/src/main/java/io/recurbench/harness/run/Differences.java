package io.recurbench.harness.run;

import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.PluginInfo;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.harness.plan.Plan;
import io.recurbench.results.Excerpt;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What differs between a run and this process, in words.
 *
 * @param identity why the trials are no longer the same ones: these cannot be accepted
 * @param circumstances what may change numbers without changing what a trial is: another build or machine
 */
record Differences(List<String> identity, List<String> circumstances) {
    private static final int MOST = 20;
    private static final int LONGEST = 300;

    /** Keeps the first of what may be many: the manifest may be anybody's. */
    Differences {
        identity = excerpt(identity);
        circumstances = excerpt(circumstances);
    }

    private static List<String> excerpt(List<String> lines) {
        return Excerpt.of(lines.stream().map(line -> Excerpt.of(line, LONGEST)).toList(), MOST);
    }

    static Differences between(Manifest then, Plan plan, Manifest now, List<TrialRecord> records) {
        List<String> identity = new ArrayList<>();
        Set<String> missing = new LinkedHashSet<>(then.plannedTrials());
        plan.keys().forEach(missing::remove);
        if (!missing.isEmpty() || then.plannedTrials().size() != plan.keys().size()) {
            identity.add(missing.size() + " of the " + then.plannedTrials().size()
                    + " trials that the run planned would be other trials now");
            identity.addAll(versions(then, now));
            identity.addAll(data(records, plan));
        }
        List<String> circumstances = new ArrayList<>(builds(then, now));
        boolean measuresSpeed =
                plan.trials().stream().anyMatch(trial -> trial.spec().setting().kind() == TrialSetting.Kind.SPEED);
        if (measuresSpeed && !then.fingerprint().equals(now.fingerprint())) {
            circumstances.addAll(environment(then.environment(), now.environment()));
        }
        return new Differences(identity, circumstances);
    }

    /** What may give other numbers though the versions are the same: other builds of the harness and of plugins. */
    static List<String> builds(Manifest then, Manifest now) {
        List<String> lines = new ArrayList<>(jars(then, now));
        if (!then.harness().equals(now.harness())) {
            lines.add("harness: was " + then.harness() + ", is " + now.harness());
        }
        return lines;
    }

    static List<String> versions(Manifest then, Manifest now) {
        Map<String, PluginInfo> plugins = byName(now);
        List<String> lines = new ArrayList<>();
        byName(then).forEach((name, before) -> {
            PluginInfo after = plugins.get(name);
            if (after == null) {
                lines.add(name + ": was version " + before.version() + " from " + before.source()
                        + ", is no longer there");
            } else if (!after.version().equals(before.version())) {
                lines.add(name + ": was version " + before.version() + ", is " + after.version());
            }
        });
        return lines;
    }

    private static List<String> jars(Manifest then, Manifest now) {
        Map<String, PluginInfo> plugins = byName(now);
        List<String> lines = new ArrayList<>();
        byName(then).forEach((name, before) -> {
            PluginInfo after = plugins.get(name);
            if (after == null || !after.version().equals(before.version())) {
                return;
            }
            if (!after.sha256().equals(before.sha256())) {
                lines.add(name + ": was built into " + before.source() + " " + shortDigest(before.sha256())
                        + ", now into " + after.source() + " " + shortDigest(after.sha256()));
            }
        });
        return lines;
    }

    private static String shortDigest(String sha256) {
        return sha256.isEmpty() ? "(a folder)" : "(" + sha256.substring(0, 12) + ")";
    }

    private static Map<String, PluginInfo> byName(Manifest manifest) {
        Map<String, PluginInfo> plugins = new TreeMap<>();
        manifest.plugins().forEach(plugin -> plugins.put(plugin.kind() + " " + plugin.id(), plugin));
        return plugins;
    }

    /** Files whose content changed: the same task with the same options, and another digest. */
    private static Set<String> data(List<TrialRecord> records, Plan plan) {
        Set<TrialSetting> planned = new LinkedHashSet<>();
        plan.trials().forEach(trial -> planned.add(trial.spec().setting()));
        return data(records, planned);
    }

    static Set<String> data(List<TrialRecord> records, Set<TrialSetting> planned) {
        Set<String> lines = new LinkedHashSet<>();
        records.stream().map(TrialRecord::setting).distinct().forEach(then -> {
            for (TrialSetting now : planned) {
                if (now.task().equals(then.task()) && !now.dataDigests().equals(then.dataDigests())) {
                    lines.add("data of task " + now.task().id() + ": was " + then.dataDigests() + ", is "
                            + now.dataDigests());
                }
            }
        });
        return lines;
    }

    static List<String> environment(Map<String, String> then, Map<String, String> now) {
        List<String> lines = new ArrayList<>();
        then.forEach((name, before) -> {
            String after = now.getOrDefault(name, "unknown");
            boolean decides = name.startsWith("cpu.")
                    || name.startsWith("jvm.")
                    || name.startsWith("os.")
                    || name.startsWith("container.");
            if (decides && !before.equals(after)) {
                lines.add(name + ": was " + before + ", is " + after);
            }
        });
        return lines;
    }
}
