package io.recurbench.results;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules between fields and between records, which no schema holds. */
final class CrossChecks {
    private final String file;
    private final Map<String, Integer> lineOfAttempt = new HashMap<>();
    private final Set<String> keys = new LinkedHashSet<>();

    CrossChecks(String file) {
        this.file = file;
    }

    /** The keys seen so far. */
    Set<String> keys() {
        return Collections.unmodifiableSet(keys);
    }

    List<Finding> trial(int line, JsonNode trial) {
        List<Finding> findings = new ArrayList<>();
        String key = trial.path("key").asText();
        keys.add(key);
        Integer earlier =
                lineOfAttempt.putIfAbsent(key + "#" + trial.path("attempt").asText(), line);
        if (earlier != null) {
            findings.add(Findings.at(
                    file,
                    line,
                    "/key",
                    "trial.duplicate",
                    "attempt " + trial.path("attempt").asText() + " of trial " + key + " stands on line " + earlier
                            + " too"));
        }
        failure(line, trial, findings);
        for (int i = 0; i < trial.path("curves").size(); i++) {
            JsonNode curve = trial.path("curves").get(i);
            if (curve.path("x").size() != curve.path("y").size()) {
                findings.add(Findings.at(
                        file,
                        line,
                        "/curves/" + i,
                        "curve.length",
                        curve.path("x").size() + " abscissae and "
                                + curve.path("y").size() + " ordinates"));
            }
        }
        return findings;
    }

    private void failure(int line, JsonNode trial, List<Finding> findings) {
        String outcome = trial.path("outcome").asText();
        boolean has = trial.path("failure").isObject();
        if (has && outcome.equals("COMPLETED")) {
            findings.add(Findings.at(file, line, "/failure", "trial.failure", "a completed trial has a failure"));
        }
        if (!has && (outcome.equals("FAILED") || outcome.equals("TIMEOUT"))) {
            findings.add(
                    Findings.at(file, line, "/failure", "trial.failure", "outcome " + outcome + " without a failure"));
        }
    }

    /** Warnings for fields that the schema does not name, on the first level. */
    static List<Finding> unknownFields(String file, int line, JsonNode tree, JsonNode schema) {
        List<Finding> findings = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : tree.properties()) {
            String name = field.getKey();
            if (!schema.path("properties").has(name)) {
                findings.add(Findings.warning(
                        file,
                        line,
                        "/" + name,
                        "field.unknown",
                        "field '" + name + "' is not known to this version and is ignored"));
            }
        }
        return findings;
    }

    /** Warnings for trials that the manifest does not plan. */
    static List<Finding> plan(RunFolder folder, JsonNode manifest, Set<String> keys) {
        Set<String> planned = new HashSet<>();
        manifest.path("plannedTrials").forEach(key -> planned.add(key.asText()));
        return keys.stream()
                .filter(key -> !planned.contains(key))
                .map(key -> Findings.warning(
                        folder.results().toString(),
                        0,
                        "",
                        "trial.unplanned",
                        "trial " + key + " is not among those that the manifest plans"))
                .toList();
    }
}
