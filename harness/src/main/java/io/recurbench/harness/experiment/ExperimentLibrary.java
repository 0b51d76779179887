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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The experiments that ship in suites, and those in files. */
public final class ExperimentLibrary {
    private final List<Shipped> shipped;

    private ExperimentLibrary(List<Shipped> shipped) {
        this.shipped = shipped;
    }

    /**
     * An experiment of a suite.
     *
     * @param id its id; where it cannot be told, the name of the resource, or the suite's id if that gives none
     * @param title its title
     * @param suite id of the suite
     * @param scales names of its scales
     * @param file the file, or empty if it cannot be used
     * @param error why it cannot be used, with the suite and where that comes from, or empty
     */
    public record Shipped(
            String id, String title, String suite, List<String> scales, Optional<ExperimentFile> file, String error) {
        private static Shipped broken(String id, FoundPlugin<Suite> suite, String error) {
            return new Shipped(id, "", suite.id(), List.of(), Optional.empty(), error);
        }

        private boolean isUsable() {
            return file.isPresent();
        }
    }

    /**
     * Reads the experiments of all suites; one that is wrong, or has an id that is taken, is listed with its error. Those
     * of the distribution come first: no plugin takes the place of one of them.
     */
    public static ExperimentLibrary of(PluginCatalog catalog) {
        List<Shipped> shipped = new ArrayList<>();
        Map<String, FoundPlugin<Suite>> taken = new HashMap<>();
        catalog.suites().stream()
                .sorted(Comparator.comparing(suite -> suite.id().contains(":")))
                .forEach(suite -> {
                    for (Shipped one : of(suite)) {
                        FoundPlugin<Suite> other = one.isUsable() ? taken.putIfAbsent(one.id(), suite) : null;
                        shipped.add(
                                other == null
                                        ? one
                                        : Shipped.broken(
                                                one.id(),
                                                suite,
                                                suite.plugin() + ": its experiment '" + one.id()
                                                        + "' has the id of one of "
                                                        + other.plugin()
                                                        + "; rename it, with the vendor in front ('acme/name')"));
                    }
                });
        shipped.sort(Comparator.comparing(Shipped::id).thenComparing(one -> !one.isUsable()));
        return new ExperimentLibrary(List.copyOf(shipped));
    }

    private static List<Shipped> of(FoundPlugin<Suite> suite) {
        try {
            // A list of somebody else's, which may hold null.
            List<URL> files = suite.call(
                    "experiments", () -> new ArrayList<>(suite.plugin().experiments()));
            return files.stream().map(url -> read(suite, url)).toList();
        } catch (PluginFailure | RecurbenchException e) {
            // The experiments of the other suites stay.
            return List.of(Shipped.broken(suite.id(), suite, String.valueOf(e.getMessage())));
        }
    }

    private static Shipped read(FoundPlugin<Suite> suite, @Nullable URL url) {
        if (url == null) {
            return Shipped.broken(
                    suite.id(),
                    suite,
                    suite.plugin() + ": experiments holds null: expected a file that is in its jar, at the place"
                            + " that the suite names");
        }
        String name = url.getPath().substring(url.getPath().lastIndexOf('/') + 1);
        String text;
        try (InputStream in = url.openStream()) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return Shipped.broken(
                    name, suite, suite.plugin() + ": " + name + " cannot be read: " + FileTrouble.words(e));
        }
        try {
            ExperimentFile file = ExperimentFile.read(name, text);
            Experiment experiment = file.experiment();
            return new Shipped(experiment.id(), experiment.title(), suite.id(), file.scales(), Optional.of(file), "");
        } catch (RecurbenchException e) {
            return Shipped.broken(
                    ExperimentFile.id(name, text).orElse(name), suite, suite.plugin() + ": " + e.getMessage());
        }
    }

    /** The experiments of all suites, sorted by id. */
    public List<Shipped> shipped() {
        return shipped;
    }

    /** Those that cannot be used, each with its error. */
    public List<Shipped> broken() {
        return shipped.stream().filter(one -> !one.isUsable()).toList();
    }

    /**
     * The file of an experiment.
     *
     * @param name id of a shipped experiment, or path of a file (ends with {@code .yaml} or {@code .yml})
     * @throws RecurbenchException of kind USAGE if there is none, with the nearest; of kind ENVIRONMENT if it is there and
     *     cannot be used, with the reason
     */
    public ExperimentFile find(String name) {
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            return readFile(Path.of(name));
        }
        return shipped.stream()
                .filter(one -> one.id().equals(name))
                .findFirst()
                .map(one -> one.file()
                        .orElseThrow(
                                () -> unusable("experiment '" + name + "' is there but cannot be used", List.of(one))))
                .orElseThrow(() -> missing(name));
    }

    private RecurbenchException missing(String name) {
        List<String> ids =
                shipped.stream().filter(Shipped::isUsable).map(Shipped::id).toList();
        String nearest = Suggestion.of(name, ids);
        List<Shipped> nameless =
                broken().stream().filter(one -> one.id().matches(".*[.:].*")).toList();
        if (nearest.isEmpty() && !nameless.isEmpty()) {
            return unusable("experiment '" + name + "' is not there, and may be what could not be read", nameless);
        }
        return RecurbenchException.usage("no experiment '" + name + "'" + nearest + "; there are "
                + (ids.isEmpty() ? "none" : String.join(", ", ids)) + ", or give the path of a .yaml file");
    }

    private static RecurbenchException unusable(String what, List<Shipped> experiments) {
        return RecurbenchException.environment(
                what + ": " + experiments.stream().map(Shipped::error).collect(Collectors.joining("; ")));
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
