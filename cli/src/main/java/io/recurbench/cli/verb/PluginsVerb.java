package io.recurbench.cli.verb;

import io.recurbench.api.RecurbenchException;
import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.answer.ExitCode;
import io.recurbench.cli.process.PluginFolder;
import io.recurbench.cli.terminal.Console;
import io.recurbench.cli.text.Layout;
import io.recurbench.cli.text.Plugins;
import io.recurbench.harness.discovery.FoundPlugin;
import io.recurbench.harness.discovery.PluginCatalog;
import io.recurbench.harness.discovery.PluginSource;
import io.recurbench.harness.discovery.RejectedPlugin;
import io.recurbench.harness.experiment.ExperimentLibrary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows which plugins were found, where they come from, and which could not be used. */
@Command(
        name = "plugins",
        description = {
            "Show where plugins come from, and which could not be loaded and why.",
            "'verify' is for a folder of plugins: their jars with digests, and exit code 6 if one of them, or an experiment,"
                    + " cannot be used."
        })
public final class PluginsVerb extends Verb {
    private enum Action {
        LIST,
        VERIFY
    }

    @Parameters(arity = "0..1", paramLabel = "ACTION", description = "list or verify; list if left out.")
    private Action action = Action.LIST;

    public PluginsVerb(Console console) {
        super(console);
    }

    @Override
    Answer answer() {
        PluginCatalog catalog = catalog();
        boolean verify = action == Action.VERIFY;
        if (verify && PluginFolder.path().entries().isEmpty()) {
            throw RecurbenchException.usage("there is no plugin to verify: "
                    + PluginFolder.problem().orElse("no folder of plugins is named")
                    + "; name one with --plugins");
        }
        List<FoundPlugin<?>> found = catalog.all().stream()
                .filter(plugin -> !verify || plugin.isForeign())
                .toList();
        List<String> lines = new ArrayList<>();
        Layout layout = new Layout(console().columns(), "");
        for (FoundPlugin<?> plugin : found) {
            layout.row(plugin.kind().word() + " " + plugin.id(), origin(plugin) + conformance(plugin));
        }
        lines.addAll(layout.lines());
        List<String> refused = new ArrayList<>(catalog.records().unreadable());
        found.forEach(plugin -> refused.addAll(catalog.records().refused(plugin)));
        refused.forEach(line -> lines.add("record: " + line));
        for (RejectedPlugin rejected : catalog.rejected()) {
            lines.add("rejected: " + rejected);
            if (notes().verbose()) {
                rejected.detail().lines().forEach(line -> lines.add("  " + line.replace("\t", "  ")));
            }
        }
        List<ExperimentLibrary.Shipped> broken = harness().experiments().broken();
        broken.forEach(
                experiment -> lines.add("rejected: experiment '" + experiment.id() + "': " + experiment.error()));
        if (verify) {
            PluginFolder.path().parts().forEach(part -> lines.add(digest(part) + "  " + part));
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("plugins", found.stream().map(this::describe).toList());
        data.put("refusedRecords", refused);
        data.put(
                "rejected",
                Stream.concat(
                                catalog.rejected().stream().map(PluginsVerb::describe),
                                broken.stream().map(PluginsVerb::describe))
                        .toList());
        String bad = Stream.of(
                        count(catalog.rejected().size(), "plugin or jar", "plugins or jars"),
                        count(broken.size(), "experiment", "experiments"))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" and "));
        return verify && !bad.isEmpty()
                ? new Answer(data, Answer.text(lines), ExitCode.ENVIRONMENT, bad + " cannot be used")
                : Answer.of(data, lines);
    }

    private static String count(int number, String one, String several) {
        return number == 0 ? "" : number + " " + (number == 1 ? one : several);
    }

    @Override
    boolean tellsRejected() {
        return true;
    }

    private String conformance(FoundPlugin<?> plugin) {
        return catalog()
                .records()
                .of(plugin)
                .map(record -> ", " + record.summary().words())
                .orElse("");
    }

    private Map<String, Object> describe(FoundPlugin<?> plugin) {
        Map<String, Object> facts = Plugins.origin(plugin);
        catalog().records().of(plugin).ifPresent(record -> facts.put("conformance", record.summary()));
        return facts;
    }

    private static String origin(FoundPlugin<?> plugin) {
        String sha256 = plugin.source().sha256();
        return "version " + plugin.version() + ", " + plugin.source().name()
                + plugin.source().spiVersion().map(spi -> ", SPI " + spi).orElse("")
                + (sha256.isEmpty() ? "" : ", sha256 " + sha256.substring(0, 12));
    }

    /** As {@code --plugin-allow} takes it. */
    private static String digest(Path part) {
        String sha256 = PluginSource.of(part).sha256();
        return sha256.isEmpty() ? "no digest" : "sha256:" + sha256;
    }

    private static Map<String, Object> describe(RejectedPlugin rejected) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("kind", rejected.word());
        facts.put("id", rejected.id());
        facts.put("provider", rejected.provider());
        facts.put("source", rejected.source().name());
        facts.put("reason", rejected.reason());
        return facts;
    }

    private static Map<String, Object> describe(ExperimentLibrary.Shipped broken) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("kind", "experiment");
        facts.put("id", broken.id());
        facts.put("suite", broken.suite());
        facts.put("reason", broken.error());
        return facts;
    }
}
