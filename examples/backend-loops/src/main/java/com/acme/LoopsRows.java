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
        return reader(layout.place(id), Reading.of(operation.space(), reader), operation.width());
    }

    /** Rows of a space. */
    int count(Space space) {
        return layout.rows(space, Shape.of(batch));
    }

    private Reader reader(Place place, Reading reading, int width) {
        return new Reader(arrays[place.slot().index()], place, reading, width == 1 ? 0 : 1, batch);
    }

    /** Moves the rows {@code [first, end)}. */
    void move(Move move, Space space, int first, int end) {
        Reader from = of(move.value(), space);
        Reader to = reader(move.target(), Reading.OWN, move.width());
        for (int row = first; row < end; row++) {
            System.arraycopy(from.array, from.at(row), to.array, to.at(row), move.width());
        }
    }

    /**
     * Rows of a value.
     *
     * @param array the numbers of its slot
     * @param column 1, or 0 for a value of width 1: its number stands for the row
     */
    record Reader(float[] array, Place place, Reading reading, int column, Batch batch) {
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
            return array[at(row) + j * column];
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
