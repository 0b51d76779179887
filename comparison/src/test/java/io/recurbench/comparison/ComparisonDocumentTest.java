package io.recurbench.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.recurbench.api.record.Outcome;
import io.recurbench.results.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ComparisonDocumentTest {
    private static JsonSchema schema() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(ComparisonDocument.class.getResourceAsStream("comparison-1.schema.json"))) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(in);
        }
    }

    @Test
    void everyVerdictStandsInADocumentOfItsSchema() throws IOException {
        Results base = Results.on("a")
                .accuracy("rnn", 0.9, 0.9, 0.9, 0.9, 0.9)
                .accuracy("gru", 0.5, 0.5, 0.5, 0.5, 0.5)
                .accuracy("lstm", 1, 1, 1)
                .accuracy("mirnn", 1)
                .accuracy("bilinear", 1)
                .speed("rnn", "cpu", new double[] {1}, new double[] {1.1}, new double[] {1.2}, new double[] {1.3})
                .speed("gru", "cpu", new double[] {2}, new double[] {2.1}, new double[] {2.2}, new double[] {2.3});
        Results next = Results.on("a")
                .accuracy("rnn", 0.1, 0.1, 0.1, 0.1, 0.1)
                .accuracy("gru", 0.9, 0.9, 0.9, 0.9, 0.9)
                .accuracy("lstm", 1, 1, 1)
                .ended("mirnn", 0, Outcome.SKIPPED, "not here")
                .accuracy("cprnn", 1)
                .speed("rnn", "cpu", new double[] {2}, new double[] {2.1}, new double[] {2.2}, new double[] {2.3})
                .speed("gru", "cpu", new double[] {1}, new double[] {1.1}, new double[] {1.2}, new double[] {1.3});
        Settings lenient = new Settings(
                0.5, 0.01, 0.05, java.util.Map.of(), false, java.util.Optional.empty(), java.util.Optional.empty());
        Comparison comparison = Comparer.compare(base.side(), next.side(), lenient);

        assertThat(comparison.rows()).extracting(Row::verdict).contains(Verdict.values());
        String json = CanonicalJson.lines(ComparisonDocument.of(comparison));
        assertThat(schema().validate(json, InputFormat.JSON)).isEmpty();
        assertThat(json).contains("\"regression\": true".replace(": ", " : "));
        // The schema is not one that everything passes.
        assertThat(schema().validate(json.replace("\"only in new\"", "\"elsewhere\""), InputFormat.JSON))
                .isNotEmpty();
    }
}
