package io.recurbench.cuda;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Recurrence;
import io.recurbench.api.program.Space;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Places of the values of one graph for one size of batch: {@code [T x B][width]}, time-major. A state has T + 1 blocks of
 * B rows: what it is before step t is block t, what it becomes is block t + 1, so that nothing is copied from step to
 * step; the adjoint of a state likewise.
 */
final class BatchValues {
    private final Graph graph;
    private final Prepared prepared;
    private final int steps;
    private final int rows;
    private final Map<Integer, Home> homes = new HashMap<>();
    private final Map<Integer, Integer> histories = new HashMap<>();
    private final Map<Integer, Integer> adjointHistories = new HashMap<>();
    private final int inputPlace;
    private final BatchInput input;
    private @Nullable Region region;

    /** A place and the first row in it. */
    private record Home(int place, int firstRow) {}

    BatchValues(Graph graph, Fusion fusion, Prepared prepared, BatchInput input, Shape shape, Region.Layout layout) {
        this.graph = graph;
        this.prepared = prepared;
        this.steps = shape.steps();
        this.rows = shape.rows();
        this.input = input;
        inputPlace = layout.reserve(input.size());
        graph.recurrences().forEach(recurrence -> bindState(recurrence, layout));
        graph.recurrences().forEach(this::bindResults);
        for (Operation operation : graph.operations()) {
            boolean own = operation.space().hasBatchRows()
                    && !Fusion.isView(operation)
                    && !fusion.isInternal(operation.id())
                    && !homes.containsKey(operation.id());
            if (own) {
                homes.put(operation.id(), new Home(layout.reserve((long) positions() * operation.width()), 0));
            }
        }
    }

    /** The size of a batch. */
    record Shape(int steps, int rows) {
        int positions() {
            return Math.multiplyExact(steps, rows);
        }
    }

    private void bindState(Recurrence recurrence, Region.Layout layout) {
        long width = graph.operation(recurrence.initial()).width();
        int history = layout.reserve((steps + 1L) * rows * width);
        histories.put(recurrence.state(), history);
        if (recurrence.current() >= 0) {
            homes.put(recurrence.current(), new Home(history, 0));
        }
        if (recurrence.currentAdjoint() >= 0) {
            int adjoint = layout.reserve((steps + 1L) * rows * width);
            adjointHistories.put(recurrence.state(), adjoint);
            if (recurrence.carriedAdjoint() >= 0) {
                homes.put(recurrence.carriedAdjoint(), new Home(adjoint, rows));
            }
        }
    }

    /** What a loop computes for a state goes straight into its history, unless it is another state's already. */
    private void bindResults(Recurrence recurrence) {
        if (isComputed(recurrence.next())) {
            homes.putIfAbsent(recurrence.next(), new Home(place(histories, recurrence.state()), rows));
        }
        if (recurrence.currentAdjoint() >= 0 && isComputed(recurrence.currentAdjoint())) {
            homes.putIfAbsent(recurrence.currentAdjoint(), new Home(place(adjointHistories, recurrence.state()), 0));
        }
    }

    private boolean isComputed(int id) {
        Operation operation = graph.operation(id);
        return operation.space().hasBatchRows() && !Fusion.isView(operation);
    }

    /** Says where the values are. */
    void bind(Region bound) {
        region = bound;
    }

    /** T. */
    int steps() {
        return steps;
    }

    /** B. */
    int rows() {
        return rows;
    }

    /** T x B. */
    int positions() {
        return Math.multiplyExact(steps, rows);
    }

    /** Where the batch's own numbers are. */
    BatchInput.Addresses input() {
        return new BatchInput.Addresses(input, inputPlace().address());
    }

    /** The block that the batch is copied to. */
    Region.Place inputPlace() {
        return bound().place(inputPlace);
    }

    /** The value as an operation of {@code reader} reads it, from the first row of the window on. */
    Operand operand(int id, Space reader, Window window) {
        Operation operation = graph.operation(id);
        int column = operation.width() == 1 ? 0 : 1;
        if (operation.space() == Space.PARAMETERS) {
            return new Operand(prepared.address(id), 0, column, false);
        }
        if (operation.space() == Space.VOCABULARY) {
            return new Operand(prepared.address(id), operation.width(), column, reader.hasBatchRows());
        }
        if (operation instanceof Operation.Slice slice) {
            Operand whole = operand(slice.input(), reader, window);
            return new Operand(whole.address() + 4L * slice.offset(), whole.stride(), column, whole.byToken());
        }
        long base = operation instanceof Operation.DenseInput ? input().dense() : home(operation);
        long first = window.isStep() ? (long) window.step() * rows * operation.width() : 0;
        return new Operand(base + 4 * first, operation.width(), column, false);
    }

    /** Tokens for an operation of {@code reader} over the window; 0 if it has no batch rows. */
    long tokens(Space reader, Window window) {
        if (!reader.hasBatchRows()) {
            return 0;
        }
        return input().tokens() + (window.isStep() ? 4L * window.step() * rows : 0);
    }

    /** B rows of a state: before step {@code block}, or after the last. */
    Operand history(int state, int block) {
        return block(histories, state, block);
    }

    /** B rows of the adjoint of a state. */
    Operand adjointHistory(int state, int block) {
        return block(adjointHistories, state, block);
    }

    /** Whether there is an adjoint of the state. */
    boolean hasAdjoint(int state) {
        return adjointHistories.containsKey(state);
    }

    /** The place of a state's history. */
    Region.Place historyPlace(int state) {
        return bound().place(place(histories, state));
    }

    /** The place of the history of a state's adjoint. */
    Region.Place adjointPlace(int state) {
        return bound().place(place(adjointHistories, state));
    }

    private Operand block(Map<Integer, Integer> all, int state, int block) {
        long width = graph.operation(graph.recurrences().get(state).initial()).width();
        return new Operand(
                bound().place(place(all, state)).address() + 4L * block * rows * width,
                width,
                width == 1 ? 0 : 1,
                false);
    }

    private static int place(Map<Integer, Integer> all, int state) {
        Integer place = all.get(state);
        if (place == null) {
            throw new IllegalStateException("state " + state + " has no history");
        }
        return place;
    }

    private long home(Operation operation) {
        Home home = homes.get(operation.id());
        if (home == null) {
            throw new IllegalStateException("value " + operation.id() + " has no place: " + operation);
        }
        return bound().place(home.place()).address() + 4L * home.firstRow() * operation.width();
    }

    private Region bound() {
        Region known = region;
        if (known == null) {
            throw new IllegalStateException("the values have no memory yet");
        }
        return known;
    }
}
