package io.recurbench.cpu.plan;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Recurrence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which values with batch rows share storage: a state before and after the step, an adjoint and what is carried of it,
 * the parts of a row that is put together. A value is computed straight into its set; where that is not possible (a
 * value that belongs to two states, a gathered row), it is moved there.
 */
final class AliasSets {
    private final Graph graph;
    private final Schedule schedule;
    private final Views views;
    private final ScoredRanges ranges;
    private final List<AliasSet> sets = new ArrayList<>();
    private final @Nullable Span[] spans;
    private final int[] stateSets;
    private final int[] adjointSets;
    private final List<Move> moves = new ArrayList<>();

    private record Move(int phase, int value, Span target, ScoredRange range) {}

    private static final class AliasSet {
        private final int width;
        private final boolean recurrent;
        private boolean cleared;

        private AliasSet(int width, boolean recurrent) {
            this.width = width;
            this.recurrent = recurrent;
        }
    }

    AliasSets(Graph graph, Schedule schedule, Views views, ScoredRanges ranges) {
        this.graph = graph;
        this.schedule = schedule;
        this.views = views;
        this.ranges = ranges;
        int size = graph.operations().size();
        spans = new @Nullable Span[size];
        stateSets = new int[graph.recurrences().size()];
        adjointSets = new int[graph.recurrences().size()];
        Arrays.fill(adjointSets, -1);
        graph.recurrences().forEach(this::addState);
        graph.recurrences().forEach(this::addAdjoint);
        for (int id = size - 1; id >= 0; id--) {
            if (graph.operation(id) instanceof Operation.Concatenate row
                    && row.space().hasBatchRows()) {
                addParts(row);
            }
        }
        for (Operation operation : graph.operations()) {
            if (operation.space().hasBatchRows()
                    && views.isRoot(operation.id())
                    && spans[operation.id()] == null
                    && !(operation instanceof Operation.DenseInput)) {
                spans[operation.id()] = newSet(operation.width(), false);
            }
        }
        for (int id = 0; id < size; id++) {
            Span root = spans[views.of(id).root()];
            if (root != null && ranges.isCleared(id)) {
                sets.get(root.set()).cleared = true;
            }
        }
    }

    private Span newSet(int width, boolean recurrent) {
        sets.add(new AliasSet(width, recurrent));
        return new Span(sets.size() - 1, 0, width, 0);
    }

    private void addState(Recurrence recurrence) {
        Span state = newSet(graph.operation(recurrence.next()).width(), true);
        stateSets[recurrence.state()] = state.set();
        if (recurrence.current() >= 0) {
            spans[recurrence.current()] = state;
        }
        claim(recurrence.next(), state.later(), phaseOf(recurrence), ScoredRange.ALL);
    }

    private int phaseOf(Recurrence recurrence) {
        if (recurrence.current() >= 0) {
            return schedule.phase(recurrence.current());
        }
        if (graph.operation(recurrence.next()).space().hasBatchRows()) {
            return schedule.phase(recurrence.next());
        }
        int phase = 1;
        while (schedule.sweeps().get(phase - 1).backward()) {
            phase++;
        }
        return phase;
    }

    private void addAdjoint(Recurrence recurrence) {
        if (recurrence.carriedAdjoint() < 0) {
            return;
        }
        Span adjoint = newSet(graph.operation(recurrence.carriedAdjoint()).width(), true);
        adjointSets[recurrence.state()] = adjoint.set();
        spans[recurrence.carriedAdjoint()] = adjoint.later();
        int phase = schedule.phase(recurrence.carriedAdjoint());
        claim(recurrence.currentAdjoint(), adjoint, phase, ScoredRange.TO_LAST_SCORED);
    }

    private void addParts(Operation.Concatenate row) {
        Span whole = spans[row.id()];
        if (whole == null) {
            whole = newSet(row.width(), false);
            spans[row.id()] = whole;
        }
        int column = whole.column();
        for (int part : row.inputs()) {
            int width = graph.operation(part).width();
            Span target = new Span(whole.set(), column, width, whole.shift());
            claim(part, target, schedule.phase(row.id()), ranges.of(row.id()));
            column += width;
        }
    }

    /** Has a value computed where it is wanted, or moved there. */
    private void claim(int id, Span target, int phase, ScoredRange range) {
        int rootId = views.of(id).root();
        Operation root = graph.operation(rootId);
        boolean possible = root.space().hasBatchRows()
                && !(root instanceof Operation.Leaf)
                && spans[rootId] == null
                && root.width() == graph.operation(id).width()
                && schedule.phase(rootId) == phase;
        if (possible) {
            spans[rootId] = target;
        } else {
            moves.add(new Move(phase, id, target, range));
        }
    }

    /** What is moved at each step of a sweep, last. */
    List<Item> moves(int sweep) {
        return moves.stream()
                .filter(move -> move.phase == sweep + 1)
                .map(move -> new Item(
                        Item.Kind.MOVE,
                        move.value,
                        -1,
                        List.of(move.value),
                        List.of(move.target),
                        move.range,
                        isCleared(move.target.set())))
                .toList();
    }

    /** The number of sets. */
    int count() {
        return sets.size();
    }

    /** Numbers in a row of a set. */
    int width(int set) {
        return sets.get(set).width;
    }

    /** Whether a set holds a state or an adjoint, of each step and of the one after. */
    boolean isRecurrent(int set) {
        return sets.get(set).recurrent;
    }

    /** Whether values of a set are set to zero at steps at which they are not computed. */
    boolean isCleared(int set) {
        return sets.get(set).cleared;
    }

    /** Where a value stands; null for the dense input and for tables. */
    @Nullable
    Span span(int id) {
        Span root = spans[views.of(id).root()];
        return root == null
                ? null
                : new Span(
                        root.set(),
                        root.column() + views.of(id).column(),
                        graph.operation(id).width(),
                        root.shift());
    }

    /** The set of a state. */
    int stateSet(int state) {
        return stateSets[state];
    }

    /** The set of a state's adjoint, or -1. */
    int adjointSet(int state) {
        return adjointSets[state];
    }
}
