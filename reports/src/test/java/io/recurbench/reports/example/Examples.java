package io.recurbench.reports.example;

import io.recurbench.api.record.Analysis;
import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Figure;
import io.recurbench.api.record.Metric;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.Reference;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.reports.model.Numbers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Result sets like those of the experiments that ship, drawn from a fixed seed. */
public final class Examples {
    private static final List<String> CELLS = List.of("rnn", "lstm", "gru", "cprnn", "bilinear");

    private Examples() {}

    /** All of them, by name. */
    public static Map<String, ResultSet> all() {
        Map<String, ResultSet> all = new TreeMap<>();
        all.put("quickstart", quickstart());
        all.put("budget", budget());
        all.put("rank", rank());
        all.put("grokking", grokking());
        all.put("throughput", throughput());
        all.put("frozen-parity", frozenParity());
        all.put("activations", activations("cpu"));
        all.put("best-of", bestOf());
        all.put("analysed", analysed());
        all.put("hostile", hostile());
        all.put("nothing", nothingCompleted());
        all.put("thousand", thousand());
        all.put("grid", Views.grid());
        all.put("warm-ups", Views.warmUps());
        all.put("two-runs", Views.twoRuns());
        all.put("failures", Views.failures());
        return all;
    }

    /** Four tasks, five cells, three seeds; one seed diverged. */
    public static ResultSet quickstart() {
        Random random = new Random(1);
        List<TrialRecord> trials = new ArrayList<>();
        List<String> tasks = List.of("parity", "modular-addition", "random-fsm", "markov-char");
        for (int t = 0; t < tasks.size(); t++) {
            for (int c = 0; c < CELLS.size(); c++) {
                for (int seed = 0; seed < 3; seed++) {
                    trials.add(quick(tasks.get(t), t, c, seed, random));
                }
            }
        }
        return Runs.of(
                "quickstart",
                "Five cells on four small tasks",
                "Which cells keep track of a state far beyond the lengths they were trained on, and which only model text."
                        + " Expect the bilinear cell at 1.00 on parity and modular addition.",
                trials);
    }

    private static TrialRecord quick(String task, int t, int c, int seed, Random random) {
        Map<String, Object> options = new HashMap<>(Map.of("hidden", 64L));
        if (CELLS.get(c).equals("cprnn")) {
            options.put("rank", 16L);
        }
        Trials trial = new Trials()
                .task(task, t == 1 ? Map.of("modulus", 5L) : Map.of())
                .cell(CELLS.get(c), options)
                .parameters(4_200L + 3_150L * c)
                .seed(seed)
                .seconds(4 + 2.5 * c + random.nextDouble());
        if (c == 0 && t == 2 && seed == 1) {
            return trial.ended(
                            Outcome.DIVERGED,
                            new Failure("diverged", "the loss was not finite at update 412 of 1000", ""))
                    .build();
        }
        boolean text = t == 3;
        double skill = text ? 0.4 + 0.1 * c : Math.min(1, (c == 4 ? 1 : 0.2 * c + 0.35 * random.nextInt(2)));
        learning(
                trial,
                text ? 3.0 : Math.log(2 + 3 * (t % 3)),
                skill,
                text ? "validation/bpc" : "validation/normalised-accuracy",
                random);
        if (text) {
            return trial.protocol(Map.of("state", "carried", "vocabulary", "27"))
                    .bpc(2.4 - 0.5 * skill + 0.02 * random.nextDouble())
                    .build();
        }
        List<Double> lengths = List.of(2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0);
        List<Double> accuracies = lengths.stream()
                .map(length -> Math.max(
                        0,
                        Math.min(
                                1,
                                skill > 0.98
                                        ? 1
                                        : 1
                                                - (1 - skill)
                                                        * Math.log10(length)
                                                        / 2.4
                                                        * (0.9 + 0.2 * random.nextDouble()))))
                .toList();
        return trial.curve("length/normalised-accuracy", "length", "1", lengths, accuracies)
                .accuracy(accuracies.get(7))
                .build();
    }

    private static void learning(Trials trial, double start, double skill, String validation, Random random) {
        List<Double> updates =
                IntStream.rangeClosed(1, 100).mapToObj(i -> i * 10.0).toList();
        double rate = 0.002 + 0.006 * skill * (0.8 + 0.4 * random.nextDouble());
        List<Double> loss = updates.stream()
                .map(u -> start
                        * ((1 - skill) * 0.8 + (0.2 + 0.8 * skill) * Math.exp(-rate * u))
                        * (0.97 + 0.06 * random.nextDouble()))
                .toList();
        trial.curve("train/loss", "update", "nat", updates, loss);
        trial.curve("validation/loss", "update", "nat", updates, loss);
        trial.curve("learning-rate", "update", "1", List.of(50.0, 1000.0), List.of(1e-3, 1e-3));
        List<Double> every =
                IntStream.rangeClosed(1, 20).mapToObj(i -> i * 50.0).toList();
        boolean text = validation.endsWith("bpc");
        trial.curve(
                validation,
                "update",
                text ? "bit/char" : "1",
                every,
                every.stream()
                        .map(u ->
                                text ? 2.4 + 2 * Math.exp(-rate * u) - 0.5 * skill : skill * (1 - Math.exp(-rate * u)))
                        .toList());
    }

    /** Bits per character at equal budgets of parameters, with the values read off the paper's figure. */
    public static ResultSet budget() {
        double[] budgets = {8_250, 29_500, 111_000, 431_000, 1_700_000, 6_740_000};
        double[][] published = {
            {2.588, 2.136, 1.843, 1.711, 1.689, 1.712},
            {2.597, 2.135, 1.800, 1.630, 1.586, 1.577},
            {2.859, 2.449, 2.021, 1.736, 1.596, 1.543},
            {2.608, 2.101, 1.769, 1.608, 1.553, 1.532}
        };
        int[][] hidden = {
            {34, 98, 247, 563, 1205, 2496},
            {34, 97, 246, 561, 1204, 2495},
            {8, 16, 32, 64, 128, 256},
            {32, 75, 128, 400, 512, 1024}
        };
        List<String> cells = List.of("rnn", "mirnn", "2rnn", "cprnn");
        Random random = new Random(2);
        List<TrialRecord> trials = new ArrayList<>();
        List<Reference> references = new ArrayList<>();
        for (int b = 0; b < budgets.length; b++) {
            for (int c = 0; c < cells.size(); c++) {
                references.add(new Reference(
                        "Lizaire et al. 2024, Fig. 7",
                        "figure",
                        "test/bpc",
                        published[c][b],
                        Map.of("cell", cells.get(c), "budget", Numbers.compact(budgets[b]))));
                for (int seed = 0; b < 3 && seed < 3; seed++) {
                    Map<String, Object> series = new HashMap<>(
                            Map.of("cell", cells.get(c), "budget", Numbers.compact(budgets[b]), "hidden", (long)
                                    hidden[c][b]));
                    if (c == 3) {
                        series.put("rank", List.of(4L, 34L, 192L).get(b));
                    }
                    Trials trial = new Trials()
                            .experiment("cprnn/budget")
                            .task("ptb-char", Map.of("protocol", "cprnn"))
                            .protocol(Map.of("state", "reset at every chunk of 50", "vocabulary", "101"))
                            .cell(cells.get(c), Map.of("hidden", (long) hidden[c][b]))
                            .series(series)
                            .parameters(Math.round(budgets[b] * (1 - 0.01 * random.nextDouble())))
                            .seed(seed)
                            .seconds(300 * (b + 1) * (1 + c) * (0.9 + 0.2 * random.nextDouble()));
                    learning(trial, 4.6, 0.6 + 0.03 * c, "validation/bpc", random);
                    trials.add(trial.bpc(published[c][b] + 0.015 + 0.03 * random.nextGaussian())
                            .build());
                }
            }
        }
        return Runs.of(
                "cprnn/budget",
                "Second-order cells at equal numbers of parameters",
                "Bits per character on Penn Treebank under the protocol of Lizaire et al. (2024), beside their figure 7.",
                trials,
                references);
    }

    /** The rank varies for one cell; two others are its bounds. */
    public static ResultSet rank() {
        List<TrialRecord> trials = new ArrayList<>();
        for (int seed = 0; seed < 2; seed++) {
            for (long rank : new long[] {4, 8, 16, 32, 64, 128}) {
                trials.add(text("cprnn", seed, Map.of("rank", rank))
                        .bpc(1.8 + 0.6 / Math.sqrt(rank) + 0.01 * seed)
                        .build());
            }
            trials.add(text("rnn", seed, Map.of()).bpc(2.13 + 0.01 * seed).build());
            trials.add(text("2rnn", seed, Map.of()).bpc(1.74 + 0.01 * seed).build());
        }
        return Runs.of("cprnn/rank", "Rank at a fixed hidden size", "BPC over R; RNN and 2RNN are the bounds.", trials);
    }

    private static Trials text(String cell, int seed, Map<String, Object> series) {
        Map<String, Object> options = new HashMap<>(series);
        options.put("hidden", 64L);
        return new Trials()
                .experiment("cprnn/rank")
                .task("ptb-char", Map.of())
                .protocol(Map.of("state", "reset"))
                .cell(cell, options)
                .series(series)
                .parameters(10_000 + 265 * (long) series.getOrDefault("rank", 0L))
                .seed(seed);
    }

    /** Training and validation accuracy far apart in time. */
    public static ResultSet grokking() {
        List<Double> updates = IntStream.rangeClosed(0, 60)
                .mapToObj(i -> (double) Math.round(10 * Math.pow(10, i / 15.0)))
                .toList();
        List<TrialRecord> trials = new ArrayList<>();
        for (int seed = 0; seed < 4; seed++) {
            double shift = 1 + 0.2 * seed;
            trials.add(new Trials()
                    .experiment("groups/grokking")
                    .task("group-words", Map.of("group", "S4", "word", "ab"))
                    .protocol(Map.of("held out", "40%"))
                    .cell("two-layer", Map.of("hidden", 128L))
                    .seed(seed)
                    .accuracy(0.98 - 0.01 * seed)
                    .curve("train/accuracy", "update", "1", updates, sigmoid(updates, 200 * shift))
                    .curve("validation/accuracy", "update", "1", updates, sigmoid(updates, 12_000 * shift))
                    .build());
        }
        return Runs.of("groups/grokking", "Late generalisation on S4", "The network memorises first.", trials);
    }

    private static List<Double> sigmoid(List<Double> x, double centre) {
        return x.stream()
                .map(u -> 0.04 + 0.96 / (1 + Math.exp(-3 * Math.log(u / centre))))
                .toList();
    }

    /** Two backends over three hidden sizes, with raw samples; one backend overtakes the other. */
    public static ResultSet throughput() {
        Random random = new Random(5);
        List<TrialRecord> trials = new ArrayList<>();
        for (String cell : List.of("rnn", "lstm", "cprnn")) {
            for (String backend : List.of("cpu", "nd4j")) {
                for (long hidden : new long[] {32, 64, 128, 256, 512}) {
                    double rate = backend.equals("cpu") ? 6e7 / hidden : 1.1e6 / (1 + hidden / 150.0);
                    List<List<Double>> samples = IntStream.range(0, 2)
                            .mapToObj(fork -> IntStream.range(0, 5)
                                    .mapToObj(i -> rate * (0.95 + 0.1 * random.nextDouble()))
                                    .toList())
                            .toList();
                    trials.add(new Trials()
                            .experiment("throughput/backends")
                            .task("training-step", Map.of("rows", 128L, "steps", 50L))
                            .protocol(Map.of())
                            .cell(cell, Map.of("hidden", hidden))
                            .backend(backend)
                            .series(Map.of("hidden", hidden))
                            .training(Map.of())
                            .parameters(hidden * hidden)
                            .metric(new Metric("speed/tokens", rate, "token/s", Metric.Direction.HIGHER, null, samples))
                            .metric(Metric.of("speed/time", 6.4e6 / rate, "ms/op", Metric.Direction.LOWER))
                            .facts(Map.of("timed region", "forward and backward", "forks", "2"))
                            .build());
                }
            }
        }
        return Runs.of("throughput/backends", "Two backends over hidden sizes", "Training steps per second.", trials);
    }

    /** Share of seeds that solve parity over the hidden size, with and without additive terms. */
    public static ResultSet frozenParity() {
        Random random = new Random(6);
        List<TrialRecord> trials = new ArrayList<>();
        for (String additive : List.of("none", "input")) {
            for (long hidden : new long[] {1, 2, 4, 8}) {
                for (int seed = 0; seed < 10; seed++) {
                    boolean solved = additive.equals("none") && random.nextDouble() < 1 - Math.pow(2, -hidden);
                    trials.add(new Trials()
                            .experiment("bilinear/frozen-parity")
                            .cell("bilinear-diagonal", Map.of("hidden", hidden, "additive", additive, "frozen", true))
                            .series(Map.of("hidden", hidden, "additive", additive))
                            .seed(seed)
                            .accuracy(solved ? 1 : 0.02 * random.nextDouble())
                            .build());
                }
            }
        }
        return Runs.of("bilinear/frozen-parity", "Frozen random diagonals", "1 - 2^-H of the seeds solve it.", trials);
    }

    /** Two cells of different sizes with two activations, words to draw over; the second cell on a backend. */
    public static ResultSet activations(String second) {
        List<TrialRecord> trials = new ArrayList<>();
        for (String activation : List.of("tanh", "relu")) {
            Trials first = new Trials().cell("rnn", Map.of()).parameters(20_000);
            Trials other = new Trials().cell("cprnn", Map.of()).backend(second).parameters(30_000);
            for (Trials trial : List.of(first, other)) {
                trials.add(trial.series(Map.of("activation", activation))
                        .bpc(activation.equals("tanh") ? 2.25 : 2.5)
                        .build());
            }
        }
        return Runs.of("cprnn/activations", "Two activations", "", trials);
    }

    /** Three learning rates, of which the best on the validation set is to be shown. */
    public static ResultSet bestOf() {
        List<TrialRecord> trials = new ArrayList<>();
        double[] rates = {1e-3, 1e-4, 1e-5};
        double[] validation = {0.7, 0.9, 0.1};
        double[] test = {0.8, 0.6, 0.1};
        for (int rate = 0; rate < rates.length; rate++) {
            for (int seed = 0; seed < 3; seed++) {
                trials.add(new Trials()
                        .training(Map.of("learning-rate", rates[rate], "batch", 64L))
                        .facts(Map.of("best of", "learning-rate"))
                        .seed(seed)
                        .accuracy(test[rate])
                        .metric(new Metric(
                                "validation/normalised-accuracy",
                                validation[rate],
                                "1",
                                Metric.Direction.HIGHER,
                                0.0,
                                List.of()))
                        .build());
            }
        }
        return Runs.of("quickstart", "Best of three learning rates", "", trials);
    }

    /** A trial whose parameters were looked into. */
    public static ResultSet analysed() {
        TrialRecord trial = new Trials()
                .cell("bilinear-rotation", Map.of("hidden", 8L))
                .accuracy(1)
                .build();
        TrialRecord other =
                new Trials().cell("bilinear", Map.of("hidden", 8L)).accuracy(1).build();
        List<Double> angles = List.of(0.63, 1.26, 2.51, -0.63);
        Figure eigenvalues = new Figure(
                "eigenvalues",
                "Eigenvalues by token",
                Figure.Kind.PLANE,
                "Real part",
                "Imaginary part",
                List.of(new Figure.Trace("token 1", cosines(angles, 0), cosines(angles, Math.PI / 2))));
        Figure ranks = new Figure(
                "cp-rank",
                "Error of a CP decomposition",
                Figure.Kind.LINE_LOG_Y,
                "Rank",
                "Relative error",
                List.of(new Figure.Trace(
                        "best of 3 starts", List.of(1.0, 2.0, 3.0, 4.0), List.of(0.7, 0.2, 0.01, 1e-7))));
        ResultSet run = Runs.of("quickstart", "What rotations learn", "", List.of(trial, other));
        return new ResultSet(
                run.manifests(),
                run.trials(),
                List.of(new Analysis(
                        trial.key(),
                        "bilinear-rotation on parity, seed 0",
                        Map.of("generic rank", "4"),
                        List.of(eigenvalues, ranks))));
    }

    private static List<Double> cosines(List<Double> angles, double shift) {
        return angles.stream().map(angle -> StrictMath.cos(angle - shift)).toList();
    }

    /** Names that would run scripts if they were not escaped. */
    public static ResultSet hostile() {
        String name = "<img src=x onerror=\"document.title='broken'\">";
        String script = "</script><script>document.title='broken'</script><!-- \u2028 ${1+1} `x` & \"quotes\"";
        List<TrialRecord> trials = new ArrayList<>();
        for (int seed = 0; seed < 2; seed++) {
            trials.add(new Trials()
                    .experiment(script)
                    .task(script, Map.of("text", name))
                    .cell(name, Map.of())
                    .backend("a'b\"c")
                    .seed(seed)
                    .accuracy(0.5)
                    .curve("train/" + script, "update", "nat", List.of(1.0, 2.0, 3.0), List.of(3.0, Double.NaN, 1.0))
                    .build());
            trials.add(new Trials()
                    .experiment(script)
                    .task(script, Map.of("text", name))
                    .cell("lstm", Map.of())
                    .backend("a'b\"c")
                    .seed(seed)
                    .ended(
                            Outcome.FAILED,
                            new Failure(script, name + "\n@everyone | `code`", script + "\n\tat " + name))
                    .build());
        }
        return Runs.of(
                script,
                name,
                script + name,
                trials,
                List.of(new Reference(script, name, "test/normalised-accuracy", 0.5, Map.of("cell", name))));
    }

    /** Nothing completed: one failed, one skipped, one still missing. */
    public static ResultSet nothingCompleted() {
        TrialRecord failed = new Trials()
                .ended(
                        Outcome.FAILED,
                        new Failure("java.lang.OutOfMemoryError", "Java heap space", "at Example.java:1"))
                .build();
        TrialRecord skipped = new Trials()
                .seed(1)
                .backend("cuda")
                .ended(Outcome.SKIPPED, new Failure("unavailable", "libcuda.so.1 was not found", ""))
                .build();
        TrialRecord missing = new Trials().seed(2).build();
        return new ResultSet(
                List.of(Runs.manifest("quickstart", "Nothing", "", List.of(failed, skipped, missing), List.of())),
                List.of(failed, skipped));
    }

    /** A thousand trials with curves of 500 points. */
    public static ResultSet thousand() {
        Random random = new Random(7);
        List<Double> updates =
                IntStream.rangeClosed(1, 500).mapToObj(i -> i * 20.0).toList();
        List<TrialRecord> trials = new ArrayList<>();
        for (int modulus = 2; modulus < 22; modulus++) {
            for (int c = 0; c < 10; c++) {
                for (int seed = 0; seed < 5; seed++) {
                    List<Double> loss = updates.stream()
                            .map(u -> 3 * Math.exp(-u / 2000) + 0.1 * random.nextDouble())
                            .toList();
                    List<Double> accuracy =
                            loss.stream().map(l -> Math.max(0, 1 - l)).toList();
                    trials.add(new Trials()
                            .experiment("large")
                            .task("modular-addition", Map.of("modulus", (long) modulus))
                            .cell("cell-" + c, Map.of("hidden", 64L, "rank", 4L))
                            .series(Map.of("modulus", (long) modulus))
                            .seed(seed)
                            .accuracy(random.nextDouble())
                            .curve("train/loss", "update", "nat", updates, loss)
                            .curve("validation/normalised-accuracy", "update", "1", updates, accuracy)
                            .curve(
                                    "length/normalised-accuracy",
                                    "length",
                                    "1",
                                    List.of(2.0, 10.0, 100.0, 500.0),
                                    List.of(1.0, 0.9, 0.5, 0.1))
                            .curve("validation/loss", "update", "nat", updates, loss)
                            .curve("test/accuracy", "position", "1", updates, accuracy)
                            .curve(
                                    "length/loss",
                                    "length",
                                    "nat",
                                    List.of(2.0, 10.0, 100.0, 500.0),
                                    List.of(0.1, 0.9, 1.5, 2.1))
                            .build());
                }
            }
        }
        return Runs.of("large", "A thousand trials", "For the size of the file.", trials);
    }
}
