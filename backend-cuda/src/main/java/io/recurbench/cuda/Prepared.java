package io.recurbench.cuda;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Space;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Places of the values of one graph that do not depend on the batch's size: PARAMETERS and VOCABULARY. Parameters are
 * read where they stand in the flat buffer; a gradient is computed straight into the flat gradient where it can be.
 */
final class Prepared {
    private final Program program;
    private final Graph graph;
    private final Map<Integer, Integer> places = new HashMap<>();
    private final Map<Integer, Integer> gradientOffsets = new HashMap<>();
    private @Nullable Region region;
    private long parameters;
    private long gradient;

    Prepared(Program program, Graph graph, Fusion fusion, Region.Layout layout) {
        this.program = program;
        this.graph = graph;
        for (int i = 0; i < graph.gradients().size(); i++) {
            bindGradient(i);
        }
        for (Operation operation : graph.operations()) {
            boolean own = !operation.space().hasBatchRows()
                    && !isAlias(operation)
                    && !fusion.isInternal(operation.id())
                    && (fusion.isRead(operation.id()) || !(operation instanceof Operation.Leaf))
                    && !gradientOffsets.containsKey(operation.id());
            if (own) {
                places.put(operation.id(), layout.reserve((long) rows(operation.space()) * operation.width()));
            }
        }
    }

    private static boolean isAlias(Operation operation) {
        return Fusion.isView(operation)
                && !(operation instanceof Operation.OneHot)
                && !(operation instanceof Operation.Constant);
    }

    private void bindGradient(int parameter) {
        int id = graph.gradients().get(parameter);
        if (id < 0) {
            return;
        }
        Operation root = graph.operation(id);
        while (root instanceof Operation.Flatten || root instanceof Operation.TokenRows) {
            root = graph.operation(((Operation.Unary) root).input());
        }
        if (!Fusion.isView(root)) {
            gradientOffsets.putIfAbsent(
                    root.id(), program.parameters().get(parameter).offset());
        }
    }

    /** Whether the gradient of a parameter is computed where it belongs. */
    boolean isInPlace(int parameter) {
        int offset = program.parameters().get(parameter).offset();
        return address(graph.gradients().get(parameter)) == gradient + 4L * offset;
    }

    /** Says where the values are. */
    void bind(Region bound, Region.Place parameterPlace, Region.Place gradientPlace) {
        region = bound;
        parameters = parameterPlace.address();
        gradient = gradientPlace.address();
    }

    /** Rows of a space without batch rows. */
    int rows(Space space) {
        return space == Space.PARAMETERS ? 1 : vocabulary();
    }

    int vocabulary() {
        return program.input().isTokens() ? program.input().size() : 0;
    }

    /** The address of value {@code id}. */
    long address(int id) {
        Operation operation = graph.operation(id);
        if (operation instanceof Operation.ParameterValue value) {
            return parameters + 4L * program.parameters().get(value.parameter()).offset();
        }
        if (operation instanceof Operation.TokenRows || operation instanceof Operation.Flatten) {
            return address(((Operation.Unary) operation).input());
        }
        if (operation instanceof Operation.Slice slice && slice.space() == Space.PARAMETERS) {
            return address(slice.input()) + 4L * slice.offset();
        }
        Integer offset = gradientOffsets.get(id);
        if (offset != null) {
            return gradient + 4L * offset;
        }
        Integer place = places.get(id);
        Region bound = region;
        if (place == null || bound == null) {
            throw new IllegalStateException("value " + id + " has no place: " + operation);
        }
        return bound.place(place).address();
    }
}
