package io.recurbench.cli.verb;

import io.recurbench.api.record.PluginInfo;
import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.terminal.Console;
import io.recurbench.cli.text.Layout;
import io.recurbench.harness.discovery.PluginCatalog;
import io.recurbench.harness.discovery.RejectedPlugin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Shows which plugins were found, where they come from, and which could not be used. */
@Command(name = "plugins", description = "Show where plugins come from, and which could not be loaded and why.")
public final class PluginsVerb extends Verb {
    public PluginsVerb(Console console) {
        super(console);
    }

    @Override
    Answer answer() {
        PluginCatalog catalog = catalog();
        List<String> lines = new ArrayList<>();
        Layout layout = new Layout(console().columns(), "");
        for (PluginInfo info : catalog.infos()) {
            String digest =
                    info.sha256().isEmpty() ? "" : ", sha256 " + info.sha256().substring(0, 12);
            layout.row(info.kind() + " " + info.id(), "version " + info.version() + ", " + info.source() + digest);
        }
        lines.addAll(layout.lines());
        for (RejectedPlugin rejected : catalog.rejected()) {
            lines.add("rejected: " + rejected);
            if (notes().verbose()) {
                rejected.detail().lines().forEach(line -> lines.add("  " + line.replace("\t", "  ")));
            }
        }
        return Answer.of(
                Map.of(
                        "plugins", catalog.infos(),
                        "rejected",
                                catalog.rejected().stream()
                                        .map(PluginsVerb::describe)
                                        .toList()),
                lines);
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
}
