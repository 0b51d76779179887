package io.recurbench.nd4j;

import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Program;
import io.recurbench.backend.Closing;
import io.recurbench.backend.Execution;
import io.recurbench.backend.GraphExecution;
import io.recurbench.backend.PerVector;
import io.recurbench.backend.UpdateRule;
import io.recurbench.backend.Vector;
import java.util.List;

/** A program in native memory: a flat array for each vector. */
final class Nd4jExecution implements Execution {
    private final Memory memory = new Memory();
    private final Program program;
    private final int threads;
    private final PerVector<Region> vectors;
    private final Update update;

    Nd4jExecution(TrainerRequest request) {
        program = request.program();
        threads = request.threads();
        int size = Math.max(1, program.parameterCount());
        vectors = new PerVector<>(request.optimiser(), () -> memory.zeros(1, size));
        update = new Update(
                UpdateRule.trained(program), vectors, request.optimiser().epsilon());
    }

    @Override
    public GraphExecution open(Graph graph) {
        return new GraphRunner(program, graph, vectors, threads);
    }

    @Override
    public void update(UpdateRule rule) {
        update.apply(rule);
    }

    @Override
    public float[] read(Vector vector) {
        float[] numbers = new float[program.parameterCount()];
        vectors.of(vector).read(numbers, numbers.length);
        return numbers;
    }

    @Override
    public void write(Vector vector, float[] numbers) {
        vectors.of(vector).write(numbers, numbers.length);
    }

    @Override
    public long bytes() {
        return memory.bytes() + update.bytes();
    }

    @Override
    public void close() {
        Closing.all(List.of(update, memory));
    }
}
