package io.recurbench.cli;

import io.recurbench.harness.experiment.ExperimentLibrary;
import io.recurbench.results.Finding;
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
final class ValidateVerb extends Verb {
    @Parameters(index = "0..*", arity = "1..*", paramLabel = "FILE", description = "What to check.")
    private List<Path> files = List.of();

    ValidateVerb(Console console) {
        super(console);
    }

    @Override
    Answer answer() {
        List<Finding> findings = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (Path file : files) {
            List<Finding> found = check(file);
            findings.addAll(found);
            found.forEach(finding -> lines.add(finding.toString()));
            if (found.stream().noneMatch(Finding::isError)) {
                lines.add(file + ": valid");
            }
        }
        long errors = findings.stream().filter(Finding::isError).count();
        Map<String, Object> data =
                Map.of("files", files.stream().map(Path::toString).toList(), "findings", findings);
        return errors == 0
                ? Answer.of(data, lines)
                : new Answer(
                        data,
                        String.join("\n", lines),
                        ExitCode.INVALID,
                        errors == 1 ? "there is 1 error" : "there are " + errors + " errors");
    }

    private static List<Finding> check(Path file) {
        String name = file.toString();
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            ExperimentLibrary.readFile(file);
            return List.of();
        }
        return Validator.validate(file);
    }
}
