package io.recurbench.comparison;

import io.recurbench.api.record.Manifest;
import io.recurbench.comparison.Row.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A comparison for programs: what {@code comparison-1.schema.json} describes. */
public final class ComparisonDocument {
    /** Name and version of the format. */
    public static final String SCHEMA = "recurbench-comparison/1";

    private ComparisonDocument() {}

    /** Maps, lists, strings, numbers and truth values. */
    public static Map<String, Object> of(Comparison comparison) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schema", SCHEMA);
        document.put("method", Comparison.METHOD);
        document.put("regression", !comparison.regressions().isEmpty());
        document.put("refused", !comparison.refused().isEmpty());
        document.put("settings", settings(comparison.settings()));
        document.put("base", side(comparison.base()));
        document.put("new", side(comparison.next()));
        document.put(
                "environment",
                comparison.environment().stream()
                        .map(fact -> Map.of("name", fact.name(), "base", fact.base(), "new", fact.next()))
                        .toList());
        Map<String, Object> counts = new LinkedHashMap<>();
        for (Verdict verdict : Verdict.values()) {
            counts.put(verdict.words(), comparison.rows(verdict).size());
        }
        document.put("counts", counts);
        document.put(
                "rows", comparison.rows().stream().map(ComparisonDocument::row).toList());
        return document;
    }

    private static Map<String, Object> settings(Settings settings) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("level", settings.level());
        map.put("correction", "Holm");
        map.put("leastChangeOfQuality", settings.quality());
        map.put("leastChangeOfSpeed", settings.speed());
        map.put("floors", settings.floors());
        map.put("allowOtherEnvironment", settings.allowOtherEnvironment());
        return map;
    }

    private static List<Map<String, Object>> side(Side side) {
        List<Map<String, Object>> runs = new ArrayList<>();
        for (Side.Run run : side.runs()) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("path", run.path());
            map.put("trials", run.trials().size());
            map.put("experiment", run.manifest().map(Manifest::experiment).orElse("unknown"));
            map.put("created", run.manifest().map(Manifest::created).orElse("unknown"));
            map.put("fingerprint", run.fingerprint().orElse("unknown"));
            map.put("harness", run.manifest().map(Manifest::harness).orElse(Map.of()));
            runs.add(map);
        }
        return runs;
    }

    private static Map<String, Object> row(Row row) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", row.name());
        map.put("kind", row.kind().name().toLowerCase(Locale.ROOT));
        map.put("verdict", row.verdict().words());
        map.put("why", row.why());
        map.put("noisy", row.noisy());
        row.metric().ifPresent(metric -> {
            map.put("metric", metric.name());
            map.put("unit", metric.unit());
            map.put("direction", metric.direction().name().toLowerCase(Locale.ROOT));
        });
        row.effect().ifPresent(effect -> map.put("effect", effect(effect)));
        map.put("seeds", row.seeds().stream().map(ComparisonDocument::seed).toList());
        return map;
    }

    private static Map<String, Object> effect(Effect effect) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("scale", effect.scale().name().toLowerCase(Locale.ROOT));
        map.put("base", effect.base());
        map.put("new", effect.next());
        map.put("change", effect.change().value());
        map.put("low", effect.change().low());
        map.put("high", effect.change().high());
        map.put("least", effect.minimum());
        effect.test().ifPresent(test -> {
            map.put("test", test.name());
            map.put("p", test.p());
            map.put("adjusted", test.adjusted());
        });
        return map;
    }

    private static Map<String, Object> seed(Row.Seed seed) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("seed", seed.index());
        map.put("base", measured(seed.base()));
        map.put("new", measured(seed.next()));
        return map;
    }

    private static Map<String, Object> measured(Row.Measured measured) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("keys", measured.keys());
        map.put("values", measured.values());
        map.put("troubles", measured.troubles());
        return map;
    }
}
