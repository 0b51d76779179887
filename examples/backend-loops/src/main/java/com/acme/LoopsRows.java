package com.acme;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import io.recurbench.backend.GraphLayout;
import io.recurbench.backend.Move;
import io.recurbench.backend.Place;
import io.recurbench.backend.Reading;
import io.recurbench.backend.Shape;

/** Finds the rows of values in the arrays of a layout, for one batch. */
final class LoopsRows {
    private final Graph graph;
    private final GraphLayout layout;
    private final float[][] arrays;
    private final Batch batch;

    LoopsRows(Graph graph, GraphLayout layout, float[][] arrays, Batch batch) {
        this.graph = graph;
        this.layout = layout;
        this.arrays = arrays;
        this.batch = batch;
    }

    /** A value as rows of {@code reader} read it. */
    Reader of(int id, Space reader) {
        Operation operation = graph.operation(id);
        return reader(layout.place(id), Reading.of(operation.space(), reader));
    }

    /** A value as rows of {@code width} numbers read it, for whose blocks its numbers stand. */
    Reader spread(int id, Space reader, int width) {
        Operation operation = graph.operation(id);
        Reading reading = Reading.of(operation.space(), reader);
        return new Reader(
                arrays[layout.place(id).slot().index()], layout.place(id), reading, width / operation.width(), batch);
    }

    /** Rows of a space. */
    int count(Space space) {
        return layout.rows(space, Shape.of(batch));
    }

    private Reader reader(Place place, Reading reading) {
        return new Reader(arrays[place.slot().index()], place, reading, 1, batch);
    }

    /** Moves the rows {@code [first, end)}. */
    void move(Move move, Space space, int first, int end) {
        Reader from = of(move.value(), space);
        Reader to = reader(move.target(), Reading.OWN);
        for (int row = first; row < end; row++) {
            System.arraycopy(from.array, from.at(row), to.array, to.at(row), move.width());
        }
    }

    /**
     * Rows of a value.
     *
     * @param array the numbers of its slot
     * @param block columns for which each number stands
     */
    record Reader(float[] array, Place place, Reading reading, int block, Batch batch) {
        /** Where the numbers begin that row {@code row} reads. */
        int at(int row) {
            int own = switch (reading) {
                case OWN -> row;
                case SHARED -> 0;
                case BY_TOKEN -> batch.tokens()[row];
            };
            return (int) place.offset(own, batch.rows());
        }

        float get(int row, int j) {
            return array[at(row) + j / block];
        }

        void addTo(int row, double[] sums) {
            for (int j = 0; j < sums.length; j++) {
                sums[j] += get(row, j);
            }
        }

        void set(int row, int j, double value) {
            array[at(row) + j] = (float) value;
        }
    }
}
