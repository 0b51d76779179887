package io.recurbench.reports.html;

import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.PluginInfo;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.comparison.Comparison;
import io.recurbench.reports.model.Configuration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Facts by name with a column for each run, or for each side of a comparison.
 *
 * @param columns names of the columns
 * @param rows facts in the order of their names
 */
public record Sheet(List<String> columns, List<Row> rows) {
    private static final String NONE = "–";

    /** So many values of one fact are named. */
    private static final int MOST = 6;

    /** Copies. */
    public Sheet {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** A fact in each column, and whether the columns differ in it. */
    public record Row(String name, List<String> values, boolean differs) {
        /** Copies. */
        public Row {
            values = List.copyOf(values);
        }
    }

    /** Facts of the machine, the JVM and the harness. */
    static Sheet environment(List<Source> sources) {
        return of(sources, ofManifests(manifest -> {
            Map<String, String> facts = new TreeMap<>(Comparison.facts(manifest));
            facts.put("fingerprint", manifest.fingerprint());
            return facts;
        }));
    }

    /** Plugins with their version, jar and digest. */
    static Sheet plugins(List<Source> sources) {
        return of(sources, ofManifests(Sheet::plugins));
    }

    private static Map<String, String> plugins(Manifest manifest) {
        Map<String, String> plugins = new TreeMap<>();
        for (PluginInfo plugin : manifest.plugins()) {
            String digest = plugin.sha256();
            String shortDigest =
                    digest.isEmpty() ? "" : ", sha256 " + digest.substring(0, Math.min(12, digest.length()));
            plugins.put(
                    plugin.kind() + " " + plugin.id(),
                    "version " + plugin.version() + ", " + plugin.source() + shortDigest);
        }
        return plugins;
    }

    /** How trials were configured, the devices they ran on and the digests of their data. */
    static Sheet settings(List<Source> sources) {
        return of(sources, source -> source.trials().stream().map(Configuration::words));
    }

    /** The rows in which the columns differ. */
    public Sheet differing() {
        return new Sheet(columns, rows.stream().filter(Row::differs).toList());
    }

    private static Function<Source, Stream<? extends Map<String, String>>> ofManifests(
            Function<Manifest, Map<String, String>> facts) {
        return source -> source.manifests().stream().map(facts);
    }

    private static Sheet of(List<Source> sources, Function<Source, Stream<? extends Map<String, String>>> facts) {
        List<SortedMap<String, Set<String>>> columns = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (Source source : sources) {
            SortedMap<String, Set<String>> column = new TreeMap<>();
            facts.apply(source)
                    .forEach(own ->
                            own.forEach((name, value) -> column.computeIfAbsent(name, key -> new LinkedHashSet<>())
                                    .add(value)));
            columns.add(column);
            names.addAll(column.keySet());
        }
        List<Row> rows = new ArrayList<>();
        for (String name : names) {
            List<Set<String>> values = columns.stream()
                    .map(column -> column.getOrDefault(name, Set.of()))
                    .toList();
            rows.add(new Row(
                    name,
                    values.stream().map(Sheet::words).toList(),
                    values.stream().distinct().count() > 1));
        }
        return new Sheet(sources.stream().map(Source::name).toList(), rows);
    }

    /** The values of a column, as many as there is room for. */
    private static String words(Collection<String> values) {
        String shown = values.stream().limit(MOST).collect(Collectors.joining(" | "));
        return values.isEmpty()
                ? NONE
                : shown + (values.size() > MOST ? " | and " + (values.size() - MOST) + " more" : "");
    }

    /**
     * What a column is about.
     *
     * @param name of the column
     * @param manifests what its runs were
     * @param trials what they have
     */
    record Source(String name, List<Manifest> manifests, List<TrialRecord> trials) {}
}
