package io.recurbench.reports.model;

import io.recurbench.api.record.Analysis;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.Reference;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.record.TrialRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Results as a reader meets them, the same in every report. A pure function of the results.
 *
 * @param manifests one per run
 * @param trials in the order in which they were planned, others after them by key
 * @param settings the trials grouped by everything but their seed
 * @param counts trials by outcome; every outcome is there
 * @param missing planned trials without a result
 * @param matrices tables of scores: for each experiment quality first, then speed
 * @param published published values beside ours
 * @param analyses what was found in trained parameters
 */
public record Summary(
        List<Manifest> manifests,
        List<TrialRecord> trials,
        List<Setting> settings,
        Map<Outcome, Integer> counts,
        int missing,
        List<Matrix> matrices,
        List<Published> published,
        List<Analysis> analyses) {

    /** Copies. */
    public Summary {
        manifests = List.copyOf(manifests);
        trials = List.copyOf(trials);
        settings = List.copyOf(settings);
        counts = Collections.unmodifiableMap(new EnumMap<>(counts));
        matrices = List.copyOf(matrices);
        published = List.copyOf(published);
        analyses = List.copyOf(analyses);
    }

    /** Summarises results. */
    public static Summary of(ResultSet results) {
        List<TrialRecord> trials = planned(results);
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, 0);
        }
        trials.forEach(trial -> counts.merge(trial.outcome(), 1, Integer::sum));
        Map<String, List<TrialRecord>> experiments = new LinkedHashMap<>();
        trials.forEach(trial -> experiments
                .computeIfAbsent(trial.setting().experiment(), experiment -> new ArrayList<>())
                .add(trial));
        List<Setting> settings = new ArrayList<>();
        List<Matrix> matrices = new ArrayList<>();
        List<Published> published = new ArrayList<>();
        experiments.forEach((experiment, own) -> {
            List<Setting> grouped = Grouping.settings(own, settings.size() + 1);
            List<Published> values =
                    Published.match(experiment, references(results, experiment), BestOf.choose(grouped));
            for (boolean speed : new boolean[] {false, true}) {
                List<Setting> kind = BestOf.choose(
                        grouped.stream().filter(s -> s.speed() == speed).toList());
                if (!kind.isEmpty()) {
                    matrices.add(Matrix.of(kind, values));
                }
            }
            settings.addAll(grouped);
            published.addAll(values);
        });
        return new Summary(
                results.manifests(),
                trials,
                settings,
                counts,
                missing(results, trials),
                matrices,
                published,
                results.analyses());
    }

    /** What is known of the plugins that were used. */
    public List<Proof> proofs() {
        return Proof.of(settings, manifests);
    }

    private static List<TrialRecord> planned(ResultSet results) {
        Map<String, Integer> order = new HashMap<>();
        results.manifests()
                .forEach(manifest -> manifest.plannedTrials().forEach(key -> order.putIfAbsent(key, order.size())));
        return results.trials().stream()
                .sorted(Comparator.comparingInt(
                                (TrialRecord trial) -> order.getOrDefault(trial.key(), Integer.MAX_VALUE))
                        .thenComparing(TrialRecord::key))
                .toList();
    }

    private static int missing(ResultSet results, List<TrialRecord> trials) {
        Set<String> planned = new HashSet<>();
        results.manifests().forEach(manifest -> planned.addAll(manifest.plannedTrials()));
        trials.forEach(trial -> planned.remove(trial.key()));
        return planned.size();
    }

    private static List<Reference> references(ResultSet results, String experiment) {
        return results.manifests().stream()
                .filter(manifest -> manifest.experiment().equals(experiment))
                .flatMap(manifest -> manifest.references().stream())
                .distinct()
                .toList();
    }

    /** Labels of the tasks, in the order of the settings. */
    public List<String> tasks() {
        return labels(Setting::task);
    }

    /** Labels of the cells. */
    public List<String> cells() {
        return labels(Setting::cell);
    }

    /** Labels of the backends. */
    public List<String> backends() {
        return labels(Setting::backend);
    }

    private List<String> labels(Function<Setting, String> label) {
        return settings.stream().map(label).distinct().toList();
    }

    /** Number of trials that ended so. */
    public int count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }

    /** Trials that did not complete, in order. */
    public List<TrialRecord> troubles() {
        return trials.stream()
                .filter(trial -> trial.outcome() != Outcome.COMPLETED)
                .toList();
    }

    /** Whether runs were made in environments whose speeds cannot be compared. */
    public boolean mixedEnvironments() {
        return manifests.stream().map(Manifest::fingerprint).distinct().count() > 1;
    }

    /** A heading: the experiment's title, or the titles of several. */
    public String title() {
        List<String> titles = manifests.stream()
                .map(manifest -> manifest.title().isBlank() ? manifest.experiment() : manifest.title())
                .distinct()
                .toList();
        if (titles.isEmpty()) {
            return "Results";
        }
        return titles.size() == 1 ? titles.get(0) : titles.size() + " experiments";
    }
}
