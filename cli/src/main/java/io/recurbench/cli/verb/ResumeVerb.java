package io.recurbench.cli.verb;

import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.process.Interrupts;
import io.recurbench.cli.terminal.Console;
import io.recurbench.harness.Harness;
import io.recurbench.harness.run.ResumeOptions;
import io.recurbench.harness.trial.Cancellation;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Goes on with a run: skips what is done, repeats what is not. */
@Command(name = "resume", description = "Go on with a run: what is done is skipped, what failed is tried again.")
public final class ResumeVerb extends Verb {
    @Parameters(index = "0", paramLabel = "DIR", description = "Folder of the run.")
    private Path folder = Path.of("");

    @Option(names = "--retry", paramLabel = "WHICH", description = "none, failed (also those out of time) or all.")
    private ResumeOptions.Retry retry = ResumeOptions.Retry.FAILED;

    @Option(
            names = "--accept-differences",
            description = "Go on although plugins, version or machine are not those of the run.")
    private boolean acceptDifferences;

    @Mixin
    private RunSettings run = new RunSettings();

    public ResumeVerb(Console console) {
        super(console);
    }

    @Override
    Answer answer() {
        Harness harness = harness();
        Cancellation cancellation = new Cancellation();
        Interrupts interrupts = Interrupts.watch(cancellation, console().err());
        try {
            return new Outcomes(this, harness, run)
                    .of(run.run(
                            notes(),
                            listener -> harness.resume(
                                    folder,
                                    run.plan(console()),
                                    new ResumeOptions(retry, acceptDifferences),
                                    run.options(arguments()),
                                    listener,
                                    cancellation)));
        } finally {
            interrupts.close();
        }
    }
}
