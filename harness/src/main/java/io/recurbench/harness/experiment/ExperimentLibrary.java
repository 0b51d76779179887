package io.recurbench.harness.experiment;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.task.Suite;
import io.recurbench.api.text.Suggestion;
import io.recurbench.harness.discovery.FoundPlugin;
import io.recurbench.harness.discovery.PluginCatalog;
import io.recurbench.harness.discovery.PluginFailure;
import io.recurbench.results.FileTrouble;
import io.recurbench.results.PlainFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The experiments that ship in suites, and those in files. */
public final class ExperimentLibrary {
    private final List<Shipped> shipped;

    private ExperimentLibrary(List<Shipped> shipped) {
        this.shipped = shipped;
    }

    /**
     * An experiment of a suite.
     *
     * @param id its id; the name of the resource if it cannot be read
     * @param title its title
     * @param suite id of the suite
     * @param scales names of its scales
     * @param file the file, or empty if it cannot be read
     * @param error why it cannot be read, or empty
     */
    public record Shipped(
            String id, String title, String suite, List<String> scales, Optional<ExperimentFile> file, String error) {}

    /** Reads the experiments of all suites; one that is wrong is listed with its error. */
    public static ExperimentLibrary of(PluginCatalog catalog) {
        List<Shipped> shipped = new ArrayList<>();
        for (FoundPlugin<Suite> suite : catalog.suites()) {
            try {
                suite.call("experiments", () -> List.copyOf(suite.plugin().experiments()))
                        .forEach(url -> shipped.add(read(suite.id(), url)));
            } catch (PluginFailure | RecurbenchException e) {
                // The experiments of the other suites stay.
                shipped.add(new Shipped(
                        suite.id(), "", suite.id(), List.of(), Optional.empty(), String.valueOf(e.getMessage())));
            }
        }
        shipped.sort(Comparator.comparing(Shipped::id));
        return new ExperimentLibrary(List.copyOf(shipped));
    }

    private static Shipped read(String suite, URL url) {
        String name = url.getPath().substring(url.getPath().lastIndexOf('/') + 1);
        try (InputStream in = url.openStream()) {
            ExperimentFile file = ExperimentFile.read(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            Experiment experiment = file.experiment();
            return new Shipped(experiment.id(), experiment.title(), suite, file.scales(), Optional.of(file), "");
        } catch (IOException | RecurbenchException e) {
            return new Shipped(name, "", suite, List.of(), Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    /** The experiments of all suites, sorted by id. */
    public List<Shipped> shipped() {
        return shipped;
    }

    /**
     * The file of an experiment.
     *
     * @param name id of a shipped experiment, or path of a file (ends with {@code .yaml} or {@code .yml})
     * @throws RecurbenchException of kind USAGE if there is none, with the nearest
     */
    public ExperimentFile find(String name) {
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            return readFile(Path.of(name));
        }
        for (Shipped experiment : shipped) {
            if (experiment.id().equals(name)) {
                return experiment.file().orElseThrow(() -> RecurbenchException.usage(experiment.error()));
            }
        }
        List<String> ids = shipped.stream().map(Shipped::id).toList();
        throw RecurbenchException.usage("no experiment '" + name + "'" + Suggestion.of(name, ids) + "; there are "
                + (ids.isEmpty() ? "none" : String.join(", ", ids)) + ", or give the path of a .yaml file");
    }

    /** Reads a file of the user's. */
    public static ExperimentFile readFile(Path path) {
        try {
            // A link is followed: the user has named it.
            byte[] text = PlainFile.read(path.toRealPath(), Yaml.LONGEST);
            return ExperimentFile.read(
                    path.toString(),
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(text))
                            .toString());
        } catch (java.nio.charset.CharacterCodingException e) {
            throw new RecurbenchException(RecurbenchException.Kind.USAGE, path + " is not UTF-8", e);
        } catch (IOException e) {
            throw new RecurbenchException(
                    RecurbenchException.Kind.USAGE,
                    "experiment file " + path + " cannot be read: " + FileTrouble.words(e),
                    e);
        }
    }
}
