package com.acme;

import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.program.Program;
import io.recurbench.backend.Execution;
import io.recurbench.backend.GraphExecution;
import io.recurbench.backend.HostVectors;
import io.recurbench.backend.UpdateRule;
import io.recurbench.backend.Vector;

/** A program with its vectors in arrays, and its two graphs. */
final class LoopsExecution implements Execution {
    private final HostVectors vectors;
    private final LoopsGraph training;
    private final LoopsGraph evaluation;

    LoopsExecution(TrainerRequest request) {
        Program program = request.program();
        vectors = new HostVectors(program, request.optimiser());
        training = new LoopsGraph(program, program.training(), vectors);
        evaluation = new LoopsGraph(program, program.evaluation(), vectors);
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
        vectors.update(rule);
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
        return vectors.bytes() + training.bytes() + evaluation.bytes();
    }

    @Override
    public void close() {}
}
