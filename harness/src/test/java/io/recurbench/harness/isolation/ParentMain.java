package io.recurbench.harness.isolation;

import io.recurbench.api.record.TrialSpec;
import io.recurbench.harness.Harness;
import io.recurbench.harness.run.RunListener;
import io.recurbench.harness.run.Runs;
import io.recurbench.harness.trial.Cancellation;
import io.recurbench.harness.trial.TrialListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A process with children, to be killed. */
public final class ParentMain {
    private ParentMain() {}

    /** Arguments: folder, file of the experiment. */
    public static void main(String[] arguments) throws Exception {
        Harness harness = Runs.harness();
        RunListener listener = new RunListener() {
            @Override
            public void trialEvaluated(TrialSpec trial, TrialListener.Evaluated evaluated) {
                System.out.println("evaluated " + evaluated.update());
            }
        };
        harness.run(
                Runs.plan(harness, Files.readString(Path.of(arguments[1]))),
                Path.of(arguments[0]),
                Runs.options(1, ChildMain.isolation(Isolation.Mode.AUTO), Optional.empty()),
                listener,
                new Cancellation());
    }
}
