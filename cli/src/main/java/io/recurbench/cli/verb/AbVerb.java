package io.recurbench.cli.verb;

import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.answer.ExitCode;
import io.recurbench.cli.terminal.Console;
import io.recurbench.comparison.ComparisonDocument;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures two builds on this machine, in turns, and compares them. */
@Command(
        name = "ab",
        description = "Measure two builds on this machine in turns, with the same seeds and batches, and compare them.",
        footer = {
            "",
            "BUILD is '.' for this one, a folder with a launcher, a commit of this repository, or this build with another"
                    + " backend (backend:ID) or plugin folder (plugins:DIR).",
            "",
            "Examples:",
            "  recurbench ab throughput --base main --head . --cell rnn,lstm",
            "  recurbench ab throughput --base backend:cpu --head backend:nd4j -w backends.html"
        })
public final class AbVerb extends Verb {
    @Option(names = "--base", required = true, paramLabel = "BUILD", description = "The old build.")
    private String base = "";

    @Option(names = "--head", required = true, paramLabel = "BUILD", description = "The new build.")
    private String head = "";

    @Mixin
    private PairSettings pairs = new PairSettings();

    @Mixin
    private Judging judging = new Judging();

    public AbVerb(Console console) {
        super(console);
    }

    @Override
    Answer answer() {
        judging.check();
        PairBounds.Measured measured = pairs.measure(this, base, head, judging.settings(true));
        notes().note("Runs: " + measured.folder());
        return measured.interrupted()
                ? new Answer(
                        ComparisonDocument.of(measured.comparison()),
                        "",
                        ExitCode.INTERRUPTED,
                        "interrupted after " + measured.base().runs().size() + " pairs: nothing is said of them")
                : judging.answer(this, measured.comparison(), List.of());
    }
}
