package io.recurbench.reference;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Space;

/**
 * The numbers of all values of a graph for one batch, row-major: a value of STEP or SEQUENCE has {@code T x B} rows,
 * time-major, one of VOCABULARY has V rows, one of PARAMETERS one row.
 */
final class Values {
    private final Graph graph;
    private final Batch batch;
    private final int vocabulary;
    private final double[][] numbers;

    Values(Program program, Graph graph, Batch batch) {
        this.graph = graph;
        this.batch = batch;
        this.vocabulary = program.vocabulary();
        this.numbers = new double[graph.operations().size()][];
        for (Operation operation : graph.operations()) {
            numbers[operation.id()] = new double[Math.multiplyExact(rows(operation.space()), operation.width())];
        }
    }

    /** All rows of a value. */
    double[] of(int id) {
        return numbers[id];
    }

    int rows(Space space) {
        return Math.toIntExact(space.rows(vocabulary, (long) batch.steps() * batch.rows()));
    }

    /** The row of space {@code read} that stands for row {@code row} of the finer or equal space {@code reader}. */
    int row(Space read, Space reader, int row) {
        return switch (read) {
            case PARAMETERS -> 0;
            case VOCABULARY -> reader == Space.VOCABULARY ? row : batch.tokens()[row];
            case SEQUENCE, STEP -> row;
        };
    }

    /** Where in {@link #of} the numbers begin that a row of {@code reader} reads. */
    int offset(int id, Space reader, int row) {
        Operation operation = graph.operation(id);
        return row(operation.space(), reader, row) * operation.width();
    }

    /** Bytes held. */
    long bytes() {
        long total = 0;
        for (double[] value : numbers) {
            total += 8L * value.length;
        }
        return total;
    }
}
