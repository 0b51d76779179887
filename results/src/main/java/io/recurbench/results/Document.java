package io.recurbench.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.TrialRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The kinds of documents that a run leaves, each with all that makes one valid: strict JSON within the limits, our version,
 * the schema, what no schema can say, and that its record can be made of it. The validator lists what is found here and the
 * reader refuses it, so that a file is valid for both or for neither.
 *
 * @param <T> what is made of it
 */
final class Document<T> {
    static final Document<TrialRecord> TRIAL =
            new Document<>(TrialRecord.class, Schemas::compiledTrial, CrossChecks::trial, FlatTrial::nested);
    static final Document<Manifest> MANIFEST =
            new Document<>(Manifest.class, Schemas::compiledManifest, (place, tree) -> List.of(), Document::records);
    static final Document<AnalysisFile.Contents> ANALYSIS = new Document<>(
            AnalysisFile.Contents.class, Schemas::compiledAnalysis, (place, tree) -> List.of(), tree -> tree);

    static final Document<Calibration> CALIBRATION =
            new Document<>(Calibration.class, Schemas::compiledCalibration, (place, tree) -> List.of(), tree -> tree);

    /** Violations of one document that are worth a line each: what is wrong throughout is clear by then. */
    private static final int MAX_LISTED = 20;

    /** Characters of a document whose violations are all looked for: each costs memory, so of a longer one the first is told. */
    private static final int MAX_CHARACTERS_LISTED = 1 << 18;

    private final Class<T> type;
    private final Supplier<JsonSchema> schema;
    private final BiFunction<Place, ObjectNode, List<Finding>> ownRules;
    private final UnaryOperator<ObjectNode> form;

    /**
     * A kind of document.
     *
     * @param form its fields as the components of the record have them
     */
    private Document(
            Class<T> type,
            Supplier<JsonSchema> schema,
            BiFunction<Place, ObjectNode, List<Finding>> ownRules,
            UnaryOperator<ObjectNode> form) {
        this.type = type;
        this.schema = schema;
        this.ownRules = ownRules;
        this.form = form;
    }

    /**
     * What was found.
     *
     * @param value the record; empty if there is an error
     * @param findings errors and warnings
     */
    record Examined<T>(Optional<T> value, List<Finding> findings) {}

    /** Examines a document; that there is no text means that it is not UTF-8. */
    Examined<T> examine(Place place, Optional<String> text) {
        List<Finding> findings = new ArrayList<>();
        Optional<T> value = Optional.empty();
        try {
            if (text.isEmpty()) {
                findings.add(place.error("", "json.utf-8", "not UTF-8"));
            } else {
                value = examine(place, text.get(), findings);
            }
        } catch (RecurbenchException e) {
            findings.add(Findings.syntax(place, e));
        }
        return new Examined<>(value, List.copyOf(findings));
    }

    private Optional<T> examine(Place place, String text, List<Finding> findings) {
        ObjectNode tree = Json.parse(text);
        Optional<Finding> otherVersion = Findings.version(place, tree.path("schemaVersion"));
        if (otherVersion.isPresent()) {
            findings.add(otherVersion.get());
            return Optional.empty();
        }
        Optional<TreeCheck.Problem> noValue = TreeCheck.firstProblem(tree);
        if (noValue.isPresent()) {
            // The library that knows schemas cannot take every number.
            TreeCheck.Problem p = noValue.get();
            findings.add(place.error(p.pointer(), p.rule(), p.message()));
            return Optional.empty();
        }
        findings.addAll(ownRules.apply(place, tree));
        violations(tree, text.length()).stream()
                .sorted(Comparator.comparing(
                                (ValidationMessage m) -> m.getInstanceLocation().toString())
                        .thenComparing(ValidationMessage::getMessage))
                .limit(MAX_LISTED)
                .map(message -> Findings.schema(place, message))
                .forEach(findings::add);
        findings.addAll(CrossChecks.unknownFields(place, tree, schema.get().getSchemaNode()));
        return findings.stream().anyMatch(Finding::isError) ? Optional.empty() : record(place, tree, findings);
    }

    /**
     * A plugin without a record of conformance says nothing of one, the oldest records nothing of rules that were not tried,
     * and a whole experiment nothing of a shard.
     */
    private static ObjectNode records(ObjectNode manifest) {
        if (!manifest.has("shard")) {
            manifest.putNull("shard");
        }
        for (JsonNode plugin : manifest.path("plugins")) {
            if (plugin instanceof ObjectNode fields && !fields.has("conformance")) {
                fields.putNull("conformance");
            } else if (plugin.path("conformance") instanceof ObjectNode record && !record.has("untried")) {
                record.putArray("untried");
            }
        }
        return manifest;
    }

    private Collection<ValidationMessage> violations(JsonNode tree, int characters) {
        Collection<ValidationMessage> first = schema.get()
                .validate(tree, context -> context.getExecutionConfig().setFailFast(true));
        return first.isEmpty() || characters > MAX_CHARACTERS_LISTED
                ? first
                : schema.get().validate(tree);
    }

    private Optional<T> record(Place place, ObjectNode tree, List<Finding> findings) {
        try {
            return Optional.of(Json.MAPPER.treeToValue(form.apply(tree), type));
        } catch (JsonProcessingException e) {
            findings.add(Findings.value(place, tree, e));
            return Optional.empty();
        }
    }
}
