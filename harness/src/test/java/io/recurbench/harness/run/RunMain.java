package io.recurbench.harness.run;

import io.recurbench.api.record.TrialRecord;
import io.recurbench.harness.Harness;
import io.recurbench.harness.plan.PlanSettings;
import io.recurbench.harness.trial.Cancellation;
import io.recurbench.results.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A process that runs an experiment into a folder, or resumes it: for tests that kill it. Says {@code trial} as trials end. */
public final class RunMain {
    private RunMain() {}

    /** Arguments: folder, file of the experiment. */
    public static void main(String[] arguments) throws Exception {
        Path path = Path.of(arguments[0]);
        Harness harness = Runs.harness();
        Cancellation cancellation = new Cancellation();
        RunListener listener = new RunListener() {
            @Override
            public void runStarted(Path folder, int planned, int done) {
                System.out.println("started " + done);
            }

            @Override
            public void trialFinished(TrialRecord trial, RunProgress run) {
                System.out.println("trial " + trial.outcome());
            }
        };
        RunSummary summary;
        try (InterruptHook hook = InterruptHook.install(cancellation, Duration.ofSeconds(30))) {
            summary = new RunFolder(path).holdsRun()
                    ? harness.resume(
                            path,
                            PlanSettings.standard(),
                            ResumeOptions.standard(),
                            Runs.options(2),
                            listener,
                            cancellation)
                    : harness.run(
                            Runs.plan(harness, Files.readString(Path.of(arguments[1]))),
                            path,
                            Runs.options(2),
                            listener,
                            cancellation);
            harness.writeReports(path);
            System.out.println("ended " + hook.getClass().getSimpleName() + " " + List.of(summary.isComplete()));
        }
        System.exit(summary.interrupted() ? 130 : summary.isComplete() ? 0 : 3);
    }
}
