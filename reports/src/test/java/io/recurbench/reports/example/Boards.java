package io.recurbench.reports.example;

import io.recurbench.api.SeededRandom;
import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.Metric;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.results.RecordCodec;
import io.recurbench.results.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Folders of runs for boards: many machines and commits, none of which has measured anything. */
public final class Boards {
    private Boards() {}

    /**
     * Runs of 1,920 trials each, on one of two machines in turn, each at a commit of its own: 10 cells on 19 tasks with two
     * backends and five seeds, of which some fail, and their speeds.
     *
     * @param hostile what stands before every name
     */
    public static Path write(Path folder, int runs, String hostile) throws IOException {
        SeededRandom random = new SeededRandom(7);
        for (int run = 0; run < runs; run++) {
            List<TrialRecord> trials = new ArrayList<>();
            for (int cell = 0; cell < 10; cell++) {
                for (String backend : List.of("cpu", "nd4j")) {
                    trials.add(speed(hostile + "cell " + cell, cell, backend, random));
                    for (int task = 0; task < 19; task++) {
                        for (int seed = 0; seed < 5; seed++) {
                            trials.add(score(hostile, task, cell, backend, seed, random));
                        }
                    }
                }
            }
            write(folder.resolve("run-" + run), run, hostile, trials);
        }
        return folder;
    }

    private static TrialRecord score(
            String hostile, int task, int cell, String backend, int seed, SeededRandom random) {
        Trials trial = new Trials()
                .series(Map.of("cell", hostile + "cell " + cell, "task", hostile + "task " + task))
                .task("parity", Map.of("length", (long) task))
                .cell("lstm", Map.of("hidden", 64L + cell))
                .backend(backend)
                .seed(seed)
                .facts(Map.of("training seconds", String.valueOf(2 + cell + random.nextDouble())));
        return random.nextInt(50) == 0
                ? trial.ended(Outcome.FAILED, new Failure("java.lang.Error", hostile + "no luck", ""))
                        .build()
                : trial.accuracy(Math.min(1, 0.09 * cell + 0.2 * random.nextDouble()))
                        .build();
    }

    private static TrialRecord speed(String name, int cell, String backend, SeededRandom random) {
        List<List<Double>> forks = new ArrayList<>();
        for (int fork = 0; fork < 5; fork++) {
            double time = (2 + cell) * (backend.equals("cpu") ? 1 : 1.5) * (1 + 0.05 * random.nextDouble());
            forks.add(List.of(64_000 / time, 62_000 / time));
        }
        return new Trials()
                .series(Map.of("cell", name))
                .task("training-step", Map.of("rows", 32L))
                .cell("lstm", Map.of("hidden", 64L + cell))
                .backend(backend)
                .training(Map.of())
                .metric(new Metric(
                        "speed/tokens", forks.get(0).get(0), "token/s", Metric.Direction.HIGHER, null, forks))
                .build();
    }

    private static void write(Path folder, int number, String hostile, List<TrialRecord> trials) throws IOException {
        Manifest like = Runs.manifest("board", "", "", trials, List.of());
        Map<String, String> environment = new TreeMap<>(like.environment());
        environment.put("cpu.model", hostile + "machine " + number % 2);
        Manifest manifest = new Manifest(
                like.schemaVersion(),
                String.format(Locale.ROOT, "2026-11-%02dT10:00:00Z", number + 1),
                like.experiment(),
                like.title(),
                like.description(),
                like.resolvedExperiment(),
                like.command(),
                Map.of("version", "0.1.0", "commit", hostile + "commit " + number, "dirty", "false"),
                environment,
                Trials.digest("machine " + number % 2),
                like.plugins(),
                like.plannedTrials(),
                like.references());
        Files.createDirectories(folder);
        RunFolder run = new RunFolder(folder);
        Files.writeString(run.manifest(), RecordCodec.write(manifest));
        Files.writeString(
                run.results(), trials.stream().map(RecordCodec::write).collect(Collectors.joining("\n", "", "\n")));
    }
}
