package io.recurbench.backend;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Recurrence;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
import io.recurbench.api.stability.Stability;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Where the values of a graph stand, for a backend that keeps every value of every step. It allocates nothing: a backend
 * gives each {@link Slot} its memory, in whatever unit it has.
 *
 * <ul>
 *   <li>Parameters are read where they stand in the flat vector. {@code TokenRows}, {@code Flatten} and slices (but of
 *       VOCABULARY, whose rows have to follow each other without a gap to be flattened) are views of what they read.
 *   <li>A gradient is computed straight into the flat gradient, unless it is a view or another parameter's too; then it is
 *       among {@link #gradientMoves()}.
 *   <li>A state has T + 1 blocks of B rows: what it is before step t is block t, what it becomes is block t + 1, so that
 *       nothing is copied from step to step. The adjoint of a state likewise: what comes from the later steps is block t + 1.
 *       Where the new value is not the state's own (another state's, or one of a coarser space) a {@link Move} brings it.
 * </ul>
 */
@Stability.Experimental
public final class GraphLayout {
    private final Program program;
    private final Graph graph;
    private final boolean slicesAreViews;
    private final Slot parameters;
    private final Slot gradient;
    private final List<Slot> slots = new ArrayList<>();
    private final Map<Integer, Place> places = new HashMap<>();
    private final Map<Integer, Slot> histories = new HashMap<>();
    private final Map<Integer, Slot> adjoints = new HashMap<>();

    /** A layout in which every value has a place, and a slice is a view. */
    public GraphLayout(Program program, Graph graph) {
        this(program, graph, operation -> true, Slices.VIEWS);
    }

    /** What a slice of PARAMETERS, SEQUENCE or STEP is. */
    public enum Slices {
        /** A view: its rows have the stride of what it reads. */
        VIEWS,
        /** A copy, for kernels that read rows without gaps alone. */
        COPIES
    }

    /**
     * A layout.
     *
     * @param kept the operations whose values need memory; others are never read from it (a chain keeps them in registers)
     */
    public GraphLayout(Program program, Graph graph, Predicate<Operation> kept, Slices slices) {
        this.slicesAreViews = slices == Slices.VIEWS;
        this.program = program;
        this.graph = graph;
        this.parameters = slot(Slot.Kind.PARAMETERS, 1, program.parameterCount());
        this.gradient = slot(Slot.Kind.GRADIENT, 1, program.parameterCount());
        graph.recurrences().forEach(this::placeState);
        graph.recurrences().forEach(this::placeResults);
        for (int i = 0; i < graph.gradients().size(); i++) {
            placeGradient(i);
        }
        for (Operation operation : graph.operations()) {
            if (!places.containsKey(operation.id()) && (isViewHere(operation) || kept.test(operation))) {
                places.put(operation.id(), place(operation));
            }
        }
    }

    /** Whether a value stands where what it reads stands, so that it needs no work. */
    public static boolean isView(Operation operation) {
        return operation instanceof Operation.ParameterValue
                || operation instanceof Operation.TokenRows
                || operation instanceof Operation.Flatten
                || (operation instanceof Operation.Slice slice && slice.space() != Space.VOCABULARY);
    }

    private boolean isViewHere(Operation operation) {
        return isView(operation) && (slicesAreViews || !(operation instanceof Operation.Slice));
    }

    private Slot slot(Slot.Kind kind, int rows, int width) {
        Slot slot = new Slot(slots.size(), kind, rows, width);
        slots.add(slot);
        return slot;
    }

    private void placeState(Recurrence recurrence) {
        int width = width(recurrence);
        Slot history = slot(Slot.Kind.HISTORY, 0, width);
        histories.put(recurrence.state(), history);
        if (recurrence.current() >= 0) {
            places.put(recurrence.current(), new Place(history, 0, 0, width));
        }
        if (recurrence.currentAdjoint() >= 0) {
            Slot adjoint = slot(Slot.Kind.HISTORY, 0, width);
            adjoints.put(recurrence.state(), adjoint);
            if (recurrence.carriedAdjoint() >= 0) {
                places.put(recurrence.carriedAdjoint(), new Place(adjoint, 1, 0, width));
            }
        }
    }

    /** What a loop computes for a state goes straight into its history, unless it is there for another state already. */
    private void placeResults(Recurrence recurrence) {
        if (isComputed(recurrence.next())) {
            places.putIfAbsent(recurrence.next(), next(recurrence.state()));
        }
        if (recurrence.currentAdjoint() >= 0 && isComputed(recurrence.currentAdjoint())) {
            places.putIfAbsent(recurrence.currentAdjoint(), adjoint(recurrence.state()));
        }
    }

    private boolean isComputed(int id) {
        Operation operation = graph.operation(id);
        return operation.space().hasBatchRows() && !isViewHere(operation) && !(operation instanceof Operation.Leaf);
    }

    private void placeGradient(int index) {
        int id = graph.gradients().get(index);
        if (id < 0) {
            return;
        }
        Operation root = graph.operation(id);
        while (root instanceof Operation.Flatten || root instanceof Operation.TokenRows) {
            root = graph.operation(((Operation.Unary) root).input());
        }
        if (!isViewHere(root) && !(root instanceof Operation.Leaf)) {
            Place place = new Place(gradient, 0, program.parameters().get(index).offset(), root.width());
            places.putIfAbsent(root.id(), place);
        }
    }

    private Place place(Operation operation) {
        int width = operation.width();
        if (operation instanceof Operation.ParameterValue value) {
            Parameter parameter = program.parameters().get(value.parameter());
            return new Place(parameters, 0, parameter.offset(), width);
        }
        if (operation instanceof Operation.TokenRows || operation instanceof Operation.Flatten) {
            return place(((Operation.Unary) operation).input()).reshaped(width);
        }
        if (operation instanceof Operation.Slice slice && isViewHere(slice)) {
            return place(slice.input()).from(slice.offset());
        }
        Slot slot;
        if (operation instanceof Operation.DenseInput) {
            slot = slot(Slot.Kind.INPUT, 0, width);
        } else if (operation.space().hasBatchRows()) {
            slot = slot(Slot.Kind.BATCH, 0, width);
        } else {
            slot = slot(Slot.Kind.TABLE, tableRows(operation.space()), width);
        }
        return new Place(slot, 0, 0, width);
    }

    private int width(Recurrence recurrence) {
        return graph.operation(recurrence.initial()).width();
    }

    /** Rows of a space that no batch touches: 1 or V. */
    public int tableRows(Space space) {
        return Math.toIntExact(space.rows(program.vocabulary(), 0));
    }

    /** Rows of a space for a batch of this shape. */
    public int rows(Space space, Shape shape) {
        return Math.toIntExact(space.rows(program.vocabulary(), shape.positions()));
    }

    /** All memory that is needed; the flat vectors are the first two. */
    public List<Slot> slots() {
        return List.copyOf(slots);
    }

    /**
     * Where a value stands.
     *
     * @throws IllegalStateException if it needs no memory
     */
    public Place place(int id) {
        Place place = places.get(id);
        if (place == null) {
            throw new IllegalStateException("value " + id + " has no place: " + graph.operation(id));
        }
        return place;
    }

    /** A state before the first step. */
    public Place state(int state) {
        Slot slot = histories.get(state);
        if (slot == null) {
            throw new IllegalStateException("state " + state + " has no history");
        }
        return new Place(slot, 0, 0, slot.width());
    }

    /** A state after the first step. */
    private Place next(int state) {
        Slot slot = state(state).slot();
        return new Place(slot, 1, 0, slot.width());
    }

    private Place adjoint(int state) {
        Slot slot = adjoints.get(state);
        if (slot == null) {
            throw new IllegalStateException("state " + state + " has no adjoint");
        }
        return new Place(slot, 0, 0, slot.width());
    }

    /** Histories of adjoints: their last B rows, behind the last step, are to be zero when a batch begins. */
    public List<Slot> adjointHistories() {
        return List.copyOf(adjoints.values());
    }

    /** What states begin with, unless they are carried: values of PARAMETERS for all B rows. */
    public List<Move> initialMoves() {
        return graph.recurrences().stream()
                .map(recurrence -> new Move(recurrence.initial(), state(recurrence.state()), width(recurrence)))
                .toList();
    }

    /** What has to be moved after each step of a loop: new states forward, adjoints backward. */
    public List<Move> loopMoves(Stage stage) {
        List<Move> moves = new ArrayList<>();
        for (int state : stage.states()) {
            Recurrence recurrence = graph.recurrences().get(state);
            if (stage.kind() == Stage.Kind.LOOP_FORWARD) {
                addUnlessThere(new Move(recurrence.next(), next(state), width(recurrence)), moves);
            } else if (recurrence.currentAdjoint() >= 0) {
                addUnlessThere(new Move(recurrence.currentAdjoint(), adjoint(state), width(recurrence)), moves);
            }
        }
        return moves;
    }

    /**
     * New states that no loop runs, since nothing reads them from step to step: to be moved once, as after the last step of a
     * loop.
     */
    public List<Move> lastMoves() {
        List<Move> moves = new ArrayList<>();
        for (Recurrence recurrence : graph.recurrences()) {
            if (graph.stages().stream().noneMatch(stage -> runs(stage, recurrence.state()))) {
                addUnlessThere(new Move(recurrence.next(), next(recurrence.state()), width(recurrence)), moves);
            }
        }
        return moves;
    }

    private static boolean runs(Stage stage, int state) {
        return stage.kind() == Stage.Kind.LOOP_FORWARD && stage.states().contains(state);
    }

    /** Gradients that do not stand in the flat gradient: to be moved there, last. */
    public List<Move> gradientMoves() {
        List<Move> moves = new ArrayList<>();
        for (int i = 0; i < graph.gradients().size(); i++) {
            int id = graph.gradients().get(i);
            if (id >= 0) {
                Parameter parameter = program.parameters().get(i);
                Place target = new Place(gradient, 0, parameter.offset(), parameter.size());
                addUnlessThere(new Move(id, target, parameter.size()), moves);
            }
        }
        return moves;
    }

    private void addUnlessThere(Move move, List<Move> moves) {
        if (!place(move.value()).equals(move.target())) {
            moves.add(move);
        }
    }
}
