package io.recurbench.cpu.plan;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;

/** The view of each value of a graph. */
public final class Views {
    private final View[] views;

    /**
     * Where a value stands within another one: slices, tables read under another shape, and sums that have become another
     * name of their operand cost nothing.
     *
     * @param root the value that is stored
     * @param column the first of its columns
     * @param stride numbers from one row to the next where the value is a table read in another shape; 0: as the root's
     */
    public record View(int root, int column, int stride) {}

    /** Resolves slices, shapes, joined sums and the products that share one storage. */
    Views(Graph graph, ProductSums sums) {
        views = new View[graph.operations().size()];
        for (Operation operation : graph.operations()) {
            int id = operation.id();
            Integer alias = sums.aliases().getOrDefault(id, sums.targets().get(id));
            if (alias != null && alias != id) {
                views[id] = views[alias];
            } else {
                views[id] = view(graph, operation);
            }
        }
    }

    private View view(Graph graph, Operation operation) {
        View self = new View(operation.id(), 0, 0);
        if (operation instanceof Operation.Slice slice) {
            View input = views[slice.input()];
            boolean sameSpace = graph.operation(slice.input()).space() == slice.space();
            return sameSpace ? new View(input.root(), input.column() + slice.offset(), input.stride()) : self;
        }
        if (operation instanceof Operation.TokenRows rows) {
            View input = views[rows.input()];
            return new View(input.root(), input.column(), rows.width());
        }
        if (operation instanceof Operation.Flatten flatten) {
            View input = views[flatten.input()];
            int width = graph.operation(flatten.input()).width();
            int stride = input.stride() == 0 ? graph.operation(input.root()).width() : input.stride();
            return stride == width ? new View(input.root(), input.column(), 0) : self;
        }
        return self;
    }

    /** The view of value {@code id}. */
    public View of(int id) {
        return views[id];
    }

    /** Whether the value is a value of its own, not part of another one or another name of it. */
    public boolean isRoot(int id) {
        return views[id].root() == id;
    }
}
