package io.recurbench.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recurbench.api.record.Metric;
import io.recurbench.api.record.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Rules between the fields of a document, which no schema holds. */
final class CrossChecks {
    private static final int MAX_OF_A_RULE = 20;

    private CrossChecks() {}

    /**
     * Checks a trial. Words that a later version may have added do not make it unreadable: they are replaced in the tree, and
     * that is a warning.
     */
    static List<Finding> trial(Place place, ObjectNode trial) {
        List<Finding> findings = new ArrayList<>();
        outcome(place, trial, findings);
        directions(place, trial.path("metrics"), findings);
        curves(place, trial.path("curves"), findings);
        return findings;
    }

    private static void directions(Place place, JsonNode metrics, List<Finding> findings) {
        int told = 0;
        for (int i = 0; i < metrics.size(); i++) {
            if (metrics.path(i) instanceof ObjectNode metric
                    && isUnknown(metric, "direction", Metric.Direction.values())) {
                String word = metric.path("direction").asText();
                metric.put("direction", Metric.Direction.NONE.name());
                if (told++ < MAX_OF_A_RULE) {
                    findings.add(place.warning(
                            "/metrics/" + i + "/direction",
                            "direction.unknown",
                            "unknown direction '" + word + "': taken for NONE (this version knows "
                                    + List.of(Metric.Direction.values()) + ")"));
                }
            }
        }
    }

    private static void curves(Place place, JsonNode curves, List<Finding> findings) {
        int told = 0;
        for (int i = 0; i < curves.size() && told < MAX_OF_A_RULE; i++) {
            int abscissae = curves.path(i).path("x").size();
            int ordinates = curves.path(i).path("y").size();
            if (abscissae != ordinates) {
                told++;
                findings.add(place.error(
                        "/curves/" + i, "curve.length", abscissae + " abscissae and " + ordinates + " ordinates"));
            }
        }
    }

    private static void outcome(Place place, ObjectNode trial, List<Finding> findings) {
        String outcome = trial.path("outcome").asText();
        boolean failed = trial.path("failure").isObject();
        if (isUnknown(trial, "outcome", Outcome.values())) {
            trial.put("outcome", Outcome.FAILED.name());
            if (!failed) {
                trial.putObject("failure")
                        .put("type", "unknown-outcome")
                        .put("message", "outcome '" + outcome + "' is not known to this version")
                        .put("trace", "");
            }
            findings.add(place.warning(
                    "/outcome",
                    "outcome.unknown",
                    "unknown outcome '" + outcome + "': counted as FAILED (this version knows "
                            + List.of(Outcome.values()) + ")"));
        } else if (failed && outcome.equals(Outcome.COMPLETED.name())) {
            findings.add(place.error("/failure", "trial.failure", "a completed trial has a failure"));
        } else if (!failed && (outcome.equals(Outcome.FAILED.name()) || outcome.equals(Outcome.TIMEOUT.name()))) {
            findings.add(place.error("/failure", "trial.failure", "outcome " + outcome + " without a failure"));
        }
    }

    private static boolean isUnknown(ObjectNode node, String field, Enum<?>[] known) {
        JsonNode word = node.path(field);
        return word.isTextual()
                && Arrays.stream(known).noneMatch(value -> value.name().equals(word.asText()));
    }

    /** Warnings for fields that the schema does not name, on the first level. */
    static List<Finding> unknownFields(Place place, JsonNode tree, JsonNode schema) {
        JsonNode known = schema.path("properties");
        return tree.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> !known.has(name))
                .limit(MAX_OF_A_RULE)
                .map(name -> place.warning(
                        "/" + TreeCheck.escaped(name),
                        "field.unknown",
                        "field '" + name + "' is not known to this version and is ignored"))
                .toList();
    }
}
