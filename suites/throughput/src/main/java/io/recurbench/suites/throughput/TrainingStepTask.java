package io.recurbench.suites.throughput;

import io.recurbench.api.Availability;
import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.SpeedRequest;
import io.recurbench.api.SpeedResult;
import io.recurbench.api.SpeedTask;
import io.recurbench.api.SpeedWorkload;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Times one training step on token sequences: JMH's own runner forks a JVM, warms it up and measures; every iteration of
 * every fork is kept. The tokens are random: speed does not depend on what they say.
 */
public final class TrainingStepTask implements SpeedTask {

    @Override
    public String id() {
        return "training-step";
    }

    @Override
    public String description() {
        return "time of one training step on random tokens";
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.choice(
                        "region",
                        Region.names(),
                        "what is timed: forward and backward with the gradient copied out, the step with the optimiser's"
                                + " update, or the evaluation of a batch"),
                Option.integer("rows", 128, 1, 1_000_000, "sequences in a batch"),
                Option.integer("steps", 50, 1, 1_000_000, "positions of a sequence"),
                Option.integer("vocabulary", 101, 1, 1_000_000, "different tokens, read and predicted"),
                Option.integer("forks", 2, 1, 100, "fresh JVMs, the unit of inference"),
                Option.integer("warm-up", 3, 0, 1000, "iterations of each fork that are not counted"),
                Option.integer("iterations", 5, 1, 1000, "iterations of each fork that are counted"),
                Option.real("seconds", 1, 0.01, 3600, "length of an iteration"));
    }

    @Override
    public SpeedWorkload workload(Options options) {
        int vocabulary = options.integer("vocabulary");
        return new SpeedWorkload(
                InputSpec.tokens(vocabulary),
                OutputSpec.classes(vocabulary),
                options.integer("rows"),
                options.integer("steps"));
    }

    @Override
    public Availability availability() {
        return JmhLock.availability();
    }

    @Override
    public SpeedResult measure(SpeedRequest request) {
        try {
            Path exchange = Files.createTempFile("recurbench-step", ".properties");
            try {
                return measure(request, exchange);
            } finally {
                delete(exchange);
            }
        } catch (RunnerException | IOException e) {
            if (availability() instanceof Availability.Unavailable unavailable) {
                // Taken since the run began.
                throw unavailable.error("task '" + id() + "'");
            }
            throw new RecurbenchException(
                    RecurbenchException.Kind.RESOURCE, "the measurement failed: " + e.getMessage(), e);
        }
    }

    private static SpeedResult measure(SpeedRequest request, Path exchange) throws RunnerException, IOException {
        StepRequest.of(request).write(exchange);
        Collection<RunResult> results =
                new Runner(jmhOptions(request.options(), exchange), new Progress(request.progress())).run();
        if (results.isEmpty()) {
            throw new RecurbenchException(
                    RecurbenchException.Kind.RESOURCE, "the forked JVM ended without a measurement", null);
        }
        return Measurement.of(results.iterator().next(), request.options(), StepFacts.read(exchange));
    }

    private static org.openjdk.jmh.runner.options.Options jmhOptions(Options options, Path exchange) {
        TimeValue seconds = TimeValue.microseconds(Math.round(options.real("seconds") * 1e6));
        return new OptionsBuilder()
                .include("^" + StepBenchmark.class.getName().replace(".", "\\.") + "\\.run$")
                .jvmArgsAppend("-D" + StepRequest.PROPERTY + "=" + exchange)
                .forks(options.integer("forks"))
                .warmupIterations(options.integer("warm-up"))
                .warmupTime(seconds)
                .measurementIterations(options.integer("iterations"))
                .measurementTime(seconds)
                .timeUnit(TimeUnit.MILLISECONDS)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .build();
    }

    private static void delete(Path exchange) {
        try {
            Files.deleteIfExists(exchange);
            Files.deleteIfExists(StepFacts.beside(exchange));
        } catch (IOException e) {
            // A file left in the temporary folder harms nobody; the measurement stands.
        }
    }
}
