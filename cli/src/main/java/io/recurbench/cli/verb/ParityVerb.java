package io.recurbench.cli.verb;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.service.Services;
import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.answer.ExitCode;
import io.recurbench.cli.parity.ParityChoice;
import io.recurbench.cli.parity.ParityPage;
import io.recurbench.cli.parity.ParityText;
import io.recurbench.cli.parity.RuleTrial;
import io.recurbench.cli.terminal.Console;
import io.recurbench.harness.discovery.FoundPlugin;
import io.recurbench.harness.discovery.PluginFailure;
import io.recurbench.testkit.Parity;
import io.recurbench.testkit.ParityReport;
import io.recurbench.testkit.ParityTarget;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares backends with the reference in double precision, cell by cell; or repeats rules of the conformance kit. */
@Command(
        name = "parity",
        description = "Compare backends with the double-precision reference: loss, every gradient, evaluation and the"
                + " losses of 50 updates, for each cell at awkward sizes.",
        footer = {
            "",
            "Examples:",
            "  recurbench parity",
            "  recurbench parity --backend cpu,nd4j --cell lstm,cprnn --out parity",
            "  recurbench parity --backend=cpu --rule B2",
            "",
            "Exit code 8 if a backend does not agree on a cell, or a rule is broken."
        })
public final class ParityVerb extends Verb {
    @Option(
            names = "--backend",
            paramLabel = "ID",
            completionCandidates = Ids.Backends.class,
            description = "Backends to compare (all that are available here).")
    private List<String> backends = List.of();

    @Option(
            names = "--cell",
            paramLabel = "ID",
            completionCandidates = Ids.Cells.class,
            description = "Cells to compare them on (all); those of the conformance kit may be named too.")
    private List<String> cells = List.of();

    @Option(
            names = "--option",
            paramLabel = "NAME=VALUE",
            description = "An option of the backends ('list backends ID' shows them); may be repeated.")
    private Map<String, String> options = Map.of();

    @Option(names = "--threads", paramLabel = "N", description = "Host threads of the backends (all processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Mixin
    private RuleOptions tried = new RuleOptions();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description = "Write parity.json and parity.html with all deviations and curves into this folder.")
    private @Nullable Path out;

    public ParityVerb(Console console) {
        super(console);
    }

    @Override
    Answer answer() {
        check();
        ParityChoice choice = new ParityChoice(catalog(), names(backends), names(cells));
        return tried.rules().isEmpty() ? compare(choice) : tryRules(choice);
    }

    private void check() {
        TrainerRequest.requireThreads(threads);
        tried.check();
        if (out != null && !tried.rules().isEmpty()) {
            throw RecurbenchException.usage("--out goes with the comparison of whole cells, not with --rule");
        }
    }

    private Answer compare(ParityChoice choice) {
        List<FoundPlugin<Backend>> targets = choice.backends();
        choice.unavailable().forEach(notes()::note);
        List<Cell> examined = choice.cells();
        int all = targets.size() * examined.size();
        if (out != null) {
            ParityPage.prepare(out);
        }
        Parity parity = new Parity(Services.compiler());
        List<ParityReport> reports = new ArrayList<>();
        int failed = 0;
        for (FoundPlugin<Backend> target : targets) {
            ParityTarget asked = new ParityTarget(target.plugin(), options, threads);
            for (Cell cell : examined) {
                try {
                    reports.add(parity.full(asked, cell, done -> {
                        if (notes().verbose()) {
                            notes().note("  " + done.model() + ": " + (done.passed() ? "agrees" : "does not agree"));
                        }
                    }));
                    notes().note("[" + (reports.size() + failed) + "/" + all + "] "
                            + ParityText.line(reports.get(reports.size() - 1)));
                } catch (PluginFailure e) {
                    failed++;
                    notes().warn(e.getMessage());
                }
            }
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("threads", threads);
        data.put("unavailable", choice.unavailable());
        data.put("reports", reports.stream().map(ParityText::describe).toList());
        if (out != null) {
            List<Path> files = new ParityPage(catalog(), arguments()).write(reports, out);
            data.put("files", files.stream().map(Path::toString).toList());
            files.forEach(file -> notes().note("Written: " + file));
        }
        data.put("failed", failed);
        Optional<String> problem = failed == 0
                ? ParityText.problem(reports)
                : Optional.of(failed + " of " + all + " comparisons could not be made: a plugin failed");
        return answer(data, ParityText.table(reports, options), problem);
    }

    private Answer tryRules(ParityChoice choice) {
        if (backends.isEmpty() && cells.isEmpty()) {
            throw RecurbenchException.usage("--rule needs a subject: --backend ID or --cell ID");
        }
        tried.tellSeed(notes());
        RuleTrial trial = tried.trial(notes()::note).repeating(this::here);
        if (backends.isEmpty()) {
            choice.cellsOfRules().forEach(trial::examine);
        } else {
            List<Cell> models = choice.cellsOfRules();
            choice.backends().forEach(backend -> trial.examine(backend.unguarded(), options, models));
        }
        return trial.answer(notes().verbose());
    }

    private static Answer answer(Map<String, Object> data, String text, Optional<String> problem) {
        return problem.map(what -> new Answer(data, text, ExitCode.CONFORMANCE, what))
                .orElseGet(() -> Answer.of(data, text));
    }
}
