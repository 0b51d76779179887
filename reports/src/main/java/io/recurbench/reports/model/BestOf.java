package io.recurbench.reports.model;

import io.recurbench.api.record.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * Where an experiment asks for the best of several values of training settings, leaves of the settings that differ in these
 * alone the one with the best median on the validation set; of equal ones the one whose worst seed did better there, and
 * then the one with the lower loss. The test set has no say in it.
 */
final class BestOf {
    /** The fact in which a trial names those settings, separated by commas. */
    private static final String FACT = "best of";

    private BestOf() {}

    /** The settings to be shown, with a note on what was chosen among how many. */
    static List<Setting> choose(List<Setting> settings) {
        Map<List<Object>, List<Setting>> rivals = new LinkedHashMap<>();
        for (Setting setting : settings) {
            Map<String, Object> rest = new TreeMap<>(setting.varied());
            rest.keySet().removeAll(names(setting));
            rivals.computeIfAbsent(
                            List.of(setting.task(), setting.cell(), setting.backend(), rest), key -> new ArrayList<>())
                    .add(setting);
        }
        return rivals.values().stream().map(BestOf::best).toList();
    }

    private static Setting best(List<Setting> rivals) {
        Setting best = rivals.get(0);
        for (Setting rival : rivals) {
            if (isBetter(rival, best)) {
                best = rival;
            }
        }
        Set<String> names = names(best);
        return rivals.size() == 1
                ? best
                : best.with(names, best.words(List.copyOf(names)) + ", best of " + rivals.size());
    }

    private static boolean isBetter(Setting one, Setting other) {
        Optional<Score> a = validation(one);
        Optional<Score> b = validation(other);
        int order = order(a, b, Score::median);
        order = order == 0 ? order(a, b, Score::worst) : order;
        return (order == 0 ? order(validation(one, "loss"), validation(other, "loss"), Score::median) : order) > 0;
    }

    /** Above 0 if the first is better, below if the second is; a setting without a score is worse than any with one. */
    private static int order(Optional<Score> a, Optional<Score> b, ToDoubleFunction<Score> of) {
        if (a.isEmpty() || b.isEmpty()) {
            return Boolean.compare(a.isPresent(), b.isPresent());
        }
        double mine = of.applyAsDouble(a.get());
        double theirs = of.applyAsDouble(b.get());
        Metric.Direction direction = a.get().direction();
        return Boolean.compare(direction.isBetter(mine, theirs), direction.isBetter(theirs, mine));
    }

    /** The score on the validation set: the metric called as the trial's own, measured there. */
    private static Optional<Score> validation(Setting setting) {
        return setting.score().flatMap(score -> {
            String measure = score.metric().substring(score.metric().lastIndexOf('/') + 1);
            return validation(setting, measure).or(() -> Score.of(score.metric(), setting.trials()));
        });
    }

    private static Optional<Score> validation(Setting setting, String measure) {
        return setting.trials().stream()
                .flatMap(trial -> trial.metrics().stream())
                .map(Metric::name)
                .filter(metric -> metric.startsWith("validation") && metric.endsWith("/" + measure))
                .findFirst()
                .flatMap(metric -> Score.of(metric, setting.trials()));
    }

    /** The varied names that the experiment wants the best of. */
    private static Set<String> names(Setting setting) {
        Set<String> names = new TreeSet<>();
        String fact = setting.example().facts().getOrDefault(FACT, "");
        for (String path : fact.split(",", -1)) {
            for (String name : setting.varied().keySet()) {
                if (Names.key(name).equals(Names.key(path.strip()))) {
                    names.add(name);
                }
            }
        }
        return names;
    }
}
