package io.recurbench.comparison;

import io.recurbench.api.record.Manifest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What became of what.
 *
 * @param settings when a difference counts
 * @param base the old side
 * @param next the new side
 * @param rows in the order of the old side, then what the new one alone has
 * @param refused why some of what both sides have was not compared; empty if all was
 */
public record Comparison(Settings settings, Side base, Side next, List<Row> rows, Set<Refusal> refused) {
    /** The version of the method: what is measured, tested and called what. Results of two are not set side by side. */
    public static final int METHOD = 1;

    /** Copies. */
    public Comparison {
        rows = List.copyOf(rows);
        refused = Collections.unmodifiableSet(refused.isEmpty() ? Set.of() : EnumSet.copyOf(refused));
    }

    /** The rows of a verdict. */
    public List<Row> rows(Verdict verdict) {
        return rows.stream().filter(row -> row.verdict() == verdict).toList();
    }

    /** What has become worse. */
    public List<Row> regressions() {
        return rows.stream().filter(row -> row.verdict().isRegression()).toList();
    }

    /** What both sides have. */
    public List<Row> compared() {
        return rows.stream().filter(row -> row.verdict().isCompared()).toList();
    }

    /**
     * A fact of the environment in which the sides differ.
     *
     * @param name of the fact
     * @param base its values on the old side
     * @param next its values on the new side
     */
    public record Difference(String name, String base, String next) {}

    /** In what the environments and builds of the sides differ. */
    public List<Difference> environment() {
        TreeSet<String> names = new TreeSet<>();
        manifests(base).forEach(manifest -> names.addAll(facts(manifest).keySet()));
        manifests(next).forEach(manifest -> names.addAll(facts(manifest).keySet()));
        List<Difference> differences = new ArrayList<>();
        for (String name : names) {
            String one = values(base, name);
            String other = values(next, name);
            if (!one.equals(other)) {
                differences.add(new Difference(name, one, other));
            }
        }
        return differences;
    }

    private static List<Manifest> manifests(Side side) {
        return side.runs().stream().flatMap(run -> run.manifest().stream()).toList();
    }

    /** Facts of the machine, the JVM and, with {@code "harness "} before their names, the build of a run. */
    public static Map<String, String> facts(Manifest manifest) {
        Map<String, String> facts = new TreeMap<>(manifest.environment());
        manifest.harness().forEach((name, value) -> facts.put("harness " + name, value));
        return facts;
    }

    private static String values(Side side, String name) {
        List<String> values = manifests(side).stream()
                .map(manifest -> facts(manifest).getOrDefault(name, "unknown"))
                .distinct()
                .sorted()
                .toList();
        return values.isEmpty() ? "unknown" : String.join(" | ", values);
    }
}
