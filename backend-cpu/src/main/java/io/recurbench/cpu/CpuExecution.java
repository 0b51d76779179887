package io.recurbench.cpu;

import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Program;
import io.recurbench.backend.Execution;
import io.recurbench.backend.GraphExecution;
import io.recurbench.backend.HostVectors;
import io.recurbench.backend.UpdateRule;
import io.recurbench.backend.Vector;
import io.recurbench.cpu.exec.Executor;
import io.recurbench.cpu.exec.Worker;
import io.recurbench.cpu.exec.WorkerPool;
import io.recurbench.cpu.kernel.KernelSelection;
import java.util.List;
import java.util.stream.Stream;

/** A program with its vectors in arrays. A step allocates nothing once its largest batch has been seen. */
final class CpuExecution implements Execution {
    private final Program program;
    private final HostVectors vectors;
    private final List<Worker> workers;
    private final WorkerPool pool;
    private final Update update;

    CpuExecution(TrainerRequest request, KernelSelection selection) {
        program = request.program();
        vectors = new HostVectors(program, request.optimiser());
        workers = Stream.generate(() -> new Worker(selection.create()))
                .limit(request.threads())
                .toList();
        pool = new WorkerPool(request.threads());
        update = new Update(program, request.optimiser(), vectors, workers, pool);
    }

    @Override
    public GraphExecution open(Graph graph) {
        float[] parameters = vectors.of(Vector.PARAMETERS);
        return new Executor(program, graph, parameters, vectors.of(Vector.GRADIENT), workers, pool);
    }

    @Override
    public void update(UpdateRule rule) {
        update.apply(rule);
    }

    @Override
    public float[] read(Vector vector) {
        return vectors.read(vector);
    }

    @Override
    public void write(Vector vector, float[] numbers) {
        vectors.write(vector, numbers);
    }

    @Override
    public long bytes() {
        return vectors.bytes() + workers.stream().mapToLong(Worker::bytes).sum();
    }

    @Override
    public void close() {
        pool.close();
    }
}
