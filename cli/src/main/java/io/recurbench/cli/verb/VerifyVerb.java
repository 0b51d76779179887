package io.recurbench.cli.verb;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.SeededRandom;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.answer.ExitCode;
import io.recurbench.cli.process.Interrupts;
import io.recurbench.cli.progress.ProgressChoice;
import io.recurbench.cli.terminal.Console;
import io.recurbench.harness.discovery.PluginFailure;
import io.recurbench.harness.plan.Plan;
import io.recurbench.harness.plan.PlanSettings;
import io.recurbench.harness.trial.Cancellation;
import io.recurbench.leaderboard.Agreement;
import io.recurbench.leaderboard.Submissions;
import io.recurbench.results.FileTrouble;
import io.recurbench.results.ResultsReader;
import io.recurbench.results.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs some of somebody's trials here, and says whether the same comes out. */
@Command(
        name = "verify",
        description = {
            "Run some of somebody's trials again, here, and say whether the same comes out.",
            "Bit for bit on backends that promise it, on the same kind of device; else within a tolerance. Speeds belong to"
                    + " their machine and are not verified."
        },
        footer = {
            "",
            "  recurbench verify results/theirs --sample 5",
            "",
            "It runs the experiment in their manifest, which may name files: look at it first. Exit code 5 if a result is not"
                    + " what comes out here, 6 if some cannot be run here."
        })
public final class VerifyVerb extends Verb {
    @Parameters(index = "0", paramLabel = "DIR", description = "The folder of a run, or of such folders.")
    private Path place = Path.of("");

    @Option(names = "--sample", paramLabel = "K", description = "How many trials to run again, at most (5).")
    private int sample = 5;

    @Option(names = "--seed", paramLabel = "S", description = "Which ones are drawn (0).")
    private long seed;

    @Option(
            names = "--tolerance",
            paramLabel = "SHARE",
            converter = ShareConverter.class,
            description =
                    "How far a score may be off that need not agree bit for bit: of shares absolute, else relative"
                            + " (1%%).")
    private double tolerance = 0.01;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description = "Where a folder for what is run again is made (runs).")
    private Path out = Path.of("runs");

    @Option(names = "--threads", paramLabel = "N", description = "Host threads (all processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Mixin
    private DataFolder data = new DataFolder();

    public VerifyVerb(Console console) {
        super(console);
    }

    /** A trial of theirs, and the run that holds it. */
    private record Theirs(Submissions.Run run, TrialRecord trial) {}

    @Override
    Answer answer() {
        if (sample < 1) {
            throw RecurbenchException.usage("--sample is " + sample + ": expected 1 or more");
        }
        Submissions submissions = Submissions.readWhole(List.of(place));
        submissions.refused().forEach(refusal -> notes().warn("refused " + refusal.name() + ": " + refusal.reason()));
        List<Theirs> drawn = draw(submissions);
        Path folder = freshFolder();
        Cancellation cancellation = new Cancellation();
        List<Agreement> found = new ArrayList<>();
        Interrupts interrupts = Interrupts.watch(cancellation, console().err());
        try {
            for (Theirs theirs : drawn) {
                if (!cancellation.isRequested()) {
                    found.add(verify(theirs, folder, cancellation));
                }
            }
        } finally {
            interrupts.close();
        }
        return answer(found, drawn.size(), folder, cancellation.isRequested());
    }

    private List<Theirs> draw(Submissions submissions) {
        List<Theirs> all = submissions.runs().stream()
                .flatMap(run -> run.trials().stream().map(trial -> new Theirs(run, trial)))
                .toList();
        List<Theirs> eligible = all.stream()
                .filter(theirs -> theirs.trial().setting().kind() == TrialSetting.Kind.LEARNING)
                .filter(theirs -> theirs.trial().outcome() == Outcome.COMPLETED
                        || theirs.trial().outcome() == Outcome.DIVERGED)
                .sorted(Comparator.comparing((Theirs theirs) -> theirs.trial().key())
                        .thenComparing(theirs -> theirs.run().name()))
                .toList();
        if (eligible.isEmpty()) {
            throw RecurbenchException.usage(place + " holds no trial that can be verified: of " + all.size()
                    + " none has learned to its end; speeds belong to their machine");
        }
        int[] order = IntStream.range(0, eligible.size()).toArray();
        new SeededRandom(seed).shuffle(order);
        return IntStream.of(order).limit(sample).mapToObj(eligible::get).toList();
    }

    private Agreement verify(Theirs theirs, Path folder, Cancellation cancellation) {
        TrialRecord trial = theirs.trial();
        try {
            Plan plan = harness()
                    .planAgain(theirs.run().manifest(), trial.spec(), new PlanSettings(data.of(console()), threads));
            if (plan.trials().isEmpty()) {
                return Agreement.unknownTrial(trial);
            }
            Path own = folder.resolve(trial.key().substring(0, 12));
            harness()
                    .run(
                            plan,
                            own,
                            RunSettings.again(threads, arguments()),
                            ProgressChoice.AUTO.listener(notes()),
                            cancellation);
            List<TrialRecord> here = ResultsReader.read(List.of(own)).results().trials();
            return here.isEmpty()
                    ? Agreement.notRun(trial, "it was interrupted")
                    : Agreement.of(trial, here.get(0), tolerance);
        } catch (RecurbenchException | PluginFailure e) {
            return Agreement.notRun(trial, String.valueOf(e.getMessage()));
        }
    }

    private Path freshFolder() {
        try {
            return RunFolder.create(out, "verify");
        } catch (IOException e) {
            throw FileTrouble.unwritable("folder " + out, e, "choose another place with --out");
        }
    }

    private static Answer answer(List<Agreement> found, int drawn, Path folder, boolean interrupted) {
        List<String> lines = new ArrayList<>();
        found.forEach(agreement -> lines.add(agreement.toString()));
        long agree = count(found, Agreement.Kind.AGREES);
        long differ = count(found, Agreement.Kind.DIFFERS);
        long not = count(found, Agreement.Kind.NOT_RUN);
        lines.add(agree + " of " + drawn + " agree, " + differ + " differ, " + not
                + " cannot be run here; what was run is in " + folder);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("folder", folder.toString());
        data.put("sampled", drawn);
        data.put("agree", agree);
        data.put("differ", differ);
        data.put("notRun", not);
        data.put("trials", found);
        String text = Answer.text(lines);
        if (differ > 0) {
            return new Answer(
                    data, text, ExitCode.INVALID, differ + " of " + drawn + " results are not what comes out here");
        }
        if (interrupted) {
            return new Answer(
                    data, text, ExitCode.INTERRUPTED, "interrupted: " + found.size() + " of " + drawn + " were run");
        }
        return not == 0
                ? Answer.of(data, text)
                : new Answer(data, text, ExitCode.ENVIRONMENT, not + " of " + drawn + " trials cannot be run here");
    }

    private static long count(List<Agreement> found, Agreement.Kind kind) {
        return found.stream().filter(agreement -> agreement.kind() == kind).count();
    }
}
