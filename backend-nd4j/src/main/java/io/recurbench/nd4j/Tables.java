package io.recurbench.nd4j;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.backend.GraphLayout;
import io.recurbench.backend.PerVector;
import io.recurbench.backend.Place;
import io.recurbench.backend.Slot;
import io.recurbench.backend.Vector;
import java.nio.FloatBuffer;

/** The memory of a graph that does not depend on the batch: flat vectors, and slots of 1 or V rows with their constants. */
final class Tables {
    private final GraphLayout layout;
    private final Region[] regions;

    Tables(Memory memory, Graph graph, GraphLayout layout, PerVector<Region> vectors) {
        this.layout = layout;
        this.regions = new Region[layout.slots().size()];
        for (Slot slot : layout.slots()) {
            switch (slot.kind()) {
                case PARAMETERS -> regions[slot.index()] = vectors.of(Vector.PARAMETERS);
                case GRADIENT -> regions[slot.index()] = vectors.of(Vector.GRADIENT);
                case TABLE -> regions[slot.index()] = memory.zeros(slot.rows(), slot.width());
                case INPUT, BATCH, HISTORY -> {}
            }
        }
        graph.operations().forEach(this::fill);
    }

    private void fill(Operation operation) {
        if (operation instanceof Operation.Constant constant) {
            at(layout.place(constant.id()), 1, constant.width()).fill((float) constant.value());
        } else if (operation instanceof Operation.Literal literal) {
            FloatBuffer buffer =
                    at(layout.place(literal.id()), 1, literal.width()).buffer();
            literal.numbers().forEach(number -> buffer.put(number.floatValue()));
        } else if (operation instanceof Operation.OneHot identity) {
            FloatBuffer buffer = at(layout.place(identity.id()), identity.width(), identity.width())
                    .buffer();
            for (int token = 0; token < identity.width(); token++) {
                buffer.put(token * identity.width() + token, 1f);
            }
        }
    }

    /** {@code [rows][width]} of a place in memory that does not depend on the batch. */
    Region at(Place place, int rows, int width) {
        return regions[place.slot().index()].at(place, 0, rows, width);
    }
}
