package io.recurbench.api.program;

import io.recurbench.api.stability.Stability;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A differentiated, scheduled model: all that a backend needs to know of a cell. Immutable.
 *
 * @param name the cell and its sizes, for messages
 * @param input what it reads
 * @param output what it writes and how that is scored
 * @param parameters in the order of the flat buffer
 * @param states in a fixed order
 * @param training forward and adjoint
 * @param evaluation forward alone; it may differ from the training graph (normalisation at evaluation only)
 */
@Stability.Experimental
public record Program(
        String name,
        InputSpec input,
        OutputSpec output,
        List<Parameter> parameters,
        List<StateSpec> states,
        Graph training,
        Graph evaluation) {
    /** Copies. */
    public Program {
        parameters = List.copyOf(parameters);
        states = List.copyOf(states);
    }

    /** Entries of the flat parameter buffer. */
    public int parameterCount() {
        return parameters.stream().mapToInt(Parameter::size).sum();
    }

    /** Entries that the optimiser changes. */
    public int trainableCount() {
        return parameters.stream()
                .filter(Parameter::trainable)
                .mapToInt(Parameter::size)
                .sum();
    }

    /** V, the number of tokens; 0 if the input is dense. */
    public int vocabulary() {
        return input.isTokens() ? input.size() : 0;
    }

    /** The parameter of this name. */
    public Parameter parameter(String parameterName) {
        return parameters.stream()
                .filter(p -> p.name().equals(parameterName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no parameter '" + parameterName + "' in " + name
                        + ", only " + parameters.stream().map(Parameter::name).collect(Collectors.joining(", "))));
    }
}
