package io.recurbench.cpu.plan;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The stages of a graph as this backend runs them: tables first, then sweeps over time, then sums over rows. Values of
 * PARAMETERS and VOCABULARY that no row touches are tables, wherever they stand.
 */
public final class Schedule {
    private final List<Integer> prepare;
    private final List<Sweep> sweeps;
    private final List<Integer> reduce;
    private final int[] phase;

    private Schedule(int size, List<Integer> prepare, List<Sweep> sweeps, List<Integer> reduce) {
        this.prepare = List.copyOf(prepare);
        this.sweeps = List.copyOf(sweeps);
        this.reduce = List.copyOf(reduce);
        this.phase = new int[size];
        Arrays.fill(phase, -1);
        prepare.forEach(id -> phase[id] = 0);
        for (int i = 0; i < sweeps.size(); i++) {
            for (int id : sweeps.get(i).operations()) {
                phase[id] = i + 1;
            }
        }
        reduce.forEach(id -> phase[id] = sweeps.size() + 1);
    }

    /** Joins neighbouring stages of the same direction; stages of rows belong to the loop before them. */
    public static Schedule of(Graph graph) {
        List<Integer> prepare = new ArrayList<>();
        List<Integer> reduce = new ArrayList<>();
        List<List<Integer>> runs = new ArrayList<>();
        List<Boolean> directions = new ArrayList<>();
        boolean loops = false;
        for (Stage stage : graph.stages()) {
            boolean loop = stage.kind() == Stage.Kind.LOOP_FORWARD || stage.kind() == Stage.Kind.LOOP_BACKWARD;
            if (loop || stage.kind() == Stage.Kind.ROWS) {
                boolean backward = stage.kind() == Stage.Kind.LOOP_BACKWARD;
                if (runs.isEmpty() || (loop && loops && directions.get(runs.size() - 1) != backward)) {
                    runs.add(new ArrayList<>());
                    directions.add(backward);
                } else if (loop && !loops) {
                    directions.set(runs.size() - 1, backward);
                }
                loops |= loop;
            }
            for (int id : stage.operations()) {
                if (stage.kind() == Stage.Kind.REDUCE) {
                    reduce.add(id);
                } else if (graph.operation(id).space().hasBatchRows()) {
                    runs.get(runs.size() - 1).add(id);
                } else {
                    prepare.add(id);
                }
            }
        }
        List<Sweep> sweeps = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            sweeps.add(new Sweep(directions.get(i), runs.get(i)));
        }
        return new Schedule(graph.operations().size(), prepare, sweeps, reduce);
    }

    /** The same with other sweeps. */
    Schedule withSweeps(List<Sweep> newSweeps) {
        return new Schedule(phase.length, prepare, newSweeps, reduce);
    }

    /** Tables that depend on the parameters alone, in order. */
    public List<Integer> prepare() {
        return prepare;
    }

    /** The passes over time, in order. */
    public List<Sweep> sweeps() {
        return sweeps;
    }

    /** Sums over rows, and what follows from them, in order. */
    public List<Integer> reduce() {
        return reduce;
    }

    /** When a value is computed: 0 in prepare, then the sweeps from 1, then reduce. */
    public int phase(int id) {
        return phase[id];
    }

    /** The phase of reduce. */
    public int reducePhase() {
        return sweeps.size() + 1;
    }

    /** The sweep of a value with rows. */
    public Sweep sweepOf(int id) {
        return sweeps.get(phase[id] - 1);
    }
}
