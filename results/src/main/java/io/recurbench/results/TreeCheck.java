package io.recurbench.results;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/** What the schema cannot say well, or must hold before a record is built: no null but where it has a meaning. */
final class TreeCheck {
    private TreeCheck() {}

    record Problem(String pointer, String rule, String message) {}

    /** The first problem in document order. */
    static Optional<Problem> firstProblem(JsonNode tree) {
        return check("", tree);
    }

    private static Optional<Problem> check(String pointer, JsonNode node) {
        if (node.isNull() && !pointer.equals("/failure") && !pointer.matches("/metrics/\\d+/chance")) {
            return Optional.of(new Problem(pointer, "json.null", "null stands where the format has a value"));
        }
        if (node.isDouble() && !Double.isFinite(node.doubleValue())) {
            return Optional.of(new Problem(pointer, "json.range", "the number is beyond the range of a double"));
        }
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                Optional<Problem> problem = check(pointer + "/" + escaped(field.getKey()), field.getValue());
                if (problem.isPresent()) {
                    return problem;
                }
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                JsonNode element = node.get(i);
                // Curves and samples are long: numbers need no pointer of their own.
                if (element.isContainerNode() || element.isNull() || element.isDouble()) {
                    Optional<Problem> problem = element.isDouble() && Double.isFinite(element.doubleValue())
                            ? Optional.empty()
                            : check(pointer + "/" + i, element);
                    if (problem.isPresent()) {
                        return problem;
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** A name as a step of a JSON pointer. */
    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
