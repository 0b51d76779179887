package io.recurbench.results;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recurbench.api.record.TrialRecord;
import java.util.Map;
import java.util.Set;

/** A trial as it stands in JSON: the fields of what its record nests beside its own, in the order of the schema. */
final class FlatTrial {
    private static final String SPEC = "spec";
    private static final String SETTING = "setting";

    /** Younger than the format: a record without it is of the first method. */
    private static final String METHOD = "method";

    /** Names of components that are no fields. */
    static final Set<String> NESTED = Set.of(SPEC, SETTING);

    private FlatTrial() {}

    static ObjectNode of(TrialRecord trial) {
        ObjectNode record = Json.MAPPER.valueToTree(trial);
        ObjectNode spec = (ObjectNode) record.remove(SPEC);
        ObjectNode setting = (ObjectNode) spec.remove(SETTING);
        record.setAll(spec);
        record.setAll(setting);
        ObjectNode inOrder = record.objectNode();
        for (Map.Entry<String, ?> field :
                Schemas.compiledTrial().getSchemaNode().path("properties").properties()) {
            inOrder.set(field.getKey(), record.remove(field.getKey()));
        }
        // What no schema names would stand at the end, and not be lost.
        return inOrder.setAll(record);
    }

    /** The same fields where the record has them: each part finds its own, and no part minds those of the others. */
    static ObjectNode nested(ObjectNode flat) {
        ObjectNode spec = flat.objectNode().setAll(flat);
        spec.set(SETTING, flat);
        ObjectNode record =
                flat.objectNode().put(METHOD, TrialRecord.FIRST_METHOD).setAll(flat);
        record.set(SPEC, spec);
        return record;
    }
}
