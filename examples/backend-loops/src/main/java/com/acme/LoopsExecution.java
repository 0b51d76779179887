package com.acme;

import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Program;
import io.recurbench.backend.Execution;
import io.recurbench.backend.GraphExecution;
import io.recurbench.backend.HostVectors;
import io.recurbench.backend.UpdateRule;
import io.recurbench.backend.Vector;

/** A program with its vectors in arrays. */
final class LoopsExecution implements Execution {
    private final Program program;
    private final HostVectors vectors;

    LoopsExecution(TrainerRequest request) {
        program = request.program();
        vectors = new HostVectors(program, request.optimiser());
    }

    @Override
    public GraphExecution open(Graph graph) {
        return new LoopsGraph(program, graph, vectors);
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
        return vectors.bytes();
    }

    @Override
    public void close() {}
}
