package io.recurbench.cli.verb;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.cli.ab.Interleaving;
import io.recurbench.cli.process.Interrupts;
import io.recurbench.comparison.Settings;
import io.recurbench.harness.Harness;
import io.recurbench.harness.experiment.Experiment;
import io.recurbench.harness.experiment.Overrides;
import io.recurbench.harness.plan.Plan;
import io.recurbench.harness.plan.PlanSettings;
import io.recurbench.harness.plan.PlannedTrial;
import io.recurbench.harness.trial.Cancellation;
import io.recurbench.results.AtomicFile;
import io.recurbench.results.FileTrouble;
import io.recurbench.results.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What commands that run an experiment with two builds in pairs are told, and the loop over the pairs. */
final class PairSettings {
    /** Short rounds: what disturbs a machine comes and goes within seconds, and falls on both sides of a pair. */
    private static final Map<String, String> ROUNDS =
            Map.of("task.forks", "1", "task.warm-up", "20", "task.iterations", "30", "task.seconds", "0.1");

    @Parameters(
            index = "0",
            paramLabel = "EXPERIMENT",
            completionCandidates = Ids.Experiments.class,
            description = "Id of an experiment or path of a .yaml file: of speed, or of learning.")
    private String name = "";

    @Option(names = "--scale", paramLabel = "NAME", description = "smoke, small, paper or what else it has.")
    private @Nullable String scale;

    @Option(names = "--cell", paramLabel = "ID", description = "Only these cells, as for 'run'.")
    private List<String> cells = List.of();

    @Option(names = "--task", paramLabel = "ID", description = "Only these tasks.")
    private List<String> tasks = List.of();

    @Option(names = "--backend", paramLabel = "ID", description = "Only these backends.")
    private List<String> backends = List.of();

    @Option(names = "--seeds", paramLabel = "N", description = "Number of seeds.")
    private @Nullable Integer seeds;

    @Option(names = "--set", paramLabel = "PATH=VALUE", description = "Change a setting, as for 'run'.")
    private Map<String, String> changes = new LinkedHashMap<>();

    @Mixin
    private PairBounds bounds = new PairBounds();

    @Option(names = "--threads", paramLabel = "N", description = "Host threads (all processors).")
    private @Nullable Integer threads;

    @Mixin
    private DataFolder data = new DataFolder();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "New folder for the runs of both sides (runs/COMMAND-N).")
    private @Nullable Path out;

    /** Measures two builds in pairs, until all intervals are narrow or bounds are met. */
    PairBounds.Measured measure(Verb verb, String base, String head, Settings settings) {
        bounds.check();
        Harness harness = verb.harness();
        Map<String, String> rounds = new LinkedHashMap<>(isSpeed(verb, harness, changes) ? ROUNDS : Map.of());
        boolean speed = !rounds.isEmpty();
        rounds.putAll(changes);
        Experiment experiment = load(harness, rounds);
        isSpeed(verb, harness, rounds);
        Path folder = folder(verb);
        write(folder.resolve(RunFolder.EXPERIMENT), experiment.toYaml());
        Cancellation cancellation = new Cancellation();
        Interrupts interrupts = Interrupts.watch(cancellation, verb.console().err());
        try (Interleaving pairs = Interleaving.of(base, head, folder, arguments(verb, folder), speed)) {
            if (speed && !pairs.inTurns()) {
                verb.notes()
                        .warn("a build does not know how to measure in turns: forks follow each other, and more of what"
                                + " else the machine does is left in their ratio");
            }
            return bounds.measure(verb.notes(), pairs, folder, settings, cancellation);
        } finally {
            interrupts.close();
        }
    }

    private Experiment load(Harness harness, Map<String, String> settings) {
        return harness.load(
                name,
                Optional.ofNullable(scale),
                new Overrides(
                        Verb.names(cells),
                        Verb.names(tasks),
                        Verb.names(backends),
                        Optional.ofNullable(seeds),
                        settings));
    }

    /** Whether the experiment measures speed; all errors that need no training are found on the way. */
    private boolean isSpeed(Verb verb, Harness harness, Map<String, String> settings) {
        int hostThreads = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        Plan plan = harness.plan(load(harness, settings), new PlanSettings(data.of(verb.console()), hostThreads));
        List<TrialSetting.Kind> kinds = plan.trials().stream()
                .map(PlannedTrial::spec)
                .map(spec -> spec.setting().kind())
                .distinct()
                .toList();
        if (kinds.size() != 1) {
            throw RecurbenchException.usage(
                    kinds.isEmpty()
                            ? "nothing to measure: the experiment with these filters has no trial"
                            : "the experiment has tasks of speed and tasks to learn: choose one kind with --task");
        }
        return kinds.get(0) == TrialSetting.Kind.SPEED;
    }

    private List<String> arguments(Verb verb, Path folder) {
        List<String> arguments = new ArrayList<>();
        arguments.add(folder.resolve(RunFolder.EXPERIMENT).toAbsolutePath().toString());
        if (threads != null) {
            arguments.add("--threads=" + threads);
        }
        data.of(verb.console()).ifPresent(place -> arguments.add("--data=" + place.toAbsolutePath()));
        return arguments;
    }

    private Path folder(Verb verb) {
        Path parent = out == null ? Path.of("runs") : out.toAbsolutePath().getParent();
        String own = out == null || out.getFileName() == null
                ? verb.name()
                : out.getFileName().toString();
        try {
            return RunFolder.create(parent == null ? Path.of(".") : parent, own);
        } catch (IOException e) {
            throw FileTrouble.unwritable("folder " + own, e, "choose another place with --out");
        }
    }

    private static void write(Path file, String text) {
        try {
            AtomicFile.write(file, text);
        } catch (IOException e) {
            throw FileTrouble.unwritable(file.toString(), e, "choose another place with --out");
        }
    }
}
