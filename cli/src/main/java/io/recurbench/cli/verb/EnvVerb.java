package io.recurbench.cli.verb;

import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.terminal.Console;
import io.recurbench.cli.text.Layout;
import io.recurbench.cli.text.PluginText;
import io.recurbench.cli.text.Plugins;
import io.recurbench.harness.environment.BuildInfo;
import io.recurbench.harness.environment.EnvironmentFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;

/** Shows what would be recorded of this machine. */
@Command(name = "env", description = "Show what a run records of machine, JVM and build.")
public final class EnvVerb extends Verb {
    public EnvVerb(Console console) {
        super(console);
    }

    @Override
    Answer answer() {
        Map<String, String> environment = EnvironmentFacts.collect();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("harness", new TreeMap<>(BuildInfo.facts()));
        data.put("environment", environment);
        data.put("fingerprint", EnvironmentFacts.fingerprint(environment));
        data.put(
                "backends", catalog().backends().stream().map(Plugins::describe).toList());
        List<String> lines = new ArrayList<>();
        Layout layout = new Layout(console().columns(), "");
        new TreeMap<>(BuildInfo.facts()).forEach((name, value) -> layout.row("harness." + name, value));
        environment.forEach(layout::row);
        layout.row("fingerprint", EnvironmentFacts.fingerprint(environment));
        catalog()
                .backends()
                .forEach(backend -> layout.row("backend " + backend.id(), PluginText.summary(backend.plugin())));
        lines.addAll(layout.lines());
        return Answer.of(data, lines);
    }
}
