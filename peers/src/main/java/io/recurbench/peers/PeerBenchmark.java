package io.recurbench.peers;

import io.recurbench.api.Options;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Gradients;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Forward and backward of one chunk, ours and libtorch's. The optimiser's update is in neither. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-Xmx4g"})
public class PeerBenchmark {
    /** Largest difference of a gradient entry, relative to the largest entry, at which two engines agree in float. */
    private static final double TOLERANCE = 2e-3;

    /** Cell, hidden size and rank. */
    @Param({
        "rnn-128",
        "mirnn-128",
        "cprnn-32-4",
        "cprnn-75-34",
        "cprnn-128-192",
        "cprnn-400-210",
        "lstm-128",
        "lstm-512",
        "gru-128",
        "2rnn-64"
    })
    public String model = "rnn-128";

    /** Who computes. */
    @Param({"cpu", "libtorch"})
    public String engine = "cpu";

    /** Threads of either engine. */
    @Param("2")
    public int threads = 2;

    private Trainer trainer;
    private LibtorchStep libtorch;
    private Workload workload;

    /** Opens both, and refuses to time engines that disagree. */
    @Setup
    public void open() {
        workload = Workload.parse(model);
        Backend backend = ServiceLoader.load(Backend.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(b -> b.id().equals("cpu"))
                .findFirst()
                .orElseThrow();
        trainer = backend.open(new TrainerRequest(
                workload.program(),
                Optimiser.sgd(),
                workload.parameters(),
                threads,
                Options.resolve("backend 'cpu'", backend.options(), Map.of())));
        libtorch = new LibtorchStep(Libtorch.withThreads(threads), workload);
        Gradients ours = trainer.gradients(workload.batch());
        double loss = libtorch.run();
        compare("loss", ours.loss(), loss, Math.abs(loss));
        float[] theirs = libtorch.gradients();
        double largest = 0;
        for (float g : theirs) {
            largest = Math.max(largest, Math.abs(g));
        }
        for (int i = 0; i < theirs.length; i++) {
            compare("gradient entry " + i, ours.values()[i], theirs[i], largest);
        }
        if (engine.equals("cpu")) {
            libtorch.close();
        }
    }

    /** Closes both. */
    @TearDown
    public void close() {
        trainer.close();
        if (!engine.equals("cpu")) {
            libtorch.close();
        }
    }

    /** One chunk. */
    @Benchmark
    public double forwardBackward() {
        return engine.equals("cpu") ? trainer.gradients(workload.batch()).loss() : libtorch.run();
    }

    private static void compare(String what, double ours, double theirs, double scale) {
        if (!(Math.abs(ours - theirs) <= TOLERANCE * scale)) {
            throw new IllegalStateException(what + " disagrees: " + ours + " here, " + theirs + " in libtorch");
        }
    }
}
