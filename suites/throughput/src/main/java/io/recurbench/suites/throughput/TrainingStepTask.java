package io.recurbench.suites.throughput;

import io.recurbench.api.Availability;
import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.task.SpeedRequest;
import io.recurbench.api.task.SpeedResult;
import io.recurbench.api.task.SpeedTask;
import io.recurbench.api.task.SpeedWorkload;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
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
        List<Option> options = new ArrayList<>(List.of(
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
                Option.real("seconds", 1, 0.01, 3600, "length of an iteration")));
        options.addAll(Stopping.options());
        return List.copyOf(options);
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
        try (Exchange exchange = Exchange.of(StepRequest.of(request))) {
            Stopping stopping = Stopping.of(request.options());
            Progress progress = new Progress(request.progress());
            long start = System.nanoTime();
            RunResult run = run(request, exchange, progress, stopping.least());
            // Whose forks take turns with another JVM's measures as many as that one.
            boolean alone = System.getenv(Turns.VARIABLE) == null;
            while (alone && stopping.goesOn(Measurement.milliseconds(run), since(start))) {
                request.progress().accept("interval " + stopping.interval(Measurement.milliseconds(run)));
                Optional<RunResult> further = further(request, exchange, progress);
                if (further.isEmpty()) {
                    break;
                }
                run = joined(run, further.get());
            }
            List<StepFacts> forks = exchange.facts();
            if (forks.size() != run.getBenchmarkResults().size()) {
                throw failed(forks.size() + " of " + run.getBenchmarkResults().size() + " forks ended well", null);
            }
            SpeedResult measured = Measurement.of(run, request.options(), forks, progress.warmUps());
            return alone && stopping.isAsked() ? judged(measured, stopping, run, since(start)) : measured;
        } catch (IOException e) {
            throw failed(String.valueOf(e.getMessage()), e);
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** One more fork; none if somebody else has begun to measure meanwhile: what there is stands. */
    private Optional<RunResult> further(SpeedRequest request, Exchange exchange, Progress progress) throws IOException {
        try {
            return Optional.of(run(request, exchange, progress, 1));
        } catch (RecurbenchException e) {
            if (e.kind() != RecurbenchException.Kind.ENVIRONMENT) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static RunResult joined(RunResult run, RunResult further) {
        List<BenchmarkResult> forks = new ArrayList<>(run.getBenchmarkResults());
        forks.addAll(further.getBenchmarkResults());
        return new RunResult(run.getParams(), forks);
    }

    private static SpeedResult judged(SpeedResult measured, Stopping stopping, RunResult run, Duration elapsed) {
        List<List<Double>> forks = Measurement.milliseconds(run);
        Map<String, String> facts = new TreeMap<>(measured.facts());
        facts.put("interval", stopping.interval(forks));
        stopping.noisy(forks, elapsed).ifPresent(why -> facts.put("noisy", why));
        return new SpeedResult(measured.metrics(), facts, measured.audit());
    }

    private RunResult run(SpeedRequest request, Exchange exchange, Progress progress, int forks) throws IOException {
        try {
            Collection<RunResult> results = new Runner(jmhOptions(request.options(), exchange, forks), progress).run();
            return results.stream()
                    .findFirst()
                    .orElseThrow(() -> failed("the forked JVM ended without a measurement", null));
        } catch (RunnerException e) {
            Optional<String> objection = exchange.objection();
            if (objection.isPresent()) {
                throw RecurbenchException.conformance(objection.get());
            }
            if (availability() instanceof Availability.Unavailable unavailable) {
                // Taken since the run began.
                throw unavailable.error("task '" + id() + "'");
            }
            throw failed(String.valueOf(e.getMessage()), e);
        }
    }

    private static RecurbenchException failed(String reason, @Nullable Exception cause) {
        return new RecurbenchException(RecurbenchException.Kind.RESOURCE, "the measurement failed: " + reason, cause);
    }

    private static org.openjdk.jmh.runner.options.Options jmhOptions(Options options, Exchange exchange, int forks) {
        TimeValue seconds = TimeValue.microseconds(Math.round(options.real("seconds") * 1e6));
        return new OptionsBuilder()
                .include("^" + StepBenchmark.class.getName().replace(".", "\\.") + "\\.run$")
                .jvmArgsAppend(exchange.flag())
                .forks(forks)
                .warmupIterations(options.integer("warm-up"))
                .warmupTime(seconds)
                .measurementIterations(options.integer("iterations"))
                .measurementTime(seconds)
                .timeUnit(TimeUnit.MILLISECONDS)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .build();
    }
}
