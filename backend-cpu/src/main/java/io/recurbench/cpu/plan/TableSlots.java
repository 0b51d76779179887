package io.recurbench.cpu.plan;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Space;
import io.recurbench.cpu.plan.Views.View;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives each value of PARAMETERS and VOCABULARY its slot. Parameters are read where they stand, and gradients are
 * computed into the flat gradient.
 */
final class TableSlots {
    private final Program program;
    private final Graph graph;
    private final Schedule schedule;
    private final Views views;
    private final List<PlannedSlot> slots;
    private final @Nullable PlannedPlace[] places;
    private final PlannedSlot gradient;
    private final List<Integer> copiedGradients = new ArrayList<>();

    /**
     * Lays out the tables.
     *
     * @param slots takes the new ones
     */
    TableSlots(Program program, Graph graph, Schedule schedule, Views views, List<PlannedSlot> slots) {
        this.program = program;
        this.graph = graph;
        this.schedule = schedule;
        this.views = views;
        this.slots = slots;
        this.places = new @Nullable PlannedPlace[graph.operations().size()];
        PlannedSlot parameters = add(PlannedSlot.Kind.PARAMETERS, 1, program.parameterCount());
        this.gradient = add(PlannedSlot.Kind.GRADIENT, 1, program.parameterCount());
        for (int i = 0; i < graph.gradients().size(); i++) {
            if (graph.gradients().get(i) >= 0) {
                placeGradient(i, graph.gradients().get(i));
            }
        }
        for (Operation operation : graph.operations()) {
            int id = operation.id();
            if (operation.space().hasBatchRows() || !views.isRoot(id) || places[id] != null) {
                continue;
            }
            if (operation instanceof Operation.ParameterValue value) {
                Parameter parameter = program.parameters().get(value.parameter());
                places[id] = new PlannedPlace(parameters, 0, parameter.offset(), operation.width());
            } else {
                PlannedSlot table = add(PlannedSlot.Kind.TABLE, rows(operation), operation.width());
                places[id] = new PlannedPlace(table, 0, 0, operation.width());
            }
        }
    }

    private int rows(Operation operation) {
        return operation.space() == Space.VOCABULARY ? program.input().size() : 1;
    }

    private PlannedSlot add(PlannedSlot.Kind kind, int rows, int width) {
        PlannedSlot slot = new PlannedSlot(slots.size(), kind, rows, width);
        slots.add(slot);
        return slot;
    }

    private void placeGradient(int parameter, int id) {
        View view = views.of(id);
        Operation root = graph.operation(view.root());
        boolean whole = view.column() == 0
                && view.stride() == 0
                && (long) rows(root) * root.width() == graph.operation(id).width();
        if (whole && schedule.phase(root.id()) == schedule.reducePhase() && places[root.id()] == null) {
            int offset = program.parameters().get(parameter).offset();
            places[root.id()] = new PlannedPlace(gradient, 0, offset, root.width());
        } else {
            copiedGradients.add(parameter);
        }
    }

    /** Where a value stands. */
    PlannedPlace place(int id) {
        View view = views.of(id);
        PlannedPlace root = places[view.root()];
        if (root == null) {
            throw new IllegalStateException("no memory was planned for value " + id);
        }
        PlannedPlace place = root.from(view.column());
        return view.stride() == 0 ? place : place.reshaped(view.stride());
    }

    /** Where the gradient of a parameter stands in the flat gradient, as so many rows of one number. */
    PlannedPlace gradient(Parameter parameter) {
        return new PlannedPlace(gradient, 0, parameter.offset(), 1);
    }

    /** Parameters whose gradient stands elsewhere and is copied at the end. */
    List<Integer> copiedGradients() {
        return copiedGradients;
    }
}
