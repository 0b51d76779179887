package io.recurbench.harness.discovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Conformance;
import io.recurbench.harness.environment.BuildInfo;
import io.recurbench.results.CanonicalJson;
import io.recurbench.results.FileTrouble;
import io.recurbench.results.PlainFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What came of holding a plugin to the rules, bound to the plugin's jar: a file of canonical JSON with a digest over all
 * that stands in it. The digest guards against slips and edits in passing, not against somebody who makes it anew.
 *
 * @param facts as they stand in the file, the digest included
 */
public record ConformanceRecord(Map<String, Object> facts) {
    /** How names of its files end. */
    static final String SUFFIX = ".conformance.json";

    /** What the file says of its form. */
    private static final String SCHEMA = "recurbench-conformance/1";

    private static final int LARGEST = 4 << 20;
    private static final String DIGEST = "digest";
    private static final String PLUGIN = "plugin";

    /** Copies. */
    public ConformanceRecord {
        facts = Map.copyOf(facts);
    }

    /**
     * Of a trial.
     *
     * @param tried what was tried and what came of it: {@code extent}, {@code device}, {@code rules}, {@code passed},
     *     {@code failed}, {@code skipped}, {@code untried} ...
     */
    public static ConformanceRecord of(FoundPlugin<?> plugin, Map<String, Object> tried) {
        Map<String, Object> facts = new TreeMap<>(tried);
        facts.put("schema", SCHEMA);
        facts.put(PLUGIN, identity(plugin));
        facts.put("kit", BuildInfo.facts());
        facts.put("java", System.getProperty("java.runtime.version", "unknown"));
        facts.put(DIGEST, CanonicalJson.digest(facts));
        return new ConformanceRecord(facts);
    }

    /**
     * Reads a record.
     *
     * @throws RecurbenchException of kind RESULT if the file is none, or was changed since it was written
     */
    public static ConformanceRecord read(Path file) {
        Map<String, Object> facts;
        try {
            facts = JsonMapper.builder().build().readValue(PlainFile.read(file, LARGEST), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw invalid(file, "it is no JSON object");
        } catch (IOException e) {
            throw invalid(file, "it cannot be read: " + FileTrouble.words(e));
        }
        if (facts == null || !SCHEMA.equals(facts.get("schema")) || !(facts.get(PLUGIN) instanceof Map)) {
            throw invalid(file, "expected a record of conformance, with schema '" + SCHEMA + "'");
        }
        Map<String, Object> rest = new TreeMap<>(facts);
        rest.values().removeIf(Objects::isNull);
        Object digest = rest.remove(DIGEST);
        if (!CanonicalJson.digest(rest).equals(digest)) {
            throw invalid(
                    file, "its digest is not that of its contents: it was changed; run 'recurbench tck run' again");
        }
        rest.put(DIGEST, digest);
        return new ConformanceRecord(rest);
    }

    private static RecurbenchException invalid(Path file, String reason) {
        return RecurbenchException.result(file + ": " + reason);
    }

    /** Of the plugin: {@code kind}, {@code id}, {@code version}, {@code source}, {@code sha256}, {@code spi}. */
    public Map<String, Object> plugin() {
        Map<String, Object> plugin = new LinkedHashMap<>();
        ((Map<?, ?>) facts.getOrDefault(PLUGIN, Map.of()))
                .forEach((name, value) -> plugin.put(String.valueOf(name), value));
        return plugin;
    }

    /** As it stands in a manifest and in reports. */
    public Conformance summary() {
        Map<String, String> kit = texts("kit");
        String commit = kit.getOrDefault("commit", "");
        return new Conformance(
                number("passed"),
                number("failed"),
                number("skipped") + number("untried"),
                rulesWhere(rule -> count(rule, "failed") > 0),
                rulesWhere(rule -> count(rule, "untried") > 0 && count(rule, "passed") + count(rule, "failed") == 0),
                String.valueOf(facts.getOrDefault("extent", "unknown")),
                kit.getOrDefault("version", "unknown") + " " + commit.substring(0, Math.min(7, commit.length())),
                texts("device"),
                String.valueOf(facts.get(DIGEST)));
    }

    private List<String> rulesWhere(Predicate<Map<?, ?>> chosen) {
        List<String> ids = new ArrayList<>();
        for (Object rule : facts.get("rules") instanceof List<?> rules ? rules : List.of()) {
            if (rule instanceof Map<?, ?> fields && chosen.test(fields)) {
                ids.add(String.valueOf(fields.get("rule")));
            }
        }
        return ids;
    }

    private long number(String fact) {
        return count(facts, fact);
    }

    private static long count(Map<?, ?> fields, String name) {
        return fields.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private Map<String, String> texts(String fact) {
        Map<String, String> texts = new TreeMap<>();
        if (facts.get(fact) instanceof Map<?, ?> values) {
            values.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
        }
        return texts;
    }

    /** Whether it is about a plugin of this kind and id, in whatever jar. */
    public boolean concerns(FoundPlugin<?> found) {
        return found.kind().word().equals(plugin().get("kind")) && found.id().equals(plugin().get("id"));
    }

    /** What of a plugin is not as the record has it, each with both values; none if the record is the plugin's. */
    public List<String> differences(FoundPlugin<?> here) {
        Map<String, Object> tried = plugin();
        List<String> differences = new ArrayList<>();
        if (here.source().sha256().isEmpty()) {
            differences.add("it comes from no jar here, so that no digest binds the record to it");
        }
        identity(here).forEach((name, value) -> {
            if (!value.equals(tried.get(name))) {
                differences.add(name + " is '" + value + "' here and '" + tried.get(name) + "' in the record");
            }
        });
        return differences;
    }

    /** A name for its file: {@code "cell-acme-mgu.conformance.json"}. */
    public String fileName() {
        return plugin().get("kind") + "-" + String.valueOf(plugin().get("id")).replace(':', '-') + SUFFIX;
    }

    /** As it stands in the file. */
    public String json() {
        return CanonicalJson.of(facts) + "\n";
    }

    private static Map<String, Object> identity(FoundPlugin<?> plugin) {
        Map<String, Object> identity = new TreeMap<>();
        identity.put("kind", plugin.kind().word());
        identity.put("id", plugin.id());
        identity.put("version", plugin.version());
        identity.put("sha256", plugin.source().sha256());
        identity.put("spi", plugin.source().spiVersion().orElse(""));
        return identity;
    }
}
