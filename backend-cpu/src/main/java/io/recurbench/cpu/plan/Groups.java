package io.recurbench.cpu.plan;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Recurrence;
import io.recurbench.backend.Uses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which values with batch rows share storage: a state before and after the step, an adjoint and what is carried of it,
 * the parts of a row that is put together. A value is computed straight into its group; where that is not possible (a
 * value that belongs to two states, a gathered row), it is moved there.
 */
final class Groups {
    private final Graph graph;
    private final Uses uses;
    private final Schedule schedule;
    private final Views views;
    private final Reaches reaches;
    private final List<Integer> widths = new ArrayList<>();
    private final List<Boolean> recurrent = new ArrayList<>();
    private final List<Boolean> cleared = new ArrayList<>();
    private final int[] group;
    private final int[] column;
    private final int[] shift;
    private final int[] stateGroup;
    private final int[] adjointGroup;
    private final List<List<Item>> moves = new ArrayList<>();

    Groups(Graph graph, Uses uses, Schedule schedule, Views views, Reaches reaches) {
        this.graph = graph;
        this.uses = uses;
        this.schedule = schedule;
        this.views = views;
        this.reaches = reaches;
        int size = graph.operations().size();
        group = new int[size];
        Arrays.fill(group, -1);
        column = new int[size];
        shift = new int[size];
        stateGroup = new int[graph.recurrences().size()];
        adjointGroup = new int[graph.recurrences().size()];
        Arrays.fill(adjointGroup, -1);
        schedule.sweeps().forEach(sweep -> moves.add(new ArrayList<>()));
        graph.recurrences().forEach(this::addState);
        graph.recurrences().forEach(this::addAdjoint);
        for (int id = size - 1; id >= 0; id--) {
            if (graph.operation(id) instanceof Operation.Concatenate row
                    && row.space().hasBatchRows()) {
                addParts(row);
            }
        }
        for (int id = 0; id < size; id++) {
            if (graph.operation(id).space().hasBatchRows()
                    && views.isRoot(id)
                    && group[id] < 0
                    && !(graph.operation(id) instanceof Operation.DenseInput)) {
                place(id, newGroup(graph.operation(id).width(), false), 0, 0);
            }
        }
        for (int id = 0; id < size; id++) {
            int root = views.of(id).root();
            if (group[root] >= 0 && reaches.isCleared(id)) {
                cleared.set(group[root], true);
            }
        }
    }

    private void addState(Recurrence recurrence) {
        int width = graph.operation(recurrence.next()).width();
        int state = newGroup(width, true);
        stateGroup[recurrence.state()] = state;
        if (recurrence.current() >= 0) {
            place(recurrence.current(), state, 0, 0);
        }
        if (!claim(recurrence.next(), state, 0, 1, sweepOf(recurrence))) {
            move(sweepOf(recurrence), recurrence.next(), state, 0, 1, Reach.ALL);
        }
    }

    private int sweepOf(Recurrence recurrence) {
        if (recurrence.current() >= 0) {
            return schedule.place(recurrence.current());
        }
        if (graph.operation(recurrence.next()).space().hasBatchRows()) {
            return schedule.place(recurrence.next());
        }
        int place = 1;
        while (schedule.sweeps().get(place - 1).backward()) {
            place++;
        }
        return place;
    }

    private void addAdjoint(Recurrence recurrence) {
        if (recurrence.carriedAdjoint() < 0) {
            return;
        }
        int place = schedule.place(recurrence.carriedAdjoint());
        int adjoint = newGroup(graph.operation(recurrence.carriedAdjoint()).width(), true);
        adjointGroup[recurrence.state()] = adjoint;
        place(recurrence.carriedAdjoint(), adjoint, 0, 1);
        if (!claim(recurrence.currentAdjoint(), adjoint, 0, 0, place)) {
            move(place, recurrence.currentAdjoint(), adjoint, 0, 0, Reach.TO_LAST_SCORED);
        }
    }

    private void addParts(Operation.Concatenate row) {
        int id = row.id();
        if (group[id] < 0) {
            place(id, newGroup(row.width(), false), 0, 0);
        }
        int offset = column[id];
        for (int part : row.inputs()) {
            if (!claim(part, group[id], offset, shift[id], schedule.place(id))) {
                move(schedule.place(id), part, group[id], offset, shift[id], reaches.of(id));
            }
            offset += graph.operation(part).width();
        }
    }

    private int newGroup(int width, boolean isRecurrent) {
        widths.add(width);
        recurrent.add(isRecurrent);
        cleared.add(false);
        return widths.size() - 1;
    }

    private void place(int id, int newGroup, int newColumn, int newShift) {
        group[id] = newGroup;
        column[id] = newColumn;
        shift[id] = newShift;
    }

    private boolean claim(int id, int newGroup, int newColumn, int newShift, int place) {
        View view = views.of(id);
        Operation root = graph.operation(view.root());
        boolean possible = root.space().hasBatchRows()
                && !(root instanceof Operation.Leaf)
                && group[view.root()] < 0
                && root.width() == graph.operation(id).width()
                && schedule.place(view.root()) == place;
        if (possible) {
            place(view.root(), newGroup, newColumn, newShift);
        }
        return possible;
    }

    private void move(int place, int value, int to, int toColumn, int toShift, Reach reach) {
        moves.get(place - 1)
                .add(new Item(Item.Kind.MOVE, value, -1, to, toColumn, toShift, List.of(value), reach, false));
    }

    /** The moves of a sweep. */
    List<Item> moves(int sweep) {
        return moves.get(sweep);
    }

    int count() {
        return widths.size();
    }

    int width(int groupIndex) {
        return widths.get(groupIndex);
    }

    boolean isRecurrent(int groupIndex) {
        return recurrent.get(groupIndex);
    }

    /** Whether values of the group are set to zero at steps at which they are not computed. */
    boolean isCleared(int groupIndex) {
        return cleared.get(groupIndex);
    }

    /** The group in which value {@code id} stands, -1 for the dense input and for tables. */
    int of(int id) {
        return group[views.of(id).root()];
    }

    /** The first column of value {@code id} in its group. */
    int column(int id) {
        return column[views.of(id).root()] + views.of(id).column();
    }

    int shift(int id) {
        return shift[views.of(id).root()];
    }

    int stateGroup(int state) {
        return stateGroup[state];
    }

    /** The group of a state's adjoint, or -1. */
    int adjointGroup(int state) {
        return adjointGroup[state];
    }

    /** How long a group's numbers are needed. */
    Region.Kind lifetime(int groupIndex) {
        boolean ring = recurrent.get(groupIndex);
        for (int id = 0; id < group.length; id++) {
            if (of(id) != groupIndex) {
                continue;
            }
            int defined = schedule.place(views.of(id).root());
            if (id == graph.loss()) {
                return Region.Kind.HISTORY;
            }
            for (int consumer : uses.of(id)) {
                if (graph.operation(consumer) instanceof Operation.InitialAdjoint) {
                    ring = true;
                } else if (schedule.place(consumer) > defined && !isView(consumer)) {
                    return Region.Kind.HISTORY;
                }
            }
        }
        return ring ? Region.Kind.RING : Region.Kind.SCRATCH;
    }

    private boolean isView(int id) {
        return graph.operation(id).space().hasBatchRows()
                && !views.isRoot(id)
                && !(graph.operation(id) instanceof Operation.VectorMatrix);
    }
}
