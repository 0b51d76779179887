package io.recurbench.cpu;

import io.recurbench.api.Batch;
import io.recurbench.api.BatchCheck;
import io.recurbench.api.Evaluation;
import io.recurbench.api.Gradients;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.Trainer;
import io.recurbench.api.TrainerRequest;
import io.recurbench.api.TrainerState;
import io.recurbench.api.program.Program;
import io.recurbench.cpu.exec.Executor;
import io.recurbench.cpu.exec.Hidden;
import io.recurbench.cpu.exec.Worker;
import io.recurbench.cpu.exec.WorkerPool;
import io.recurbench.cpu.kernel.KernelSelection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A program with its parameters on the CPU. A step allocates nothing once its largest batch has been seen. */
final class CpuTrainer implements Trainer {
    private static final System.Logger LOGGER = System.getLogger(CpuTrainer.class.getName());

    private final Program program;
    private final float[] parameters;
    private final float[] gradient;
    private final Update update;
    private final WorkerPool pool;
    private final List<Worker> workers = new ArrayList<>();
    private final Hidden trainingStream;
    private final Hidden evaluationStream;
    private @Nullable Executor training;
    private @Nullable Executor evaluation;
    private boolean closed;

    CpuTrainer(TrainerRequest request, KernelSelection selection) {
        program = request.program();
        parameters = request.parameters().clone();
        gradient = new float[parameters.length];
        for (int i = 0; i < request.threads(); i++) {
            workers.add(new Worker(selection.create()));
        }
        trainingStream = new Hidden(program.states());
        evaluationStream = new Hidden(program.states());
        pool = new WorkerPool(request.threads());
        update = new Update(program, request.optimiser(), parameters, gradient, workers, pool);
    }

    @Override
    public double step(Batch batch, double learningRate) {
        double loss = train(batch);
        update.apply(learningRate);
        parametersChanged();
        return loss;
    }

    @Override
    public Gradients gradients(Batch batch) {
        double loss = train(batch);
        return new Gradients(loss, gradient.clone());
    }

    private double train(Batch batch) {
        check(batch, trainingStream);
        try {
            Executor executor = training;
            if (executor == null) {
                executor = new Executor(program, program.training(), parameters, gradient, workers, pool);
                training = executor;
            }
            executor.run(batch, trainingStream);
            return executor.meanLoss();
        } catch (OutOfMemoryError e) {
            throw outOfMemory(program.name(), e);
        }
    }

    @Override
    public Evaluation evaluate(Batch batch) {
        check(batch, evaluationStream);
        try {
            Executor executor = evaluation;
            if (executor == null) {
                executor = new Executor(program, program.evaluation(), parameters, gradient, workers, pool);
                evaluation = executor;
            }
            executor.run(batch, evaluationStream);
            return executor.evaluation();
        } catch (OutOfMemoryError e) {
            throw outOfMemory(program.name(), e);
        }
    }

    private void check(Batch batch, Hidden stream) {
        checkOpen();
        BatchCheck.check(program, batch);
        BatchCheck.checkCarried(program, batch, stream.rows());
    }

    private void parametersChanged() {
        if (training != null) {
            training.parametersChanged();
        }
        if (evaluation != null) {
            evaluation.parametersChanged();
        }
    }

    @Override
    public TrainerState export() {
        checkOpen();
        return new TrainerState(update.count(), parameters.clone(), update.exportMoments(), trainingStream.export());
    }

    @Override
    public void restore(TrainerState state) {
        checkOpen();
        int rows = BatchCheck.checkState(program, update.momentCount(), state);
        System.arraycopy(state.parameters(), 0, parameters, 0, parameters.length);
        update.restore(state.updates(), state.moments());
        trainingStream.restore(state.hidden(), rows);
        evaluationStream.restore(List.of(), 0);
        parametersChanged();
    }

    @Override
    public long memoryBytes() {
        checkOpen();
        long bytes =
                4L * parameters.length * (2 + update.momentCount()) + trainingStream.bytes() + evaluationStream.bytes();
        for (Worker worker : workers) {
            bytes += worker.bytes();
        }
        bytes += training == null ? 0 : training.bytes();
        bytes += evaluation == null ? 0 : evaluation.bytes();
        return bytes;
    }

    @Override
    public void close() {
        if (!closed) {
            log("training", training);
            log("evaluation", evaluation);
        }
        closed = true;
        pool.close();
    }

    private void log(String graph, @Nullable Executor executor) {
        if (executor != null) {
            executor.profile()
                    .ifPresent(profile ->
                            LOGGER.log(System.Logger.Level.INFO, "{0}, {1}: {2}", program.name(), graph, profile));
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("this trainer of " + program.name() + " is closed");
        }
    }

    static RecurbenchException outOfMemory(String program, OutOfMemoryError cause) {
        long heap = Runtime.getRuntime().maxMemory() >> 20;
        return new RecurbenchException(
                RecurbenchException.Kind.RESOURCE,
                "the heap of " + heap + " MiB does not suffice for " + program
                        + ": use smaller or shorter batches, or give the JVM more with -Xmx",
                cause);
    }
}
