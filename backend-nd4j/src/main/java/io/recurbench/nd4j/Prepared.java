package io.recurbench.nd4j;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Space;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * The arrays of one graph that do not depend on the batch: PARAMETERS as {@code [1][width]}, VOCABULARY as {@code
 * [V][width]}. Parameters are views of the one flat buffer.
 */
final class Prepared {
    private final Memory memory;
    private final Graph graph;
    private final int vocabulary;
    private final Map<Integer, Region> arrays = new HashMap<>();

    Prepared(Memory memory, Program program, Graph graph, Region flat) {
        this.memory = memory;
        this.graph = graph;
        this.vocabulary = program.input().isTokens() ? program.input().size() : 0;
        for (Operation operation : graph.operations()) {
            if (!operation.space().hasBatchRows()) {
                arrays.put(operation.id(), array(program, operation, flat));
            }
        }
    }

    private Region array(Program program, Operation operation, Region flat) {
        if (operation instanceof Operation.ParameterValue value) {
            int offset = program.parameters().get(value.parameter()).offset();
            return flat.columns(offset, value.width());
        }
        if (operation instanceof Operation.TokenRows rows) {
            return get(rows.input()).shaped(vocabulary, rows.width());
        }
        if (operation instanceof Operation.Flatten flatten) {
            return get(flatten.input()).shaped(1, flatten.width());
        }
        Region array = memory.zeros(rows(operation.space()), operation.width());
        if (operation instanceof Operation.Constant constant) {
            array.fill((float) constant.value());
        } else if (operation instanceof Operation.OneHot) {
            FloatBuffer buffer = array.buffer();
            for (int token = 0; token < vocabulary; token++) {
                buffer.put(token * operation.width() + token, 1f);
            }
        }
        return array;
    }

    /** Rows of a space without batch rows. */
    int rows(Space space) {
        return space == Space.PARAMETERS ? 1 : vocabulary;
    }

    /** The array of value {@code id}. */
    Region get(int id) {
        Region array = arrays.get(id);
        if (array == null) {
            throw new IllegalStateException("value " + id + " of " + graph.operation(id) + " is not of this space");
        }
        return array;
    }
}
