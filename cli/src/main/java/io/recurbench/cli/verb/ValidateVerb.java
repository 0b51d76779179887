package io.recurbench.cli.verb;

import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.answer.ExitCode;
import io.recurbench.cli.terminal.Console;
import io.recurbench.harness.discovery.PluginCatalog;
import io.recurbench.harness.experiment.ExperimentLibrary;
import io.recurbench.results.Excerpt;
import io.recurbench.results.Validation;
import io.recurbench.results.Validator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Checks results and experiment files. */
@Command(
        name = "validate",
        description = "Check results (folders of runs, results.jsonl, manifest.json) and experiments (.yaml).",
        footer = {"", "Every finding names file, line, place, rule and what to do. Exit code 5 if there is an error."})
public final class ValidateVerb extends Verb {
    @Parameters(index = "0..*", arity = "1..*", paramLabel = "FILE", description = "What to check.")
    private List<Path> files = List.of();

    public ValidateVerb(Console console) {
        super(console);
    }

    @Override
    Answer answer() {
        PluginCatalog catalog = catalog();
        Validator validator = new Validator(catalog::problem);
        List<String> valid = new ArrayList<>();
        for (Path file : files) {
            if (isExperiment(file)) {
                ExperimentLibrary.readFile(file);
                valid.add(file + ": valid");
            } else if (validator.check(file)) {
                valid.add(file + ": valid");
            }
        }
        Validation found = validator.found();
        List<String> lines = new ArrayList<>();
        found.findings().forEach(finding -> lines.add(finding.toString()));
        if (found.leftOut() > 0) {
            lines.add(Excerpt.more(found.leftOut()));
        }
        lines.addAll(valid);
        Map<String, Object> data = Map.of(
                "files",
                files.stream().map(Path::toString).toList(),
                "findings",
                found.findings(),
                "findingsLeftOut",
                found.leftOut());
        return found.errors() == 0
                ? Answer.of(data, lines)
                : new Answer(
                        data,
                        Answer.text(lines),
                        ExitCode.INVALID,
                        found.errors() == 1 ? "there is 1 error" : "there are " + found.errors() + " errors");
    }

    private static boolean isExperiment(Path file) {
        String name = file.toString();
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }
}
