package io.recurbench.suites.throughput;

import io.recurbench.api.Options;
import io.recurbench.api.record.Metric;
import io.recurbench.api.record.Metric.Direction;
import io.recurbench.api.task.SpeedResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Turns what JMH measured into metrics, every iteration of every fork with them. */
final class Measurement {
    private static final String ALLOCATION = "gc.alloc.rate.norm";

    private Measurement() {}

    static SpeedResult of(RunResult run, Options options, List<StepFacts> forks, List<List<Double>> warmUps) {
        StepFacts facts = forks.get(0);
        List<List<Double>> milliseconds = milliseconds(run);
        double tokens = (double) options.integer("rows") * options.integer("steps");
        List<Metric> metrics = new ArrayList<>();
        metrics.add(metric("speed/tokens", "token/s", Direction.HIGHER, milliseconds, ms -> tokens / ms * 1e3));
        metrics.add(metric("speed/time", "ms/op", Direction.LOWER, milliseconds, ms -> ms));
        metrics.add(
                metric("speed/products", "GFLOP/s", Direction.HIGHER, milliseconds, ms -> facts.flops() / ms / 1e6));
        if (forks.stream().allMatch(fork -> Double.isFinite(fork.peak()))) {
            List<List<Double>> peaks =
                    forks.stream().map(fork -> List.of(fork.peak())).toList();
            metrics.add(metric("speed/peak", "GFLOP/s", Direction.NONE, peaks, rate -> rate));
        }
        if (!warmUps.isEmpty()) {
            metrics.add(metric("speed/warm-up", "ms/op", Direction.NONE, warmUps, ms -> ms));
        }
        metrics.add(Metric.of("speed/memory", memory(forks), "byte", Direction.LOWER));
        Result<?> allocation = run.getSecondaryResults().get(ALLOCATION);
        if (allocation != null) {
            metrics.add(Metric.of("speed/allocation", allocation.getScore(), "byte/op", Direction.LOWER));
        }
        Map<String, String> all = facts(run, options, forks);
        all.put("warm-up", WarmUp.describe(joined(warmUps, milliseconds)));
        return new SpeedResult(metrics, all, audit(forks));
    }

    /** The iterations of each fork, those of its warm-up first. */
    private static List<List<Double>> joined(List<List<Double>> warmUps, List<List<Double>> counted) {
        return IntStream.range(0, counted.size())
                .mapToObj(fork -> Stream.of(
                                fork < warmUps.size() ? warmUps.get(fork) : List.<Double>of(), counted.get(fork))
                        .flatMap(List::stream)
                        .toList())
                .toList();
    }

    private static double memory(List<StepFacts> forks) {
        return forks.stream().mapToDouble(StepFacts::memoryBytes).max().orElseThrow();
    }

    /** What was checked in each JVM. */
    private static String audit(List<StepFacts> forks) {
        return forks.stream().map(StepFacts::audit).distinct().collect(Collectors.joining("; in another JVM: "));
    }

    private static Map<String, String> facts(RunResult run, Options options, List<StepFacts> forks) {
        StepFacts facts = forks.get(0);
        Map<String, String> all = new TreeMap<>();
        all.put(
                "timed region",
                options.text("region") + ", host to host, all threads of the backend, device synchronised");
        all.put("measured by", "JMH " + run.getParams().getJmhVersion());
        all.put("forks", Integer.toString(forks.size()));
        all.put(
                "warm-up iterations",
                Integer.toString(run.getParams().getWarmup().getCount()));
        all.put("fork JVM", run.getParams().getVmName() + " " + run.getParams().getVmVersion());
        all.put("flops of matrix products", Long.toString(facts.flops()));
        all.put("loss of the last step", Double.toString(facts.loss()));
        if (forks.stream().allMatch(StepFacts::inTurns)) {
            all.put("iterations", "in turns with another JVM");
        }
        return all;
    }

    /** The iterations that count of each fork. */
    static List<List<Double>> milliseconds(RunResult run) {
        List<List<Double>> forks = new ArrayList<>();
        for (BenchmarkResult fork : run.getBenchmarkResults()) {
            List<Double> iterations = new ArrayList<>();
            for (IterationResult iteration : fork.getIterationResults()) {
                iterations.add(iteration.getPrimaryResult().getScore());
            }
            forks.add(iterations);
        }
        return forks;
    }

    private static Metric metric(
            String name,
            String unit,
            Direction direction,
            List<List<Double>> measured,
            DoubleUnaryOperator conversion) {
        List<List<Double>> samples = measured.stream()
                .map(fork -> fork.stream()
                        .map(value -> conversion.applyAsDouble(value))
                        .toList())
                .toList();
        double summary = median(samples.stream().map(Measurement::median).toList());
        return new Metric(name, summary, unit, direction, null, samples);
    }

    /** The middle of the values; the mean of the two middle ones if their number is even. */
    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
