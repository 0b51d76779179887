package io.recurbench.harness.plan;

import io.recurbench.api.record.SeriesValue;
import io.recurbench.api.text.Suggestion;
import io.recurbench.harness.experiment.Experiment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What an experiment keeps of its trials, and whether the names that it does so by are those of some trial. */
final class Selection {
    private final Experiment experiment;
    private final Set<String> seriesSeen = new TreeSet<>();
    private final Set<String> settingsSeen = new TreeSet<>(List.of("task", "cell", "backend", "parameters"));
    private long seen;
    private long kept;

    Selection(Experiment experiment) {
        this.experiment = experiment;
    }

    /** Whether the trials of a combination are kept. */
    boolean keeps(Combination combination, Map<String, Object> series) {
        seen += experiment.seeds().size();
        seriesSeen.addAll(series.keySet());
        see("task", combination.task().options().values());
        see("cell", combination.cell().options().values());
        see("backend", combination.backend().options().values());
        see("training", combination.settings());
        boolean passes = experiment.where().entrySet().stream().allMatch(filter -> {
            Object value = series.get(filter.getKey());
            return value != null && filter.getValue().stream().anyMatch(allowed -> SeriesValue.same(value, allowed));
        });
        kept += passes ? experiment.seeds().size() : 0;
        return passes;
    }

    /** A reference may name a setting with or without what it is a setting of. */
    private void see(String owner, Map<String, Object> settings) {
        for (String name : settings.keySet()) {
            settingsSeen.add(name);
            settingsSeen.add(owner + "." + name);
        }
    }

    /** An experiment without any trial is a problem, as is a name that no trial has. */
    void check(Problems problems) {
        if (seen == 0) {
            problems.add("the experiment has no trial: its cells and tasks do not meet");
            return;
        }
        for (String name : experiment.where().keySet()) {
            if (!seriesSeen.contains(name)) {
                problems.add("'where' filters by '" + name + "', which no trial has" + known(name));
            }
        }
        experiment.references().stream()
                .flatMap(reference -> reference.selects().keySet().stream())
                .filter(name -> !seriesSeen.contains(name) && !settingsSeen.contains(name))
                .sorted()
                .distinct()
                .forEach(name -> problems.add(
                        "'references' have values for a '" + name + "', which no trial has" + known(name)));
        if (kept == 0) {
            problems.add("no trial is left: 'where' " + experiment.where() + " matches none of " + seen);
        }
    }

    private String known(String name) {
        return Suggestion.of(name, seriesSeen) + "; they have " + String.join(", ", seriesSeen);
    }
}
