package io.recurbench.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The JSON Schemas (draft 2020-12) of the format, as they stand in this jar. */
final class Schemas {
    private static final String TRIAL = "trial-1.schema.json";
    private static final String MANIFEST = "manifest-1.schema.json";
    private static final String ANALYSIS = "analysis-1.schema.json";
    private static final String CALIBRATION = "calibration-1.schema.json";

    private Schemas() {}

    static JsonSchema compiledTrial() {
        return Compiled.TRIAL_SCHEMA;
    }

    static JsonSchema compiledManifest() {
        return Compiled.MANIFEST_SCHEMA;
    }

    static JsonSchema compiledAnalysis() {
        return Compiled.ANALYSIS_SCHEMA;
    }

    static JsonSchema compiledCalibration() {
        return Compiled.CALIBRATION_SCHEMA;
    }

    /** Compiled on first use, once. */
    private static final class Compiled {
        static final JsonSchema TRIAL_SCHEMA = compile(TRIAL);
        static final JsonSchema MANIFEST_SCHEMA = compile(MANIFEST);
        static final JsonSchema ANALYSIS_SCHEMA = compile(ANALYSIS);
        static final JsonSchema CALIBRATION_SCHEMA = compile(CALIBRATION);

        private static JsonSchema compile(String name) {
            SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                    .pathType(PathType.JSON_POINTER)
                    .locale(Locale.ROOT)
                    .build();
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(tree(name), config);
        }
    }

    private static JsonNode tree(String name) {
        return Json.parse(text(name));
    }

    private static String text(String name) {
        try (InputStream in = Schemas.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the jar of the results module");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
