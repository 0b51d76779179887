package io.recurbench.reports.exchange;

import io.recurbench.api.record.Metric;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.comparison.DistinctNames;
import io.recurbench.reports.model.Configuration;
import io.recurbench.reports.model.Score;
import io.recurbench.reports.model.Setting;
import io.recurbench.reports.model.Summary;
import io.recurbench.results.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A number that tools watch from commit to commit: a metric of a setting over its seeds.
 *
 * @param benchmark name of the setting, the same from commit to commit
 * @param score over the seeds; its median is finite
 * @param note what a reader has to know of it: how many seeds, and which gave no number
 */
record Watched(String benchmark, Score score, String note) {
    /** What failed has no place beside numbers, so it is a number of its own: whoever watches it is warned. */
    static final String WITHOUT_RESULT = "trials without a result";

    static final String WITH_RESULT = "trials with a result";

    /** Characters of a name; a longer one is cut, and told from others by its digest. */
    private static final int LONGEST = 1024;

    private static final int DIGEST = 12;

    /** All numbers, setting by setting. */
    static List<Watched> of(Summary summary) {
        List<String> names = names(summary.settings());
        List<Watched> all = new ArrayList<>();
        for (Setting setting : summary.settings()) {
            String name = names.get(summary.settings().indexOf(setting));
            for (String metric : metrics(setting)) {
                Score.of(metric, setting.trials())
                        .filter(score -> Double.isFinite(score.median()))
                        .ifPresent(score -> all.add(new Watched(name, score, note(setting, score))));
            }
        }
        return all;
    }

    /** Trials that came to a finite score, or did not. */
    static long count(Summary summary, boolean withResult) {
        return summary.trials().stream()
                .filter(trial -> hasResult(trial) == withResult)
                .count();
    }

    /** What these tools have no place for. */
    static List<String> omitted(ResultSet results) {
        long without = count(Summary.of(results), false);
        return without == 0
                ? List.of()
                : List.of(without + " trials without a finite score; how many is a number of its own, '"
                        + WITHOUT_RESULT + "'");
    }

    private static boolean hasResult(TrialRecord trial) {
        return trial.outcome() == Outcome.COMPLETED
                && trial.score().filter(score -> Double.isFinite(score.value())).isPresent();
    }

    private static List<String> metrics(Setting setting) {
        return setting.trials().stream()
                .flatMap(trial -> trial.metrics().stream())
                .filter(metric -> metric.direction() != Metric.Direction.NONE)
                .map(Metric::name)
                .distinct()
                .toList();
    }

    private static List<String> names(List<Setting> settings) {
        return DistinctNames.of(settings.stream()
                        .map(setting -> new DistinctNames.Named(name(setting), Configuration.of(setting.example())))
                        .toList())
                .stream()
                .map(Watched::bounded)
                .toList();
    }

    private static String name(Setting setting) {
        String words = setting.words();
        return setting.experiment() + ": " + setting.cell() + " on " + setting.task()
                + (words.isEmpty() ? "" : ", " + words) + ", " + setting.backend();
    }

    private static String bounded(String name) {
        return name.length() <= LONGEST
                ? name
                : name.substring(0, LONGEST - DIGEST - 1) + " "
                        + CanonicalJson.sha256(name.getBytes(StandardCharsets.UTF_8))
                                .substring(0, DIGEST);
    }

    private static String note(Setting setting, Score score) {
        String troubles = setting.troubles();
        return "median of " + score.values().size() + " of " + setting.trials().size() + " trials"
                + (troubles.isEmpty() ? "" : "; " + troubles);
    }
}
