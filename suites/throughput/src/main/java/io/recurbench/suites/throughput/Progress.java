package io.recurbench.suites.throughput;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.format.OutputFormat;

/** JMH's output as lines of progress: one per iteration, and whatever a failing fork prints. */
final class Progress implements OutputFormat {
    private final Consumer<String> lines;
    private final List<List<Double>> warmUps = new ArrayList<>();
    private final StringBuilder partial = new StringBuilder();

    Progress(Consumer<String> lines) {
        this.lines = lines;
    }

    /** The scores of the iterations of warm-up, fork by fork: JMH's result has none of them. */
    List<List<Double>> warmUps() {
        return List.copyOf(warmUps);
    }

    @Override
    public void iterationResult(
            BenchmarkParams benchmark, IterationParams parameters, int iteration, IterationResult result) {
        if (parameters.getType() == IterationType.WARMUP) {
            if (iteration == 1) {
                warmUps.add(new ArrayList<>());
            }
            warmUps.get(warmUps.size() - 1).add(result.getPrimaryResult().getScore());
        }
        lines.accept(String.format(
                Locale.ROOT,
                "%s %d of %d: %.4g %s",
                parameters.getType() == IterationType.WARMUP ? "warm-up" : "iteration",
                iteration,
                parameters.getCount(),
                result.getPrimaryResult().getScore(),
                result.getPrimaryResult().getScoreUnit()));
    }

    @Override
    public void print(String text) {
        partial.append(text);
    }

    @Override
    public void println(String text) {
        String line = partial.append(text).toString().strip();
        partial.setLength(0);
        if (line.contains("rror") || line.contains("xception") || line.startsWith("at ") || line.startsWith("<")) {
            lines.accept(line);
        }
    }

    @Override
    public void iteration(BenchmarkParams benchmark, IterationParams parameters, int iteration) {}

    @Override
    public void startBenchmark(BenchmarkParams benchmark) {}

    @Override
    public void endBenchmark(BenchmarkResult result) {}

    @Override
    public void startRun() {}

    @Override
    public void endRun(Collection<RunResult> results) {}

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public void verbosePrintln(String text) {}

    @Override
    public void write(int character) {}

    @Override
    public void write(byte[] text) {}
}
