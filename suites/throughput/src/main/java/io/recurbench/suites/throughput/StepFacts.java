package io.recurbench.suites.throughput;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What a fork says of itself, in a file beside the request.
 *
 * @param memoryBytes held by the trainer after the measurement
 * @param parameters of the model
 * @param flops multiplications and additions of the matrix products of one timed region
 * @param loss of the last step, to show that it was computed
 */
record StepFacts(long memoryBytes, long parameters, long flops, double loss) {

    static Path beside(Path request) {
        return Path.of(request + ".facts");
    }

    void write(Path request) throws IOException {
        Properties values = new Properties();
        values.setProperty("memory", Long.toString(memoryBytes));
        values.setProperty("parameters", Long.toString(parameters));
        values.setProperty("flops", Long.toString(flops));
        values.setProperty("loss", Double.toString(loss));
        try (Writer writer = Files.newBufferedWriter(beside(request), StandardCharsets.UTF_8)) {
            values.store(writer, null);
        }
    }

    static StepFacts read(Path request) throws IOException {
        Properties values = new Properties();
        try (Reader reader = Files.newBufferedReader(beside(request), StandardCharsets.UTF_8)) {
            values.load(reader);
        }
        return new StepFacts(
                Long.parseLong(values.getProperty("memory")),
                Long.parseLong(values.getProperty("parameters")),
                Long.parseLong(values.getProperty("flops")),
                Double.parseDouble(values.getProperty("loss")));
    }
}
