package com.example.pytorch;

import static com.example.pytorch.Axis.ROWS;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Readers;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
import io.recurbench.backend.GraphLayout;
import io.recurbench.backend.Move;
import io.recurbench.backend.Place;
import io.recurbench.backend.Reading;
import io.recurbench.backend.Slot;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the values of a graph stand, as a script sees them: each a view of one of the tensors in the list {@code slots}, which
 * are those of the kit's layout and, behind them, rows that were looked up, room for one step, and states from batch to batch.
 *
 * <p>A value that is only read in the step that computes it has the rows of one step: they stay in the cache. Others have all
 * {@code T x B} rows; a loop takes these apart once.
 */
final class Values {
    private final Program program;
    private final Graph graph;
    private final GraphLayout layout;
    private final Sizes sizes;
    private final BitSet ofOneStep;
    private final Map<Integer, Place> lookedUp = new HashMap<>();

    Values(Program program, Graph graph, GraphLayout layout, Sizes sizes) {
        this.program = program;
        this.graph = graph;
        this.layout = layout;
        this.sizes = sizes;
        this.ofOneStep = slotsOfOneStep();
        for (Slot slot : layout.slots().subList(sizes.count(), layout.slots().size())) {
            sizes.add(ofOneStep.get(slot.index()) ? shape -> (long) shape.rows() * slot.width() : slot::numbers);
        }
    }

    /** Slots all of whose values are computed in a loop and read in the same step alone. */
    private BitSet slotsOfOneStep() {
        Map<Integer, Stage> stages = new HashMap<>();
        graph.stages().forEach(stage -> stage.operations().forEach(id -> stages.put(id, stage)));
        Readers readers = new Readers(graph);
        BitSet result = new BitSet();
        layout.slots().stream()
                .filter(slot -> slot.kind() == Slot.Kind.BATCH)
                .forEach(slot -> result.set(slot.index()));
        for (Operation operation : graph.operations()) {
            Stage stage = stages.get(operation.id());
            boolean leaves = operation.space() != Space.STEP
                    || readers.isResult(operation.id())
                    || readers.of(operation.id()).stream().anyMatch(reader -> stages.get(reader) != stage);
            if (leaves) {
                result.clear(layout.place(operation.id()).slot().index());
            }
        }
        return result;
    }

    /**
     * A value as the rows of an operation read it.
     *
     * @param column the first column that is read
     */
    String read(Script script, int id, int column, Reader reader, Axis... axes) {
        Reading reading = Reading.of(graph.operation(id).space(), reader.space());
        Place place = reading == Reading.BY_TOKEN ? lookedUp(script, id) : layout.place(id);
        return view(script, place, column, reading == Reading.SHARED, reader, axes);
    }

    /** Where an operation writes its value. */
    String write(Script script, Operation operation, boolean inLoop, Axis... axes) {
        Reader own = new Reader(operation.space(), inLoop);
        return view(script, layout.place(operation.id()), 0, false, own, axes);
    }

    /** Where a move writes. */
    String target(Script script, Move move, Reader reader) {
        return view(script, move.target(), 0, false, reader, ROWS, Axis.columns(move.width()));
    }

    /** All rows of a table, whoever reads them. */
    String table(Script script, int id, Axis... axes) {
        return view(script, layout.place(id), 0, false, new Reader(Space.VOCABULARY, false), axes);
    }

    /** The rows of a table for all positions. */
    private Place lookedUp(Script script, int id) {
        int width = graph.operation(id).width();
        Place place = lookedUp.computeIfAbsent(id, key -> room(width, false));
        script.once("torch.index_select(" + table(script, id, ROWS, Axis.columns(width)) + ", 0, " + tokens(script)
                + ", out=" + view(script, place, 0, false, new Reader(Space.SEQUENCE, false), ROWS, Axis.columns(width))
                + ")");
        return place;
    }

    /** Room for rows of the batch. */
    Place room(int width, boolean oneStep) {
        int index = sizes.add(shape -> (oneStep ? (long) shape.rows() : shape.positions()) * width);
        if (oneStep) {
            ofOneStep.set(index);
        }
        return new Place(new Slot(index, Slot.Kind.BATCH, 0, width), 0, 0, width);
    }

    /** The first rows of a history, {@code [B][width]}: a state before the first step. */
    String first(Script script, Slot history) {
        return rowsOf(script, history.index(), history.width(), "0");
    }

    /** Its last rows: a state after the last step, and what an adjoint comes from. */
    String last(Script script, Slot history) {
        return rowsOf(script, history.index(), history.width(), positions(script) + " * " + history.width());
    }

    /** B rows of a tensor. */
    static String rowsOf(Script script, int index, int width, String from) {
        return script.once(
                "torch.as_strided(" + slot(script, index) + ", [B, " + width + "], [" + width + ", 1], " + from + ")");
    }

    /** The tokens, {@code [T x B]}. */
    static String tokens(Script script) {
        return script.once("torch.narrow(tokens, 0, 0, " + positions(script) + ")");
    }

    /** T x B. */
    static String positions(Script script) {
        return script.once("T * B");
    }

    private static String slot(Script script, int index) {
        return script.once("slots[" + index + "]");
    }

    /** A view of a place. In a loop it is that of step {@code t}. */
    String view(Script script, Place place, int column, boolean shared, Reader reader, Axis... axes) {
        boolean oneStep = ofOneStep.get(place.slot().index());
        boolean byStep = reader.inLoop() && !shared && !oneStep;
        List<String> sizes = new ArrayList<>();
        List<String> strides = new ArrayList<>();
        if (byStep) {
            sizes.add("T");
            strides.add(script.once("B * " + place.stride()));
        }
        for (Axis axis : axes) {
            boolean rows = axis == ROWS;
            sizes.add(rows ? rows(script, reader) : axis.size());
            strides.add(rows ? String.valueOf(shared ? 0 : place.stride()) : axis.stride());
        }
        String blocks =
                shared || place.block() == 0 ? "" : script.once("B * " + place.block() * place.stride()) + " + ";
        String whole = "torch.as_strided(" + slot(script, place.slot().index()) + ", [" + String.join(", ", sizes)
                + "], [" + String.join(", ", strides) + "], " + blocks + (place.column() + column) + ")";
        return byStep ? script.once("torch.unbind(" + whole + ")") + "[t]" : script.once(whole);
    }

    private String rows(Script script, Reader reader) {
        return switch (reader.space()) {
            case PARAMETERS -> "1";
            case VOCABULARY -> String.valueOf(program.vocabulary());
            case SEQUENCE, STEP -> reader.inLoop() ? "B" : positions(script);
        };
    }

    /**
     * Whose rows read a value.
     *
     * @param inLoop whether step by step
     */
    record Reader(Space space, boolean inLoop) {}
}
