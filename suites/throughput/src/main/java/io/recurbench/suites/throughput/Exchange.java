package io.recurbench.suites.throughput;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** A folder through which this JVM and its forks talk: the request goes in; facts of each fork, or an objection, come out. */
final class Exchange implements AutoCloseable {
    /** The system property that names the folder to a fork. */
    static final String PROPERTY = "recurbench.throughput.exchange";

    private static final String REQUEST = "request.properties";
    private static final String OBJECTION = "objection.txt";
    private static final String FACTS = "facts-";

    private final Path folder;

    private Exchange(Path folder) {
        this.folder = folder;
    }

    /** A new one, with the request in it. */
    static Exchange of(StepRequest request) throws IOException {
        Exchange exchange = new Exchange(Files.createTempDirectory("recurbench-step"));
        write(exchange.folder.resolve(REQUEST), request.values());
        return exchange;
    }

    /** That of the JVM that this is a fork of. */
    static Exchange ofThisFork() {
        String folder = System.getProperty(PROPERTY);
        if (folder == null) {
            throw new IllegalStateException(
                    "this benchmark is run by the suite throughput: " + PROPERTY + " is not set");
        }
        return new Exchange(Path.of(folder));
    }

    /** The flag that hands it to a fork. */
    String flag() {
        return "-D" + PROPERTY + "=" + folder;
    }

    StepRequest request() throws IOException {
        return new StepRequest(read(folder.resolve(REQUEST)));
    }

    /** Leaves the facts of this fork. */
    void leave(StepFacts facts) throws IOException {
        write(Files.createTempFile(folder, FACTS, ".properties"), facts.values());
    }

    /** The facts of all forks. */
    List<StepFacts> facts() throws IOException {
        List<StepFacts> facts = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, FACTS + "*")) {
            for (Path file : files) {
                facts.add(StepFacts.of(read(file)));
            }
        }
        return facts;
    }

    /** Leaves word that what is timed is not the work. */
    void object(String complaint) throws IOException {
        Files.writeString(folder.resolve(OBJECTION), complaint);
    }

    /** What a fork has objected to. */
    Optional<String> objection() throws IOException {
        Path file = folder.resolve(OBJECTION);
        return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    @Override
    public void close() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            // A file left in the temporary folder harms nobody; the measurement stands.
        }
    }

    private static void write(Path file, Properties values) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            values.store(writer, null);
        }
    }

    private static Properties read(Path file) throws IOException {
        Properties values = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            values.load(reader);
        }
        return values;
    }
}
