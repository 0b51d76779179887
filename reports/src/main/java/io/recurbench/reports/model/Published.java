package io.recurbench.reports.model;

import io.recurbench.api.record.Reference;
import io.recurbench.api.record.SeriesValue;
import io.recurbench.api.record.TrialRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A published value with the settings of ours that it compares with.
 *
 * @param experiment id of the experiment that brings it
 * @param reference the value and where it comes from
 * @param task label of the task it belongs to; empty if it cannot be told
 * @param cell label of the cell it belongs to; what the reference itself says, if none of ours is that cell
 * @param settings ours, none if we have not run it
 */
public record Published(String experiment, Reference reference, String task, String cell, List<Setting> settings) {
    /** Copies. */
    public Published {
        settings = List.copyOf(settings);
    }

    /** Lays the references beside the settings of their experiment. */
    static List<Published> match(String experiment, List<Reference> references, List<Setting> settings) {
        return references.stream()
                .map(reference -> match(experiment, reference, settings))
                .toList();
    }

    private static Published match(String experiment, Reference reference, List<Setting> settings) {
        List<Setting> ours = settings.stream()
                .filter(setting -> selects(reference, setting, settings))
                .toList();
        return new Published(
                experiment,
                reference,
                label(reference, ours, settings, "task"),
                label(reference, ours, settings, "cell"),
                ours);
    }

    private static boolean selects(Reference reference, Setting setting, List<Setting> all) {
        return reference.selects().entrySet().stream()
                .allMatch(select -> named(setting, select.getKey(), select.getValue(), all)
                        || actual(setting, select.getKey())
                                .map(value -> SeriesValue.same(value, select.getValue()))
                                .orElse(false));
    }

    /** Whether a plugin is meant, by its label or, where none is labelled so, by its id. */
    private static boolean named(Setting setting, String kind, Object wanted, List<Setting> all) {
        if (!kind.equals("task") && !kind.equals("cell")) {
            return wanted.equals(Configuration.of(setting.example()).get(kind));
        }
        boolean labelled = all.stream().anyMatch(other -> wanted.equals(label(other, kind)));
        return wanted.equals(
                labelled
                        ? label(setting, kind)
                        : Configuration.of(setting.example()).get(kind));
    }

    private static String label(Reference reference, List<Setting> ours, List<Setting> all, String kind) {
        if (!ours.isEmpty()) {
            return label(ours.get(0), kind);
        }
        Object wanted = reference.selects().get(kind);
        List<String> labels = all.stream()
                .filter(setting -> wanted == null || named(setting, kind, wanted, all))
                .map(setting -> label(setting, kind))
                .distinct()
                .toList();
        if (labels.size() == 1) {
            return labels.get(0);
        }
        return wanted == null ? "" : String.valueOf(wanted);
    }

    private static String label(Setting setting, String kind) {
        return kind.equals("task") ? setting.task() : setting.cell();
    }

    /** What a setting has under a name of the series, of its configuration, or {@code parameters}. */
    private static Optional<Object> actual(Setting setting, String name) {
        TrialRecord trial = setting.example();
        if (trial.setting().series().containsKey(name)) {
            return Optional.of(trial.setting().series().get(name));
        }
        Map<String, Object> configuration = Configuration.of(trial);
        if (configuration.containsKey(name)) {
            return Optional.of(configuration.get(name));
        }
        if (name.equals("parameters")) {
            return Optional.of(setting.parameters());
        }
        return configuration.entrySet().stream()
                .filter(entry -> Names.key(entry.getKey()).equals(Names.key(name)))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Whether it compares with this setting. */
    public boolean concerns(Setting setting) {
        return settings.stream().anyMatch(ours -> ours.id().equals(setting.id()));
    }

    /** The reference's own value under a name as a setting shows it; nothing if it says none. */
    public Optional<Object> selected(String shownName) {
        return reference.selects().entrySet().stream()
                .filter(select -> Names.key(select.getKey()).equals(Names.key(shownName)))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Our result to stand beside it: the reference's metric over the seeds of a setting. */
    public Optional<Score> ours(Setting setting) {
        return Score.of(reference.metric(), setting.trials());
    }

    /** What it was measured on, in words: "budget 8250, cell cprnn". */
    public String words() {
        return reference.selects().entrySet().stream()
                .map(select -> Names.key(select.getKey()) + " " + Names.value(select.getValue()))
                .collect(Collectors.joining(", "));
    }

    /**
     * The published value beside one setting of ours, in words.
     *
     * @param setting ours, if we have run it
     * @param named whether several of ours compare with the value, so that the name is needed
     * @param published the published value
     * @param ours our median; "not run" or "no score"
     * @param difference ours minus published; empty if there is none
     */
    public record Pair(Optional<Setting> setting, boolean named, String published, String ours, String difference) {
        /** What tells our setting from the others that compare with the value. */
        public String name() {
            return setting.map(s -> s.cell() + " on " + s.backend() + " " + s.words())
                    .orElse("");
        }
    }

    /** One pair per setting of ours, or one that says that we have not run it. */
    public List<Pair> pairs() {
        if (settings.isEmpty()) {
            String value = Numbers.value(reference.value(), Names.unitOf(reference.metric()));
            return List.of(new Pair(Optional.empty(), false, value, "not run", ""));
        }
        return settings.stream().map(this::pair).toList();
    }

    private Pair pair(Setting setting) {
        Optional<Score> ours = ours(setting);
        String unit = ours.map(Score::unit).orElse(Names.unitOf(reference.metric()));
        return new Pair(
                Optional.of(setting),
                settings.size() > 1,
                Numbers.value(reference.value(), unit),
                ours.map(Score::text).orElse("no score"),
                ours.map(score -> signed(score.median() - reference.value(), unit))
                        .orElse(""));
    }

    private static String signed(double difference, String unit) {
        return (difference > 0 ? "+" : "") + Numbers.value(difference, unit);
    }
}
