package io.recurbench.cpu.plan;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Space;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives each value of PARAMETERS and VOCABULARY its region. Parameters are read where they stand, and gradients are
 * computed into the flat gradient.
 */
final class TableLayout {
    private final Program program;
    private final Graph graph;
    private final Schedule schedule;
    private final Views views;
    private final List<Region> regions;
    private final @Nullable Home[] homes;
    private final Region parameters;
    private final Region gradient;
    private final List<Integer> copiedGradients = new ArrayList<>();

    TableLayout(Program program, Graph graph, Schedule schedule, Views views, List<Region> regions) {
        this.program = program;
        this.graph = graph;
        this.schedule = schedule;
        this.views = views;
        this.regions = regions;
        this.homes = new @Nullable Home[graph.operations().size()];
        this.parameters = add(Region.Kind.PARAMETERS, program.parameterCount());
        this.gradient = add(Region.Kind.GRADIENT, program.parameterCount());
        for (int i = 0; i < graph.gradients().size(); i++) {
            placeGradient(i, graph.gradients().get(i));
        }
        for (Operation operation : graph.operations()) {
            int id = operation.id();
            if (operation.space().hasBatchRows() || !views.isRoot(id) || homes[id] != null) {
                continue;
            }
            if (operation instanceof Operation.ParameterValue value) {
                Parameter parameter = program.parameters().get(value.parameter());
                homes[id] = new Home(parameters, parameter.offset(), 0, 0);
            } else {
                boolean table = operation.space() == Space.VOCABULARY;
                homes[id] = Home.of(add(table ? Region.Kind.TABLE : Region.Kind.ROW, operation.width()));
            }
        }
    }

    private Region add(Region.Kind kind, int width) {
        Region region = new Region(kind, regions.size(), width);
        regions.add(region);
        return region;
    }

    private void placeGradient(int parameter, int id) {
        if (id < 0) {
            return;
        }
        View view = views.of(id);
        Operation root = graph.operation(view.root());
        int rows = root.space() == Space.VOCABULARY ? program.input().size() : 1;
        boolean whole = view.column() == 0
                && view.stride() == 0
                && (long) rows * root.width() == graph.operation(id).width();
        if (whole && schedule.place(root.id()) == schedule.reducePlace() && homes[root.id()] == null) {
            homes[root.id()] =
                    new Home(gradient, program.parameters().get(parameter).offset(), root.width(), 0);
        } else {
            copiedGradients.add(parameter);
        }
    }

    /** The home of a table. */
    Home home(int id) {
        View view = views.of(id);
        Home root = homes[view.root()];
        if (root == null) {
            throw new IllegalStateException("no memory was planned for value " + id);
        }
        Home home = root.column(view.column());
        return view.stride() == 0 ? home : home.withStride(view.stride());
    }

    Region parameters() {
        return parameters;
    }

    Region gradient() {
        return gradient;
    }

    /** Parameters whose gradient stands elsewhere and is copied at the end. */
    List<Integer> copiedGradients() {
        return copiedGradients;
    }
}
