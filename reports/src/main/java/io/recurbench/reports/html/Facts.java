package io.recurbench.reports.html;

import io.recurbench.comparison.Comparison;
import io.recurbench.comparison.Side;
import io.recurbench.reports.html.Sheet.Source;
import io.recurbench.reports.model.Summary;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is known of runs beside their results, the same on a report of several runs and on a comparison.
 *
 * @param environment machine, JVM and build
 * @param plugins versions and jars
 * @param settings of the trials
 */
public record Facts(Sheet environment, Sheet plugins, Sheet settings) {

    private static Facts of(List<Source> sources) {
        return new Facts(Sheet.environment(sources), Sheet.plugins(sources), Sheet.settings(sources));
    }

    /** Of the runs that a report is made from: trials that several runs planned belong to each of them. */
    static Facts of(Summary summary) {
        return of(summary.manifests().stream()
                .map(manifest -> {
                    Set<String> planned = new HashSet<>(manifest.plannedTrials());
                    return new Source(
                            manifest.experiment() + ", " + manifest.created(),
                            List.of(manifest),
                            summary.trials().stream()
                                    .filter(trial -> planned.contains(trial.key()))
                                    .toList());
                })
                .toList());
    }

    /** Of the two sides. */
    static Facts of(Comparison comparison) {
        return of(List.of(source("Base", comparison.base()), source("New", comparison.next())));
    }

    private static Source source(String name, Side side) {
        return new Source(
                name,
                side.runs().stream().flatMap(run -> run.manifest().stream()).toList(),
                side.trials());
    }

    /** Whether there are several runs, so that something may differ. */
    public boolean several() {
        return environment.columns().size() > 1;
    }

    /** Those in which the runs differ. */
    public Facts differing() {
        return new Facts(environment.differing(), plugins.differing(), settings.differing());
    }

    /** Whether there is none. */
    public boolean none() {
        return environment.rows().isEmpty()
                && plugins.rows().isEmpty()
                && settings.rows().isEmpty();
    }
}
