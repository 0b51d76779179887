package io.recurbench.compiler;

import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The operations of a graph under construction. Equal operations are one, so an expression that is written twice is
 * computed once; ids are in topological order.
 *
 * <p>As long as a graph is under construction, every value with a row for each position stands in {@link
 * Space#SEQUENCE}: which of them belong into a loop is known only when the graph is complete ({@link Loops}).
 */
class Nodes {
    private final List<Operation> operations = new ArrayList<>();
    private final Map<Operation, Integer> ids = new HashMap<>();
    private final int vocabulary;

    /**
     * An empty graph.
     *
     * @param vocabulary number of tokens, 0 if the input is dense
     */
    Nodes(int vocabulary) {
        this.vocabulary = vocabulary;
    }

    int vocabulary() {
        return vocabulary;
    }

    List<Operation> operations() {
        return Collections.unmodifiableList(operations);
    }

    int size() {
        return operations.size();
    }

    Operation get(int id) {
        return operations.get(id);
    }

    int width(int id) {
        return get(id).width();
    }

    /** The space of a value: PARAMETERS, VOCABULARY, or SEQUENCE for any value with a row for each position. */
    Space space(int id) {
        Space space = get(id).space();
        return space.hasBatchRows() ? Space.SEQUENCE : space;
    }

    /** The coarsest space that holds all these values. */
    Space join(List<Integer> values) {
        Space joined = Space.PARAMETERS;
        for (int value : values) {
            joined = joined.join(space(value));
        }
        return joined;
    }

    Space join(int left, int right) {
        return space(left).join(space(right));
    }

    boolean isConstant(int id) {
        return get(id) instanceof Operation.Constant;
    }

    boolean isConstant(int id, double value) {
        return get(id) instanceof Operation.Constant constant && constant.value() == value;
    }

    /** The number of a constant. */
    double constantValue(int id) {
        return ((Operation.Constant) get(id)).value();
    }

    /** The id of this operation, a new one if there is no equal operation. */
    int intern(IntFunction<Operation> operation) {
        Operation key = operation.apply(-1);
        Integer known = ids.get(key);
        if (known != null) {
            return known;
        }
        int id = operations.size();
        operations.add(operation.apply(id));
        ids.put(key, id);
        return id;
    }

    int constant(int width, double value) {
        return intern(id -> new Operation.Constant(id, width, value == 0 ? 0 : value));
    }
}
