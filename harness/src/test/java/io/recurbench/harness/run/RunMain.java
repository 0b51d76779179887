package io.recurbench.harness.run;

import io.recurbench.api.record.TrialRecord;
import io.recurbench.harness.Harness;
import io.recurbench.harness.plan.PlanSettings;
import io.recurbench.harness.trial.Cancellation;
import io.recurbench.harness.trial.ParityGate;
import io.recurbench.results.Holder;
import io.recurbench.results.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A process that runs an experiment into a folder, or resumes it: for tests that kill it. Says {@code trial} as trials end. */
public final class RunMain {
    private RunMain() {}

    /** A process that runs this, on a machine of that name. */
    static Process start(Path folder, Path yaml, String... machine) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                RunMain.class.getName(),
                folder.toString(),
                yaml.toString()));
        command.addAll(List.of(machine));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Arguments: folder, file of the experiment and, to be on another machine than this one, its name. */
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
        Holder here = Holder.here();
        Holder holder = arguments.length < 3 ? here : new Holder(here.id(), here.process(), arguments[2], here.since());
        RunSession session = new RunSession(
                harness.plugins(),
                subject -> new ParityGate.Verdict(true, "checked"),
                Runs.options(2),
                listener,
                cancellation,
                holder,
                arguments.length < 3
                        ? Hold.Timing.STANDARD
                        : new Hold.Timing(Duration.ofMillis(100), Duration.ofSeconds(2)));
        RunSummary summary;
        try (InterruptHook hook = InterruptHook.install(cancellation, Duration.ofSeconds(30))) {
            summary = new RunFolder(path).holdsRun()
                    ? session.resume(
                            path,
                            manifest -> harness.plan(Harness.experimentOf(manifest), PlanSettings.standard()),
                            ResumeOptions.standard())
                    : session.run(Runs.plan(harness, Files.readString(Path.of(arguments[1]))), path);
            harness.writeReports(path);
            System.out.println("ended " + hook.getClass().getSimpleName() + " " + List.of(summary.isComplete()));
        }
        System.exit(summary.interrupted() ? 130 : summary.isComplete() ? 0 : 3);
    }
}
