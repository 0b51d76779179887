package io.recurbench.reports.html;

import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.PluginInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Facts by name with a column per run.
 *
 * @param columns names of the runs
 * @param rows facts in the order of their names
 */
public record Sheet(List<String> columns, List<Row> rows) {
    private static final String NONE = "–";

    /** Copies. */
    public Sheet {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** A fact in each run, and whether the runs differ in it. */
    public record Row(String name, List<String> values, boolean differs) {
        /** Copies. */
        public Row {
            values = List.copyOf(values);
        }
    }

    /** Facts of the machine, the JVM and the harness. */
    static Sheet environment(List<Manifest> manifests) {
        return of(manifests, manifest -> {
            Map<String, String> facts = new TreeMap<>(manifest.environment());
            manifest.harness().forEach((name, value) -> facts.put("harness." + name, value));
            facts.put("fingerprint", manifest.fingerprint());
            return facts;
        });
    }

    /** Plugins with their version, jar and digest. */
    static Sheet plugins(List<Manifest> manifests) {
        return of(manifests, manifest -> {
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
        });
    }

    private interface Facts {
        Map<String, String> of(Manifest manifest);
    }

    private static Sheet of(List<Manifest> manifests, Facts facts) {
        Map<String, String[]> rows = new TreeMap<>();
        for (int column = 0; column < manifests.size(); column++) {
            for (Map.Entry<String, String> fact :
                    facts.of(manifests.get(column)).entrySet()) {
                rows.computeIfAbsent(fact.getKey(), name -> {
                            String[] empty = new String[manifests.size()];
                            Arrays.fill(empty, NONE);
                            return empty;
                        })[column] =
                        fact.getValue();
            }
        }
        List<String> columns = new ArrayList<>();
        manifests.forEach(manifest -> columns.add(manifest.experiment() + ", " + manifest.created()));
        List<Row> list = new ArrayList<>();
        rows.forEach((name, values) -> list.add(new Row(
                name, Arrays.asList(values), Arrays.stream(values).distinct().count() > 1)));
        return new Sheet(columns, list);
    }
}
