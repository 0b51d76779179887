package io.recurbench.cuda.run;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Space;
import io.recurbench.backend.GraphLayout;
import io.recurbench.backend.PerVector;
import io.recurbench.backend.Place;
import io.recurbench.backend.Slot;
import io.recurbench.backend.Vector;
import io.recurbench.cuda.compile.Fusion;
import io.recurbench.cuda.driver.Operand;
import io.recurbench.cuda.driver.Region;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The memory of a graph that does not depend on the batch's size: the flat vectors, and slots of 1 or V rows. */
final class Tables {
    private final Program program;
    private final Graph graph;
    private final Fusion fusion;
    private final GraphLayout layout;
    private final Map<Slot, Region.Place> places = new HashMap<>();

    /**
     * Asks for memory.
     *
     * @param vectors the places of the flat vectors
     */
    Tables(Program program, Graph graph, Fusion fusion, PerVector<Region.Place> vectors, Region memory) {
        this.program = program;
        this.graph = graph;
        this.fusion = fusion;
        this.layout = new GraphLayout(program, graph, fusion::needsMemory, GraphLayout.Slices.VIEWS);
        for (Slot slot : layout.slots()) {
            switch (slot.kind()) {
                case PARAMETERS -> places.put(slot, vectors.of(Vector.PARAMETERS));
                case GRADIENT -> places.put(slot, vectors.of(Vector.GRADIENT));
                case TABLE -> places.put(slot, memory.reserve((long) slot.rows() * slot.width()));
                case INPUT, BATCH, HISTORY -> {}
            }
        }
    }

    Program program() {
        return program;
    }

    Graph graph() {
        return graph;
    }

    Fusion fusion() {
        return fusion;
    }

    GraphLayout layout() {
        return layout;
    }

    /** Rows of a space without batch rows. */
    int rows(Space space) {
        return layout.tableRows(space);
    }

    /** The memory of a slot. */
    Region.Place place(Slot slot) {
        return Objects.requireNonNull(places.get(slot), () -> "no memory for " + slot);
    }

    /** The address of a value of PARAMETERS or VOCABULARY. */
    long address(int id) {
        Place place = layout.place(id);
        return place(place.slot()).address() + 4 * place.offset(0, 0);
    }

    /** What an operation writes that sums over rows. */
    Operand sum(Operation operation) {
        return new Operand(address(operation.id()), operation.width(), 1, false);
    }
}
