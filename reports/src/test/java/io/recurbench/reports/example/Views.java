package io.recurbench.reports.example;

import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.Metric;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.PluginInfo;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.record.TrialRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Result sets that have what single views of the page show. */
public final class Views {
    private Views() {}

    /** One page of all that a page can hold. */
    public static ResultSet everything() {
        return Runs.together(grid(), warmUps(), twoRuns(), failures(), Examples.analysed(), Examples.hostile());
    }

    /** Two cells over a grid of hidden sizes and ranks, a third at hidden sizes alone; one place failed. */
    public static ResultSet grid() {
        List<TrialRecord> trials = new ArrayList<>();
        for (long hidden : new long[] {64, 128, 256, 1024}) {
            for (long rank : new long[] {4, 16, 64}) {
                for (String cell : List.of("cprnn", "mi-cprnn")) {
                    Trials trial = text(cell, Map.of("hidden", hidden, "rank", rank));
                    boolean failed = cell.equals("cprnn") && hidden == 1024 && rank == 64;
                    trials.add(
                            failed
                                    ? trial.ended(
                                                    Outcome.FAILED,
                                                    new Failure("java.lang.OutOfMemoryError", "Java heap space", ""))
                                            .build()
                                    : trial.bpc(1.5 + 8.0 / hidden + 1.0 / rank).build());
                }
            }
            trials.add(text("rnn", Map.of("hidden", hidden))
                    .bpc(1.9 + 8.0 / hidden)
                    .build());
        }
        return Runs.of("cprnn/grid", "Hidden size and rank", "", trials);
    }

    private static Trials text(String cell, Map<String, Object> sizes) {
        return new Trials()
                .experiment("cprnn/grid")
                .task("ptb-char", Map.of())
                .cell(cell, sizes)
                .series(sizes)
                .parameters(1000L * (long) sizes.get("hidden"));
    }

    /** Three cells, each with its own way to warm up; the last did its work on a device with no known peak. */
    public static ResultSet warmUps() {
        return Runs.of(
                "throughput",
                "How JVMs warm up",
                "",
                List.of(
                        speed("rnn", "steady", i -> 4 + 40 / Math.pow(i, 3)).build(),
                        speed("lstm", "slowdown: it was faster before", i -> i < 6 ? 10 : 12 + 0.1 * (i % 3))
                                .build(),
                        speed(
                                        "gru",
                                        "inconsistent between forks: 1 of 2 steady; 1 of 2 no steady state: it was still"
                                                + " becoming faster",
                                        i -> 20 - i)
                                .build(),
                        new Trials()
                                .experiment("throughput")
                                .task("training-step", Map.of())
                                .training(Map.of())
                                .cell("cprnn", Map.of())
                                .metric(new Metric(
                                        "speed/tokens",
                                        1e6,
                                        "token/s",
                                        Metric.Direction.HIGHER,
                                        null,
                                        List.of(List.of(1e6, 1.1e6))))
                                .build()));
    }

    /** A measurement in two forks of 8 iterations of warm-up and 4 that count, at 100 GFLOP/s for each fast millisecond. */
    private static Trials speed(String cell, String kind, IntToDoubleFunction milliseconds) {
        List<List<Double>> all = IntStream.range(0, 2)
                .mapToObj(fork -> IntStream.rangeClosed(1, 12)
                        .mapToObj(i -> (1 + 0.01 * fork) * milliseconds.applyAsDouble(i))
                        .toList())
                .toList();
        List<List<Double>> before = all.stream().map(fork -> fork.subList(0, 8)).toList();
        List<List<Double>> counted =
                all.stream().map(fork -> fork.subList(8, 12)).toList();
        return new Trials()
                .experiment("throughput")
                .task("training-step", Map.of())
                .training(Map.of())
                .cell(cell, Map.of())
                .metric(rate("speed/tokens", "token/s", counted, 6.4e6))
                .metric(new Metric("speed/time", counted.get(0).get(0), "ms/op", Metric.Direction.LOWER, null, counted))
                .metric(rate("speed/products", "GFLOP/s", counted, 1000))
                .metric(new Metric(
                        "speed/peak",
                        500,
                        "GFLOP/s",
                        Metric.Direction.NONE,
                        null,
                        List.of(List.of(500.0), List.of(400.0))))
                .metric(new Metric("speed/warm-up", before.get(0).get(0), "ms/op", Metric.Direction.NONE, null, before))
                .facts(Map.of("warm-up", kind, "forks", "2"));
    }

    private static Metric rate(String name, String unit, List<List<Double>> milliseconds, double times) {
        List<List<Double>> samples = milliseconds.stream()
                .map(fork -> fork.stream().map(ms -> times / ms).toList())
                .toList();
        return new Metric(name, samples.get(0).get(0), unit, Metric.Direction.HIGHER, null, samples);
    }

    /** Two runs of two machines, of which the second has another jar and trains longer; one trial is planned by both. */
    public static ResultSet twoRuns() {
        TrialRecord both = new Trials().seed(9).accuracy(0.5).build();
        ResultSet first = Runs.of(
                "quickstart", "Two runs", "", List.of(new Trials().accuracy(0.9).build(), both));
        ResultSet second = Runs.of(
                "quickstart",
                "Two runs",
                "",
                List.of(
                        new Trials()
                                .training(Map.of("batch", 64L, "updates", 5000L))
                                .accuracy(1)
                                .build(),
                        both));
        Manifest elsewhere = Runs.elsewhere(second.manifests().get(0));
        List<PluginInfo> plugins = new ArrayList<>(elsewhere.plugins());
        plugins.set(0, new PluginInfo("cell", "lstm", "2", "recurbench-cells.jar", Trials.digest("other cells")));
        Manifest other = new Manifest(
                elsewhere.schemaVersion(),
                elsewhere.created(),
                elsewhere.experiment(),
                elsewhere.title(),
                elsewhere.description(),
                elsewhere.resolvedExperiment(),
                elsewhere.command(),
                Map.of("version", "0.1.0", "commit", "99aa00bb", "dirty", "false"),
                elsewhere.environment(),
                elsewhere.fingerprint(),
                plugins,
                elsewhere.plannedTrials(),
                elsewhere.references());
        List<TrialRecord> trials = new ArrayList<>(first.trials());
        trials.add(second.trials().get(0));
        return new ResultSet(List.of(first.manifests().get(0), other), trials);
    }

    /** Processes that died of one reason and said different things, a trace, and one that said nothing. */
    public static ResultSet failures() {
        List<TrialRecord> trials = new ArrayList<>();
        String lines = String.join(
                "\n", IntStream.rangeClosed(1, 30).mapToObj(i -> "line " + i).toList());
        for (int seed = 0; seed < 7; seed++) {
            trials.add(failed(
                    seed,
                    "crashed",
                    "the process of backend 'nd4j' was killed by signal 11 (SIGSEGV)",
                    "last output of the process:\n" + lines + "\nBLAS error of seed " + Math.min(seed, 5)));
        }
        trials.add(failed(
                7,
                "java.lang.IllegalStateException",
                "no luck",
                "java.lang.IllegalStateException: no luck"
                        + String.join(
                                "",
                                IntStream.range(0, 40)
                                        .mapToObj(i -> "\n\tat com.acme.Cell.step" + i + "(Cell.java:1)")
                                        .toList())));
        trials.add(failed(8, "timeout", "it took longer than 5 s", ""));
        trials.add(new Trials().seed(9).accuracy(1).build());
        return Runs.of("quickstart", "Failures", "", trials);
    }

    private static TrialRecord failed(int seed, String type, String message, String left) {
        return new Trials()
                .seed(seed)
                .ended(Outcome.FAILED, new Failure(type, message, left))
                .build();
    }
}
