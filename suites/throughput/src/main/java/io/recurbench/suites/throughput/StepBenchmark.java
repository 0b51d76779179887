package io.recurbench.suites.throughput;

import io.recurbench.api.Availability;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.SeededRandom;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.GraphCost;
import io.recurbench.api.program.Program;
import io.recurbench.api.service.Audit;
import io.recurbench.api.service.AuditRequest;
import io.recurbench.api.service.Services;
import io.recurbench.api.task.SpeedRequest;
import io.recurbench.api.task.SpeedSubject;
import io.recurbench.api.task.SpeedWorkload;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/** What runs in the fork: one operation is one batch. Set up by {@link TrainingStepTask}, not to be started by hand. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class StepBenchmark {
    /** Small enough that thousands of steps on random tokens stay finite. */
    private static final double LEARNING_RATE = 1e-4;

    private final Exchange exchange = Exchange.ofThisFork();
    private SpeedWorkload workload;
    private Region region;
    private Program program;
    private Audit audit;
    private Optional<Turns> turns = Optional.empty();
    private int threadsOfHost;
    private int iterations;
    private int iteration;
    private int audited;
    private double loss;

    /** Compiles the program, opens the trainer, and lets it be checked before anything is timed. */
    @Setup
    public void open(BenchmarkParams benchmark) throws IOException {
        TrainingStepTask task = new TrainingStepTask();
        StepRequest asked = exchange.request();
        turns = Turns.of(asked);
        iterations =
                benchmark.getWarmup().getCount() + benchmark.getMeasurement().getCount();
        SpeedRequest request = asked.request(task);
        region = Region.of(request.options().text("region"));
        // Of all plugins only those that are measured: others may be broken, and the parent has named them.
        Cell cell = request.cellCode().make(Cell.class);
        Backend backend = request.backendCode().make(Backend.class);
        Thread.currentThread().setContextClassLoader(backend.getClass().getClassLoader());
        SpeedSubject subject = SpeedSubject.of(request, task, cell, backend);
        workload = subject.workload();
        TrainerRequest trainer = subject.trainer(request.optimiser(), request.seed());
        program = trainer.program();
        threadsOfHost = isElsewhere(backend.availability()) ? 0 : request.threads();
        long seed = request.seed();
        // Other rows and another iteration in each fork, so that none of them is where somebody expects it.
        long draw =
                SeededRandom.derive(seed, "audit of " + ProcessHandle.current().pid());
        audited = benchmark.getWarmup().getCount()
                + new SeededRandom(draw).nextInt(benchmark.getMeasurement().getCount());
        audit = Services.auditor()
                .open(new AuditRequest(
                        backend,
                        trainer,
                        region.call(),
                        LEARNING_RATE,
                        () -> new RollingBatches(
                                SeededRandom.derive(seed, "throughput"),
                                workload.steps(),
                                workload.rows(),
                                workload.input().size()),
                        draw));
        audited(() -> {
            audit.before();
            return "";
        });
    }

    /** One of the iterations that count is made again afterwards. */
    @Setup(Level.Iteration)
    public void beginIteration() {
        turns.ifPresent(in -> in.await(iteration));
        if (iteration == audited) {
            audit.beginSpan();
        }
    }

    /** One batch through the timed region. */
    @Benchmark
    public double run() {
        loss = audit.call();
        return loss;
    }

    /** The end of an iteration. */
    @TearDown(Level.Iteration)
    public void endIteration() {
        if (iteration == audited) {
            audit.endSpan();
        }
        turns.ifPresent(in -> in.pass(iteration));
        iteration++;
    }

    /** Leaves the fork's facts for the parent, unless what was timed was not the work. */
    @TearDown
    public void close() throws IOException {
        if (!Double.isFinite(loss) || loss <= 0) {
            throw new IllegalStateException("the timed calls gave a loss of " + loss + ": nothing was measured");
        }
        turns.ifPresent(in -> in.awaitEnd(iterations));
        long memoryBytes = audit.memoryBytes();
        Graph timed = region == Region.EVALUATION ? program.evaluation() : program.training();
        long positions = (long) workload.steps() * workload.rows();
        long flops = new GraphCost(program, timed, positions).productOperations();
        boolean inTurns = turns.filter(Turns::wereTaken).isPresent();
        String checked = audited(audit::after);
        double peak = threadsOfHost == 0 ? Double.NaN : ArithmeticPeak.gigaflops(threadsOfHost);
        exchange.leave(new StepFacts(memoryBytes, flops, peak, loss, inTurns, checked));
        audit.close();
    }

    /** Whether a backend names a device of its own, so that the processor's peak says nothing of it. */
    private static boolean isElsewhere(Availability availability) {
        return availability instanceof Availability.Available available
                && available.facts().containsKey("device");
    }

    private String audited(Supplier<String> check) throws IOException {
        try {
            return check.get();
        } catch (RecurbenchException e) {
            if (e.kind() == RecurbenchException.Kind.CONFORMANCE) {
                exchange.object(e.getMessage());
            }
            throw e;
        }
    }
}
