package io.recurbench.suites.throughput;

import io.recurbench.api.Backend;
import io.recurbench.api.Batch;
import io.recurbench.api.Cell;
import io.recurbench.api.ModelSpec;
import io.recurbench.api.Options;
import io.recurbench.api.Plugin;
import io.recurbench.api.SeededRandom;
import io.recurbench.api.Services;
import io.recurbench.api.Trainer;
import io.recurbench.api.TrainerRequest;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What runs in the fork: one operation is one batch. Set up by {@link TrainingStepTask}, not to be started by hand. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class StepBenchmark {
    /** Batches that take turns, so that nothing can be remembered from one step to the next. */
    private static final int POOL = 4;

    /** Small enough that thousands of steps on random tokens stay finite. */
    private static final double LEARNING_RATE = 1e-4;

    private final Batch[] batches = new Batch[POOL];
    private StepRequest request;
    private Region region;
    private Program program;
    private Trainer trainer;
    private int turn;
    private double loss;

    /** Compiles the program, opens the trainer and draws the batches. */
    @Setup
    public void open() throws IOException {
        request = StepRequest.ofThisFork();
        region = request.region();
        Cell cell = find(Cell.class, request.text("cell"));
        Backend backend = find(Backend.class, request.text("backend"));
        int vocabulary = request.taskInteger("vocabulary");
        program = Services.compiler()
                .compile(new ModelSpec(
                        cell,
                        Options.resolve("cell '" + cell.id() + "'", cell.options(), request.cellOptions()),
                        request.integer("layers"),
                        InputSpec.tokens(vocabulary),
                        0,
                        OutputSpec.classes(vocabulary),
                        true));
        long seed = Long.parseLong(request.text("seed"));
        trainer = backend.open(new TrainerRequest(
                program,
                request.optimiser(),
                Services.compiler().drawParameters(program, seed),
                request.integer("threads"),
                Options.resolve("backend '" + backend.id() + "'", backend.options(), request.backendOptions())));
        SeededRandom random = new SeededRandom(SeededRandom.derive(seed, "throughput"));
        Arrays.setAll(
                batches, i -> draw(random, request.taskInteger("steps"), request.taskInteger("rows"), vocabulary));
    }

    /** One batch through the timed region. */
    @Benchmark
    public double run() {
        turn = (turn + 1) % POOL;
        Batch batch = batches[turn];
        loss = switch (region) {
            case STEP -> trainer.step(batch, LEARNING_RATE);
            case FORWARD_BACKWARD -> trainer.gradients(batch).loss();
            case EVALUATION -> trainer.evaluate(batch).totalLoss();
        };
        return loss;
    }

    /** Leaves the fork's facts for the parent, and fails if what was timed was not a computation. */
    @TearDown
    public void close() throws IOException {
        if (!Double.isFinite(loss) || loss <= 0) {
            throw new IllegalStateException("the timed steps gave a loss of " + loss + ": nothing was measured");
        }
        boolean backward = region != Region.EVALUATION;
        new StepFacts(
                        trainer.memoryBytes(),
                        program.parameterCount(),
                        Flops.of(
                                program,
                                backward ? program.training() : program.evaluation(),
                                request.taskInteger("steps"),
                                request.taskInteger("rows")),
                        loss)
                .write(Path.of(System.getProperty(StepRequest.PROPERTY)));
        trainer.close();
    }

    private static <P extends Plugin> P find(Class<P> kind, String id) {
        for (ServiceLoader.Provider<P> provider :
                ServiceLoader.load(kind).stream().toList()) {
            try {
                P plugin = provider.get();
                if (plugin.id().equals(id)) {
                    return plugin;
                }
            } catch (java.util.ServiceConfigurationError e) {
                // Another plugin is broken; the parent has already named it.
            }
        }
        throw new IllegalStateException("no " + kind.getSimpleName() + " '" + id + "' on the fork's class path");
    }

    private static Batch draw(SeededRandom random, int steps, int rows, int vocabulary) {
        int[] tokens = new int[steps * rows];
        int[] targets = new int[steps * rows];
        byte[] mask = new byte[steps * rows];
        Arrays.setAll(tokens, i -> random.nextInt(vocabulary));
        Arrays.setAll(targets, i -> random.nextInt(vocabulary));
        Arrays.fill(mask, (byte) 1);
        return Batch.ofTokens(steps, rows, tokens, targets, mask, false);
    }
}
