package io.recurbench.benchmarks;

import io.recurbench.api.Options;
import io.recurbench.api.SeededRandom;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Gradients;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Program;
import io.recurbench.api.service.Services;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

/**
 * One chunk of truncated backpropagation: 128 sequences of 50 characters out of 101, on the backend {@code cpu} unless told
 * otherwise. Run with {@code -prof gc}: {@link #step} on {@code cpu} allocates nothing, {@link #gradients} the array that
 * it returns. {@code -p backend=cpu,nd4j} takes the backends in turn for each model.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-Xmx4g"})
public class TrainingStepBenchmark {
    private static final int SYMBOLS = 101;
    private static final Pattern MODEL = Pattern.compile("(.+?)-(\\d+)(?:-(\\d+))?");

    /** Cell, hidden size and, where there is one, the rank. */
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

    /** Threads. */
    @Param("2")
    public int threads = 2;

    /** B, sequences. */
    @Param("128")
    public int rows = 128;

    /** T, characters of each. */
    @Param("50")
    public int steps = 50;

    /** Backend. */
    @Param("cpu")
    public String backend = "cpu";

    /** Kernels of the backend cpu. */
    @Param("auto")
    public String kernels = "auto";

    private Trainer trainer;
    private Batch batch;

    /** Opens the trainer. */
    @Setup
    public void open() {
        Matcher name = MODEL.matcher(model);
        if (!name.matches()) {
            throw new IllegalArgumentException("expected CELL-HIDDEN or CELL-HIDDEN-RANK, not '" + model + "'");
        }
        String cellId = name.group(1);
        Cell cell = ServiceLoader.load(Cell.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(c -> c.id().equals(cellId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no cell '" + cellId + "'"));
        Map<String, Object> options = new HashMap<>(Map.of("hidden", Long.valueOf(name.group(2))));
        if (name.group(3) != null) {
            options.put("rank", Long.valueOf(name.group(3)));
        }
        Program program = Services.compiler()
                .compile(ModelSpec.single(
                        cell,
                        Options.resolve("cell '" + cellId + "'", cell.options(), options),
                        InputSpec.tokens(SYMBOLS),
                        OutputSpec.classes(SYMBOLS)));
        Backend chosen = ServiceLoader.load(Backend.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(b -> b.id().equals(backend))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no backend '" + backend + "'"));
        Map<String, Object> backendOptions = backend.equals("cpu") ? Map.of("kernels", kernels) : Map.of();
        trainer = chosen.open(new TrainerRequest(
                program,
                Optimiser.adam(),
                Services.compiler().drawParameters(program, 1),
                threads,
                Options.resolve("backend '" + backend + "'", chosen.options(), backendOptions)));
        batch = batch();
    }

    private Batch batch() {
        SeededRandom random = new SeededRandom(7);
        int[] tokens = new int[rows * steps];
        int[] targets = new int[rows * steps];
        byte[] mask = new byte[rows * steps];
        Arrays.setAll(tokens, i -> random.nextInt(SYMBOLS));
        Arrays.setAll(targets, i -> random.nextInt(SYMBOLS));
        Arrays.fill(mask, (byte) 1);
        return Batch.ofTokens(steps, rows, tokens, targets, mask, false);
    }

    /** Closes the trainer. */
    @TearDown
    public void close() {
        trainer.close();
    }

    /** Forward and backward. */
    @Benchmark
    public Gradients gradients() {
        return trainer.gradients(batch);
    }

    /** Forward, backward and update, with all that follows from changed parameters. */
    @Benchmark
    public double step() {
        return trainer.step(batch, 1e-9);
    }

    /** Forward alone. */
    @Benchmark
    public Evaluation evaluate() {
        return trainer.evaluate(batch);
    }
}
