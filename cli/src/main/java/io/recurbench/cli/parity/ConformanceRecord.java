package io.recurbench.cli.parity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.recurbench.api.RecurbenchException;
import io.recurbench.harness.discovery.FoundPlugin;
import io.recurbench.harness.environment.BuildInfo;
import io.recurbench.results.CanonicalJson;
import io.recurbench.results.FileTrouble;
import io.recurbench.results.PlainFile;
import io.recurbench.testkit.rule.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What came of holding a plugin to the rules, bound to the plugin's jar: a file of canonical JSON with a digest over all
 * that stands in it. The digest guards against slips and edits in passing, not against somebody who makes it anew.
 *
 * @param facts as they stand in the file, the digest included
 */
public record ConformanceRecord(Map<String, Object> facts) {
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
     * @param device facts of the device, empty for a cell
     * @param extent {@code "full"} or {@code "brief"}
     */
    public static ConformanceRecord of(
            FoundPlugin<?> plugin, Map<String, String> device, String extent, List<Finding> findings) {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("schema", SCHEMA);
        facts.put(PLUGIN, identity(plugin));
        facts.put("kit", BuildInfo.facts());
        facts.put("java", System.getProperty("java.runtime.version", "unknown"));
        facts.put("device", new TreeMap<>(device));
        facts.put("extent", extent);
        facts.put("rules", rules(findings));
        for (Finding.Status status : Finding.Status.values()) {
            facts.put(word(status), count(findings, status));
        }
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

    /** Whether no rule was broken. */
    public boolean passed() {
        return facts.get(word(Finding.Status.FAILED)) instanceof Number failed && failed.longValue() == 0;
    }

    /** In words: {@code "156 passed, 0 failed, 3 skipped"}. */
    public String counts() {
        return facts.get("passed") + " passed, " + facts.get("failed") + " failed, " + facts.get("skipped")
                + " skipped";
    }

    /** What of a plugin is not as the record has it, each with both values; none if the record is the plugin's. */
    public List<String> differences(FoundPlugin<?> here) {
        Map<String, Object> tried = plugin();
        List<String> differences = new ArrayList<>();
        identity(here).forEach((name, value) -> {
            if (!value.equals(tried.get(name))) {
                differences.add(name + " is '" + value + "' here and '" + tried.get(name) + "' in the record");
            }
        });
        return differences;
    }

    /** A name for its file: {@code "cell-acme-mgu.conformance.json"}. */
    public String fileName() {
        return plugin().get("kind") + "-" + String.valueOf(plugin().get("id")).replace(':', '-') + ".conformance.json";
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

    private static List<Map<String, Object>> rules(List<Finding> findings) {
        Map<String, List<Finding>> byRule = new LinkedHashMap<>();
        findings.forEach(finding ->
                byRule.computeIfAbsent(finding.rule(), id -> new ArrayList<>()).add(finding));
        List<Map<String, Object>> rules = new ArrayList<>();
        byRule.forEach((id, found) -> {
            Map<String, Object> rule = new TreeMap<>();
            rule.put("rule", id);
            rule.put("title", found.get(0).title());
            for (Finding.Status status : Finding.Status.values()) {
                rule.put(word(status), count(found, status));
            }
            rules.add(rule);
        });
        return rules;
    }

    private static String word(Finding.Status status) {
        return status.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static long count(List<Finding> findings, Finding.Status status) {
        return findings.stream().filter(finding -> finding.status() == status).count();
    }
}
