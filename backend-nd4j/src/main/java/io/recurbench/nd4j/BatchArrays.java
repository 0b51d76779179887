package io.recurbench.nd4j;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Recurrence;
import io.recurbench.api.program.Space;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The arrays of one graph for one batch shape: {@code [T x B][width]}, time-major. A state has T + 1 blocks of B rows: what
 * it is before step t is block t, what it becomes is block t + 1, so that nothing is copied from step to step; the
 * adjoint of a state likewise.
 */
final class BatchArrays {
    private final Native memory;
    private final Prepared prepared;
    private final Graph graph;
    private final int steps;
    private final int rows;
    private final Map<Integer, INDArray> arrays = new HashMap<>();
    private final Map<Integer, INDArray> histories = new HashMap<>();
    private final Map<Integer, INDArray> adjointHistories = new HashMap<>();
    private final Map<Integer, INDArray> gathered = new HashMap<>();
    private final BatchInput input;

    BatchArrays(Native memory, Prepared prepared, Program program, Graph graph, int steps, int rows) {
        this.memory = memory;
        this.prepared = prepared;
        this.graph = graph;
        this.steps = steps;
        this.rows = rows;
        this.input = new BatchInput(memory, program, steps, rows);
        graph.recurrences().forEach(this::bindState);
        for (Operation operation : graph.operations()) {
            if (operation.space().hasBatchRows()) {
                bind(operation);
            }
        }
    }

    private void bindState(Recurrence recurrence) {
        int width = graph.operation(recurrence.initial()).width();
        INDArray history = memory.zeros((steps + 1L) * rows, width);
        histories.put(recurrence.state(), history);
        if (recurrence.current() >= 0) {
            arrays.put(recurrence.current(), Views.rows(history, 0, positions()));
        }
        bindIfOwn(recurrence.next(), history);
        if (recurrence.currentAdjoint() >= 0) {
            INDArray adjoint = memory.zeros((steps + 1L) * rows, width);
            adjointHistories.put(recurrence.state(), adjoint);
            if (recurrence.carriedAdjoint() >= 0) {
                arrays.put(recurrence.carriedAdjoint(), Views.rows(adjoint, rows, positions()));
            }
            if (graph.operation(recurrence.currentAdjoint()).space() == Space.STEP) {
                arrays.putIfAbsent(recurrence.currentAdjoint(), Views.rows(adjoint, 0, positions()));
            }
        }
    }

    /** A new value of the loop is computed straight into the history, unless another state holds it already. */
    private void bindIfOwn(int next, INDArray history) {
        if (graph.operation(next).space().hasBatchRows()) {
            arrays.putIfAbsent(next, Views.rows(history, rows, positions()));
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
                        : memory.zeros(positions(), operation.width()));
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
    long positions() {
        return (long) steps * rows;
    }

    /** All rows of a value. */
    INDArray all(int id) {
        return graph.operation(id).space().hasBatchRows() ? bound(id) : prepared.get(id);
    }

    /** The rows of a value that a window of operations in {@code space} reads or writes. */
    INDArray rows(int id, Window window, Space space) {
        Space own = graph.operation(id).space();
        if (own.hasBatchRows()) {
            return window.isStep() ? Views.rows(bound(id), (long) window.step() * rows, rows) : bound(id);
        }
        if (own == Space.VOCABULARY && space.hasBatchRows()) {
            INDArray all = gathered.computeIfAbsent(id, this::newGathered);
            return window.isStep() ? Views.rows(all, (long) window.step() * rows, rows) : all;
        }
        return prepared.get(id);
    }

    private INDArray newGathered(int id) {
        return memory.zeros(positions(), graph.operation(id).width());
    }

    /** The values that have to be looked up by token for each position: id to {@code [T x B][width]}. */
    Map<Integer, INDArray> gathered() {
        return gathered;
    }

    /** {@code [(T + 1) x B][width]} of a state. */
    INDArray history(int state) {
        return history(histories, state);
    }

    /** The states' adjoints, where there are any. */
    Map<Integer, INDArray> adjointHistories() {
        return adjointHistories;
    }

    private static INDArray history(Map<Integer, INDArray> all, int state) {
        INDArray history = all.get(state);
        if (history == null) {
            throw new IllegalStateException("state " + state + " has no history");
        }
        return history;
    }

    private INDArray bound(int id) {
        INDArray array = arrays.get(id);
        if (array == null) {
            throw new IllegalStateException("value " + id + " of " + graph.operation(id) + " has no array");
        }
        return array;
    }
}
