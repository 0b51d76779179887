package io.recurbench.cuda.run;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Space;
import io.recurbench.backend.GraphLayout;
import io.recurbench.backend.Slot;
import io.recurbench.backend.Vector;
import io.recurbench.cuda.compile.Fusion;
import io.recurbench.cuda.driver.Operand;
import io.recurbench.cuda.driver.Region;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The memory of a graph that does not depend on the batch's size: the flat vectors, and slots of 1 or V rows. */
final class Tables {
    private final Program program;
    private final Graph graph;
    private final Fusion fusion;
    private final GraphLayout layout;
    private final Map<Integer, Integer> places = new HashMap<>();
    private @Nullable Region region;

    /**
     * Asks for memory.
     *
     * @param vectors the places of the flat vectors
     */
    Tables(Program program, Graph graph, Fusion fusion, Map<Vector, Integer> vectors, Region.Layout memory) {
        this.program = program;
        this.graph = graph;
        this.fusion = fusion;
        this.layout = new GraphLayout(program, graph, fusion::needsMemory, GraphLayout.Slices.VIEWS);
        for (Slot slot : layout.slots()) {
            switch (slot.kind()) {
                case PARAMETERS -> places.put(slot.index(), vectors.get(Vector.PARAMETERS));
                case GRADIENT -> places.put(slot.index(), vectors.get(Vector.GRADIENT));
                case TABLE -> places.put(slot.index(), memory.reserve((long) slot.rows() * slot.width()));
                case INPUT, BATCH, HISTORY -> {}
            }
        }
    }

    /** Says where the memory is. */
    void bind(Region bound) {
        region = bound;
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

    /** The number of tokens, 0 if none are read. */
    int vocabulary() {
        return program.vocabulary();
    }

    /** Rows of a space without batch rows. */
    int rows(Space space) {
        return layout.tableRows(space);
    }

    /** The address of a slot. */
    long address(Slot slot) {
        Region bound = region;
        Integer place = places.get(slot.index());
        if (bound == null || place == null) {
            throw new IllegalStateException("no memory for " + slot);
        }
        return bound.place(place).address();
    }

    /** The address of a value of PARAMETERS or VOCABULARY. */
    long address(int id) {
        return address(layout.place(id).slot()) + 4 * layout.place(id).offset(0, 0);
    }

    /** What an operation writes that sums over rows. */
    Operand sum(Operation operation) {
        return new Operand(address(operation.id()), operation.width(), 1, false);
    }
}
