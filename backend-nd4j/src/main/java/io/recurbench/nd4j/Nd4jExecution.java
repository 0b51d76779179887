package io.recurbench.nd4j;

import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.program.Program;
import io.recurbench.backend.Execution;
import io.recurbench.backend.GraphExecution;
import io.recurbench.backend.UpdateRule;
import io.recurbench.backend.Vector;
import java.util.EnumMap;
import java.util.Map;

/** A program in native memory: a flat array for each vector, a runner for each of the two graphs. */
final class Nd4jExecution implements Execution {
    private final Memory memory = new Memory();
    private final int size;
    private final Map<Vector, Region> vectors = new EnumMap<>(Vector.class);
    private final GraphRunner training;
    private final GraphRunner evaluation;
    private final Update update;

    Nd4jExecution(TrainerRequest request) {
        Program program = request.program();
        size = program.parameterCount();
        allocate(Vector.PARAMETERS);
        allocate(Vector.GRADIENT);
        Vector.moments(request.optimiser().moments()).forEach(this::allocate);
        training = new GraphRunner(program, program.training(), vectors, request.threads());
        evaluation = new GraphRunner(program, program.evaluation(), vectors, request.threads());
        update = new Update(
                UpdateRule.trained(program), vectors, request.optimiser().epsilon());
    }

    private void allocate(Vector vector) {
        vectors.put(vector, memory.zeros(1, Math.max(1, size)));
    }

    private Region region(Vector vector) {
        Region region = vectors.get(vector);
        if (region == null) {
            throw new IllegalArgumentException("this optimiser keeps no " + vector);
        }
        return region;
    }

    @Override
    public GraphExecution training() {
        return training;
    }

    @Override
    public GraphExecution evaluation() {
        return evaluation;
    }

    @Override
    public void update(UpdateRule rule) {
        update.apply(rule);
    }

    @Override
    public float[] read(Vector vector) {
        float[] numbers = new float[size];
        region(vector).read(numbers, size);
        return numbers;
    }

    @Override
    public void write(Vector vector, float[] numbers) {
        region(vector).write(numbers, size);
    }

    @Override
    public long bytes() {
        return memory.bytes() + training.bytes() + evaluation.bytes() + update.bytes();
    }

    @Override
    public void close() {
        training.close();
        evaluation.close();
        update.close();
        memory.close();
    }
}
