package io.recurbench.reports.html;

import io.recurbench.api.record.Metric;
import io.recurbench.reports.model.Configuration;
import io.recurbench.reports.model.Setting;
import io.recurbench.reports.model.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Every trial, by setting. What all settings share is said once.
 *
 * @param common configuration that all settings share
 * @param settings what each setting has of its own
 */
public record Details(Map<String, String> common, List<Own> settings) {

    /**
     * A setting.
     *
     * @param setting the setting
     * @param title its name
     * @param configuration what other settings do not share
     * @param metrics names of the metrics of its trials
     */
    public record Own(Setting setting, String title, Map<String, String> configuration, List<Metric> metrics) {}

    static Details of(Summary summary) {
        List<SortedMap<String, String>> all = summary.settings().stream()
                .map(setting -> Configuration.words(setting.example()))
                .toList();
        Map<String, String> common = new TreeMap<>();
        if (all.size() > 1) {
            all.get(0).forEach((name, value) -> {
                if (all.stream().allMatch(one -> value.equals(one.get(name)))) {
                    common.put(name, value);
                }
            });
        }
        List<Own> own = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Setting setting = summary.settings().get(i);
            Map<String, String> rest = new TreeMap<>(all.get(i));
            rest.keySet().removeAll(common.keySet());
            own.add(new Own(setting, title(setting), rest, metrics(setting)));
        }
        return new Details(common, own);
    }

    private static String title(Setting setting) {
        String words = setting.words();
        return setting.cell() + " · " + setting.task() + (words.isEmpty() ? "" : " · " + words) + " · "
                + setting.backend();
    }

    /** One of each name, for its unit. */
    private static List<Metric> metrics(Setting setting) {
        Map<String, Metric> byName = new LinkedHashMap<>();
        setting.trials().forEach(trial -> trial.metrics().forEach(metric -> byName.putIfAbsent(metric.name(), metric)));
        return List.copyOf(byName.values());
    }
}
