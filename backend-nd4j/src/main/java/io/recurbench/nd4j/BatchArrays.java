package io.recurbench.nd4j;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Space;
import io.recurbench.backend.GraphLayout;
import io.recurbench.backend.Move;
import io.recurbench.backend.Place;
import io.recurbench.backend.Reading;
import io.recurbench.backend.Shape;
import io.recurbench.backend.Slot;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arrays of one graph for one batch shape: {@code [T x B][width]}, time-major, as {@link GraphLayout} places them. */
final class BatchArrays {
    private final Operations operations;
    private final Tables tables;
    private final Graph graph;
    private final GraphLayout layout;
    private final Shape shape;
    private final @Nullable Region[] regions;
    private final Map<Integer, Region> gathered = new HashMap<>();
    private final BatchInput input;

    BatchArrays(Operations operations, Tables tables, Program program, Graph graph, GraphLayout layout, Shape shape) {
        this.operations = operations;
        this.tables = tables;
        this.graph = graph;
        this.layout = layout;
        this.shape = shape;
        this.input = new BatchInput(operations, program, shape);
        this.regions = new Region[layout.slots().size()];
        for (Slot slot : layout.slots()) {
            switch (slot.kind()) {
                case PARAMETERS, GRADIENT, TABLE -> {}
                case INPUT -> regions[slot.index()] = input.dense();
                case BATCH, HISTORY ->
                    regions[slot.index()] =
                            operations.allocate(Math.toIntExact(slot.numbers(shape) / slot.width()), slot.width());
            }
        }
    }

    /** What the batch gives. */
    BatchInput input() {
        return input;
    }

    /** T and B. */
    Shape shape() {
        return shape;
    }

    /** All rows of a value. */
    Region all(int id) {
        Operation operation = graph.operation(id);
        return at(layout.place(id), layout.rows(operation.space(), shape), operation.width());
    }

    private Region at(Place place, int rows, int width) {
        Region region = regions[place.slot().index()];
        return region == null ? tables.at(place, rows, width) : region.at(place, shape.rows(), rows, width);
    }

    /** The rows of a value that an operation in {@code space} reads or writes: all, or in a loop those of a step. */
    Region rows(int id, boolean loop, Space space) {
        return switch (Reading.of(graph.operation(id).space(), space)) {
            case SHARED -> all(id);
            case OWN -> space.hasBatchRows() ? window(all(id), loop) : all(id);
            case BY_TOKEN -> window(gathered.computeIfAbsent(id, this::newGathered), loop);
        };
    }

    private Region window(Region all, boolean loop) {
        return loop ? all.steps(shape.rows()) : all;
    }

    /** A value to be read row by row, which needs no copy of what is looked up by token. */
    RowReader reader(int id, boolean loop, Space space) {
        Reading reading = Reading.of(graph.operation(id).space(), space);
        Region region = reading == Reading.BY_TOKEN ? all(id) : rows(id, loop, space);
        return new RowReader(region, reading, input::tokens, shape.rows());
    }

    private Region newGathered(int id) {
        return operations.allocate(shape.positions(), graph.operation(id).width());
    }

    /** The values that have to be looked up by token for each position: id to {@code [T x B][width]}. */
    Map<Integer, Region> gathered() {
        return gathered;
    }

    /** Where a move goes: {@code rows} rows, in a loop those of each step. */
    Region target(Move move, int rows) {
        return at(move.target(), rows, move.width());
    }

    /** {@code [(T + 1) x B][width]} of a state. */
    Region history(int state) {
        return history(layout.state(state).slot());
    }

    /** All blocks of a history. */
    Region history(Slot slot) {
        return at(new Place(slot, 0, 0, slot.width()), shape.positions() + shape.rows(), slot.width());
    }
}
