package io.recurbench.nd4j;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Recurrence;
import io.recurbench.api.program.Space;
import java.util.HashMap;
import java.util.Map;

/**
 * The arrays of one graph for one batch shape: {@code [T x B][width]}, time-major. A state has T + 1 blocks of B rows: what
 * it is before step t is block t, what it becomes is block t + 1, so that nothing is copied from step to step; the
 * adjoint of a state likewise.
 */
final class BatchArrays {
    private final Operations operations;
    private final Prepared prepared;
    private final Graph graph;
    private final int steps;
    private final int rows;
    private final Map<Integer, Region> arrays = new HashMap<>();
    private final Map<Integer, Region> histories = new HashMap<>();
    private final Map<Integer, Region> adjointHistories = new HashMap<>();
    private final Map<Integer, Region> gathered = new HashMap<>();
    private final BatchInput input;

    BatchArrays(Operations operations, Prepared prepared, Program program, Graph graph, int steps, int rows) {
        this.operations = operations;
        this.prepared = prepared;
        this.graph = graph;
        this.steps = steps;
        this.rows = rows;
        this.input = new BatchInput(operations, program, steps, rows);
        graph.recurrences().forEach(this::bindState);
        for (Operation operation : graph.operations()) {
            if (operation.space().hasBatchRows()) {
                bind(operation);
            }
        }
    }

    private void bindState(Recurrence recurrence) {
        int width = graph.operation(recurrence.initial()).width();
        Region history = operations.allocate((steps + 1) * rows, width);
        histories.put(recurrence.state(), history);
        if (recurrence.current() >= 0) {
            arrays.put(recurrence.current(), history.slice(0, positions()));
        }
        bindIfOwn(recurrence.next(), history);
        if (recurrence.currentAdjoint() >= 0) {
            Region adjoint = operations.allocate((steps + 1) * rows, width);
            adjointHistories.put(recurrence.state(), adjoint);
            if (recurrence.carriedAdjoint() >= 0) {
                arrays.put(recurrence.carriedAdjoint(), adjoint.slice(rows, positions()));
            }
            if (graph.operation(recurrence.currentAdjoint()).space() == Space.STEP) {
                arrays.putIfAbsent(recurrence.currentAdjoint(), adjoint.slice(0, positions()));
            }
        }
    }

    /** A new value of the loop is computed straight into the history, unless another state holds it already. */
    private void bindIfOwn(int next, Region history) {
        if (graph.operation(next).space().hasBatchRows()) {
            arrays.putIfAbsent(next, history.slice(rows, positions()));
        }
    }

    private void bind(Operation operation) {
        if (arrays.containsKey(operation.id())) {
            return;
        }
        arrays.put(
                operation.id(),
                operation instanceof Operation.DenseInput
                        ? input.dense()
                        : operations.allocate(positions(), operation.width()));
    }

    /** What the batch gives. */
    BatchInput input() {
        return input;
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
        return steps * rows;
    }

    /** All rows of a value. */
    Region all(int id) {
        return graph.operation(id).space().hasBatchRows() ? bound(id) : prepared.get(id);
    }

    /** The rows of a value that an operation in {@code space} reads or writes: all, or in a loop those of a step. */
    Region rows(int id, boolean loop, Space space) {
        Space own = graph.operation(id).space();
        if (own.hasBatchRows()) {
            return loop ? bound(id).steps(rows) : bound(id);
        }
        if (own == Space.VOCABULARY && space.hasBatchRows()) {
            Region all = gathered.computeIfAbsent(id, this::newGathered);
            return loop ? all.steps(rows) : all;
        }
        return prepared.get(id);
    }

    /** A value to be read row by row, which needs no copy of what is looked up by token. */
    RowReader reader(int id, boolean loop, Space space) {
        Space own = graph.operation(id).space();
        if (own == Space.VOCABULARY && space.hasBatchRows()) {
            return new RowReader(prepared.get(id), RowReader.Kind.TOKEN, input.tokens(), rows);
        }
        RowReader.Kind kind = own == Space.PARAMETERS ? RowReader.Kind.SHARED : RowReader.Kind.OWN;
        return new RowReader(rows(id, loop, space), kind, input.tokens(), rows);
    }

    private Region newGathered(int id) {
        return operations.allocate(positions(), graph.operation(id).width());
    }

    /** The values that have to be looked up by token for each position: id to {@code [T x B][width]}. */
    Map<Integer, Region> gathered() {
        return gathered;
    }

    /** {@code [(T + 1) x B][width]} of a state. */
    Region history(int state) {
        return history(histories, state);
    }

    /** {@code [(T + 1) x B][width]} of a state's adjoint: what it is before step t is block t. */
    Region adjointHistory(int state) {
        return history(adjointHistories, state);
    }

    /** The adjoint of every state after the last step is zero. */
    void clearLastAdjoints() {
        adjointHistories.values().forEach(all -> all.slice(positions(), rows).clear());
    }

    private static Region history(Map<Integer, Region> all, int state) {
        Region history = all.get(state);
        if (history == null) {
            throw new IllegalStateException("state " + state + " has no history");
        }
        return history;
    }

    private Region bound(int id) {
        Region array = arrays.get(id);
        if (array == null) {
            throw new IllegalStateException("value " + id + " of " + graph.operation(id) + " has no array");
        }
        return array;
    }
}
