package io.recurbench.cpu.plan;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Readers;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves values to the later sweep that alone reads them, where that saves keeping them for all steps. The gradient of the
 * readout's input is the case in point: it follows from the gradient of the logits, which is kept anyway.
 */
final class Sinking {
    private final Graph graph;
    private final Readers readers;
    private final Schedule schedule;
    private final int[] sweepOf;

    private Sinking(Graph graph, Readers readers, Schedule schedule) {
        this.graph = graph;
        this.readers = readers;
        this.schedule = schedule;
        this.sweepOf = new int[graph.operations().size()];
        for (int id = 0; id < sweepOf.length; id++) {
            sweepOf[id] = schedule.phase(id);
        }
    }

    static Schedule apply(Graph graph, Readers readers, Schedule schedule) {
        return new Sinking(graph, readers, schedule).run();
    }

    private Schedule run() {
        List<Sweep> sweeps = new ArrayList<>(schedule.sweeps());
        for (int phase = sweeps.size() - 1; phase >= 1; phase--) {
            List<Integer> staying = new ArrayList<>();
            List<List<Integer>> sunk = new ArrayList<>();
            sweeps.forEach(sweep -> sunk.add(new ArrayList<>()));
            List<Integer> operations = sweeps.get(phase - 1).operations();
            for (int i = operations.size() - 1; i >= 0; i--) {
                int id = operations.get(i);
                int target = target(id, phase);
                sweepOf[id] = target;
                (target == phase ? staying : sunk.get(target - 1)).add(0, id);
            }
            sweeps.set(phase - 1, new Sweep(sweeps.get(phase - 1).backward(), staying));
            for (int later = phase; later < sweeps.size(); later++) {
                List<Integer> joined = new ArrayList<>(sunk.get(later));
                joined.addAll(sweeps.get(later).operations());
                sweeps.set(later, new Sweep(sweeps.get(later).backward(), joined));
            }
        }
        return schedule.withSweeps(sweeps);
    }

    /** The sweep in which to compute a value of sweep {@code phase}: the first that reads it, if nothing is lost. */
    private int target(int id, int phase) {
        Operation operation = graph.operation(id);
        if (operation instanceof Operation.Leaf || operation instanceof Operation.Loss || readers.isResult(id)) {
            return phase;
        }
        int first = schedule.reducePhase();
        for (int consumer : readers.of(id)) {
            first = Math.min(first, sweepOf[consumer]);
            if (sweepOf[consumer] == schedule.reducePhase()) {
                return phase;
            }
        }
        if (first <= phase || readers.of(id).isEmpty()) {
            return phase;
        }
        for (int input : operation.inputs()) {
            if (graph.operation(input).space().hasBatchRows() && !isKept(input, id, phase)) {
                return phase;
            }
        }
        return first;
    }

    private boolean isKept(int value, int reader, int phase) {
        if (graph.operation(value) instanceof Operation.DenseInput) {
            return true;
        }
        return readers.of(value).stream().anyMatch(consumer -> consumer != reader && sweepOf[consumer] > phase);
    }
}
