package io.recurbench.reports.model;

import io.recurbench.api.record.Conformance;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.PluginInfo;
import io.recurbench.api.record.TrialSetting;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a plugin that trials have used: whether it keeps the rules, as records say that are bound to its jar.
 *
 * @param plugin its kind and id
 * @param verdict of all runs; the worst where they differ
 * @param words what the records say
 */
public record Proof(String plugin, Verdict verdict, String words) {
    private static final String ABSENT = "no record of its jar";

    /** Whether a plugin keeps the rules, best first. */
    public enum Verdict {
        /** A record says so. */
        CONFORMS("conforms", "good"),
        /** A record knows of no broken rule, and not of all rules. */
        UNTRIED("not wholly tried", "unknown"),
        /** There is no record of the jar that was used. */
        UNKNOWN("no record", "unknown"),
        /** A record says that it does not. */
        BREAKS("breaks rules", "bad");

        private final String word;
        private final String style;

        Verdict(String word, String style) {
            this.word = word;
            this.style = style;
        }

        /** Of its badge. */
        public String style() {
            return style;
        }

        /** For readers. */
        public String word() {
            return word;
        }
    }

    /** Of every backend, cell and task that trials have used. */
    static List<Proof> of(List<Setting> settings, List<Manifest> manifests) {
        Set<Map.Entry<String, String>> used = new LinkedHashSet<>();
        Set<String> backends = new TreeSet<>();
        Set<String> cells = new TreeSet<>();
        Set<String> tasks = new TreeSet<>();
        for (Setting setting : settings) {
            TrialSetting of = setting.example().setting();
            backends.add(of.backend().id());
            cells.add(of.cell().id());
            tasks.add(of.task().id());
        }
        backends.forEach(id -> used.add(Map.entry("backend", id)));
        cells.forEach(id -> used.add(Map.entry("cell", id)));
        tasks.forEach(id -> used.add(Map.entry("task", id)));
        return used.stream()
                .map(plugin -> of(plugin.getKey(), plugin.getValue(), manifests))
                .toList();
    }

    private static Proof of(String kind, String id, List<Manifest> manifests) {
        Verdict worst = Verdict.CONFORMS;
        Set<String> words = new LinkedHashSet<>();
        for (Manifest manifest : manifests) {
            for (PluginInfo plugin : manifest.plugins()) {
                if (plugin.kind().equals(kind) && plugin.id().equals(id)) {
                    Verdict verdict = verdict(plugin.conformance());
                    worst = verdict.compareTo(worst) > 0 ? verdict : worst;
                    words.add(words(plugin));
                }
            }
        }
        return words.isEmpty()
                ? new Proof(kind + " " + id, Verdict.UNKNOWN, ABSENT)
                : new Proof(kind + " " + id, worst, String.join("; ", words));
    }

    /** What a record says; null where there is none. */
    public static Verdict verdict(@Nullable Conformance record) {
        if (record == null) {
            return Verdict.UNKNOWN;
        }
        return record.failed() > 0 ? Verdict.BREAKS : record.conforms() ? Verdict.CONFORMS : Verdict.UNTRIED;
    }

    private static String words(PluginInfo plugin) {
        Conformance record = plugin.conformance();
        if (record == null) {
            return ABSENT;
        }
        List<String> words = new ArrayList<>(List.of(record.words()));
        if (!record.device().isEmpty()) {
            words.add("on "
                    + record.device().entrySet().stream()
                            .map(fact -> fact.getKey() + " " + fact.getValue())
                            .collect(Collectors.joining(", ")));
        }
        words.add("jar "
                + plugin.sha256().substring(0, Math.min(12, plugin.sha256().length())));
        return String.join("; ", words);
    }
}
