package io.recurbench.compiler;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.program.Initialiser;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Recurrence;
import io.recurbench.api.program.StateSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the layers of a model declare, in the order in which they do: parameters in a flat buffer, and states. */
final class Declarations {
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<StateSpec> states = new ArrayList<>();
    private final List<Recurrence> recurrences = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private int offset;

    /** Declares a parameter and returns its index. */
    int parameter(String owner, String name, Initialiser initialiser, List<Integer> shape, boolean trainable) {
        checkName(owner, "parameter", name);
        if (shape.isEmpty() || shape.stream().anyMatch(d -> d < 1)) {
            throw RecurbenchException.conformance(
                    owner + ": parameter '" + name + "' needs dimensions >= 1, not " + shape);
        }
        try {
            Parameter parameter = new Parameter(name, shape, initialiser, trainable, offset);
            offset = Math.addExact(offset, parameter.size());
            parameters.add(parameter);
        } catch (ArithmeticException e) {
            throw RecurbenchException.usage(owner + ": parameter '" + name + "' " + shape
                    + " brings the parameters beyond 2^31 - 1 numbers; take smaller sizes");
        }
        return parameters.size() - 1;
    }

    /** Declares a state, whose step is told by {@link #next}, and returns its index. */
    int state(String owner, String name, int width, int initial) {
        checkName(owner, "state", name);
        int state = states.size();
        states.add(new StateSpec(name, width));
        recurrences.add(new Recurrence(state, initial, -1, -1, -1, -1));
        return state;
    }

    void current(int state, int value) {
        Recurrence r = recurrences.get(state);
        recurrences.set(state, new Recurrence(state, r.initial(), value, r.next(), -1, -1));
    }

    void next(int state, int value) {
        Recurrence r = recurrences.get(state);
        recurrences.set(state, new Recurrence(state, r.initial(), r.current(), value, -1, -1));
    }

    List<Parameter> parameters() {
        return List.copyOf(parameters);
    }

    List<StateSpec> states() {
        return List.copyOf(states);
    }

    List<Recurrence> recurrences() {
        return List.copyOf(recurrences);
    }

    private void checkName(String owner, String kind, String name) {
        if (name.isBlank()) {
            throw RecurbenchException.conformance(owner + ": a " + kind + " needs a name that is not blank");
        }
        if (!names.add(kind + ' ' + name)) {
            throw RecurbenchException.conformance(
                    owner + ": the " + kind + " '" + name + "' is declared twice; give each a name of its own");
        }
    }
}
