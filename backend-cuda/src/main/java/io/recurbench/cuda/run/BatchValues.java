package io.recurbench.cuda.run;

import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import io.recurbench.backend.Move;
import io.recurbench.backend.Place;
import io.recurbench.backend.Reading;
import io.recurbench.backend.Shape;
import io.recurbench.backend.Slot;
import io.recurbench.cuda.driver.Operand;
import io.recurbench.cuda.driver.Region;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Places in memory of the values of one graph for one size of batch: {@code [T x B][width]}, time-major, as the {@link
 * io.recurbench.backend.GraphLayout} has them.
 */
final class BatchValues {
    private final Tables tables;
    private final Shape shape;
    private final BatchInput input;
    private final Map<Slot, Region.Place> places = new HashMap<>();

    /** Asks for memory. */
    BatchValues(Tables tables, BatchInput input, Shape shape, Region memory) {
        this.tables = tables;
        this.shape = shape;
        this.input = input;
        for (Slot slot : tables.layout().slots()) {
            if (slot.kind() == Slot.Kind.BATCH || slot.kind() == Slot.Kind.HISTORY) {
                places.put(slot, memory.reserve(slot.numbers(shape)));
            }
        }
    }

    /** T and B. */
    Shape shape() {
        return shape;
    }

    /** The batch's own numbers. */
    BatchInput input() {
        return input;
    }

    /** The value as an operation of {@code reader} reads it, from the first row of the window on. */
    Operand operand(int id, Space reader, Window window) {
        Operation operation = tables.graph().operation(id);
        Reading reading = Reading.of(operation.space(), reader);
        Operand operand = operand(
                tables.layout().place(id),
                operation.space().hasBatchRows() ? window : Window.all(1),
                operation.width());
        return switch (operation.space()) {
            case PARAMETERS -> new Operand(operand.address(), 0, operand.column(), false);
            case VOCABULARY ->
                new Operand(operand.address(), operand.stride(), operand.column(), reading == Reading.BY_TOKEN);
            case SEQUENCE, STEP -> operand;
        };
    }

    /** Where the rows of a move go in a window. */
    Operand target(Move move, Window window) {
        return operand(move.target(), window, move.width());
    }

    private Operand operand(Place place, Window window, int width) {
        long row = window.isStep() ? (long) window.step() * shape.rows() : 0;
        long address = address(place.slot()) + 4 * place.offset(row, shape.rows());
        return new Operand(address, place.stride(), width == 1 ? 0 : 1, false);
    }

    private long address(Slot slot) {
        if (slot.kind() == Slot.Kind.INPUT) {
            return input.dense();
        }
        return places.containsKey(slot)
                ? place(slot).address()
                : tables.place(slot).address();
    }

    /** The memory of a slot of this batch. */
    Region.Place place(Slot slot) {
        return Objects.requireNonNull(places.get(slot), () -> "no memory of a batch for " + slot);
    }

    /** Tokens for an operation of {@code reader} over the window; 0 if it has no batch rows. */
    long tokens(Space reader, Window window) {
        if (!reader.hasBatchRows()) {
            return 0;
        }
        return input.tokens() + (window.isStep() ? 4L * window.step() * shape.rows() : 0);
    }
}
