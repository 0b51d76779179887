package io.recurbench.cli;

import io.recurbench.api.Availability;
import io.recurbench.api.Backend;
import io.recurbench.api.Cell;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.Services;
import io.recurbench.testkit.Parity;
import io.recurbench.testkit.ParityReport;
import io.recurbench.testkit.ParityTarget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares backends with the reference, cell by cell; with {@code --rule}, tries rules of the conformance kit. */
@Command(
        name = "parity",
        description = "Compare backends with the double-precision reference, or try rules of the conformance kit.",
        footer = {
            "",
            "Exit code 8 if something does not agree. docs/conformance.md has the rules and the tolerances.",
            "Examples:",
            "  recurbench parity --backend cpu --cell lstm",
            "  recurbench parity --backend acme:fast --rule B2",
            "  recurbench parity --cell acme:mgu --rule all"
        })
final class ParityVerb extends Verb {
    @Option(
            names = "--backend",
            paramLabel = "ID",
            split = ",",
            completionCandidates = Ids.Backends.class,
            description = "Backends to examine (cpu).")
    private List<String> backends = List.of();

    @Option(
            names = "--cell",
            paramLabel = "ID",
            split = ",",
            completionCandidates = Ids.Cells.class,
            description = "Cells to run (all); with --rule and no --backend, cells to examine.")
    private List<String> cells = List.of();

    @Option(
            names = "--rule",
            paramLabel = "ID",
            split = ",",
            description = "Try these rules of the conformance kit, or 'all' of them.")
    private List<String> rules = List.of();

    @Option(names = "--case", paramLabel = "NAME", description = "Only the case of this name.")
    private @Nullable String caseName;

    @Option(names = "--brief", description = "Fewer sizes.")
    private boolean brief;

    @Option(names = "--threads", paramLabel = "N", description = "Host threads (1).")
    private int threads = 1;

    ParityVerb(Console console) {
        super(console);
    }

    @Override
    Answer answer() {
        List<Cell> chosen = new ArrayList<>();
        if (cells.isEmpty()) {
            catalog().cells().forEach(found -> chosen.add(found.plugin()));
        } else {
            cells.forEach(id -> chosen.add(catalog().cell(id).plugin()));
        }
        if (!rules.isEmpty()) {
            return rules(chosen);
        }
        if (caseName != null) {
            throw RecurbenchException.usage("--case needs --rule");
        }
        return compare(chosen);
    }

    private Answer rules(List<Cell> chosen) {
        RuleTrial trial = new RuleTrial(rules, caseName, brief, this::note);
        if (backends.isEmpty()) {
            if (cells.isEmpty()) {
                throw RecurbenchException.usage("--rule needs a subject: --backend ID or --cell ID");
            }
            chosen.forEach(trial::examine);
        } else {
            List<Cell> models = cells.isEmpty() ? RuleTrial.standardCells(chosen) : chosen;
            backends.forEach(id -> trial.examine(available(id), models));
        }
        return trial.answer();
    }

    private Answer compare(List<Cell> chosen) {
        Parity parity = new Parity(Services.compiler());
        List<String> ids = backends.isEmpty() ? List.of("cpu") : backends;
        List<ParityReport> reports = new ArrayList<>();
        Layout layout = new Layout(console().columns(), "");
        for (String id : ids) {
            ParityTarget target = new ParityTarget(available(id), Map.of(), threads);
            for (Cell cell : chosen) {
                ParityReport report = parity.full(target, cell, done -> {});
                reports.add(report);
                String word = report.verdict().name().toLowerCase(Locale.ROOT);
                layout.row(id + " " + cell.id(), word + ": " + report.message());
                note(id + " " + cell.id() + ": " + word);
            }
        }
        long broken = reports.stream()
                .filter(report -> report.verdict() == ParityReport.Verdict.NONCONFORMING)
                .count();
        Map<String, Object> data =
                Map.of("comparisons", reports.stream().map(ParityVerb::describe).toList());
        return broken == 0
                ? Answer.of(data, layout.text())
                : new Answer(
                        data,
                        layout.text(),
                        ExitCode.CONFORMANCE,
                        broken + " of " + reports.size() + " comparisons do not agree with the reference");
    }

    private Backend available(String id) {
        Backend backend = catalog().backend(id).plugin();
        if (backend.availability() instanceof Availability.Unavailable unavailable) {
            throw RecurbenchException.environment(
                    "backend '" + id + "' is not available: " + unavailable.reason() + "; " + unavailable.remedy());
        }
        return backend;
    }

    private static Map<String, Object> describe(ParityReport report) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("backend", report.backend());
        facts.put("cell", report.cell());
        facts.put("verdict", report.verdict().name().toLowerCase(Locale.ROOT));
        facts.put("message", report.message());
        facts.put("cases", report.cases());
        return facts;
    }
}
