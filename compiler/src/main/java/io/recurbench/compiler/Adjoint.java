package io.recurbench.compiler;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Recurrence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Reverse-mode differentiation of a draft: appends the adjoint of every value that a trained parameter reaches and that
 * reaches the loss, through all steps. What a state passes back to the step before goes through its carried adjoint.
 */
final class Adjoint {
    private final Draft forward;
    private final Builder builder;
    private final List<Parameter> parameters;
    private final BitSet needed;
    private final List<Contributions> contributions = new ArrayList<>();

    private Adjoint(Draft draft, List<Parameter> parameters) {
        this.forward = Rewrite.copy(draft);
        this.builder = forward.nodes();
        this.parameters = parameters;
        this.needed = reachingLoss();
        this.needed.and(reachedByTrained());
        for (int id = 0; id < builder.size(); id++) {
            contributions.add(new Contributions(builder, id));
        }
    }

    /**
     * The draft with the gradients of all trained parameters.
     *
     * @param owner who is compiled, for messages
     * @throws RecurbenchException if a trained parameter does not reach the loss
     */
    static Draft append(String owner, Draft draft, List<Parameter> parameters) {
        return new Adjoint(draft, parameters).run(owner);
    }

    private Draft run(String owner) {
        List<Recurrence> states = forward.recurrences();
        int[] carried = new int[states.size()];
        for (Recurrence r : states) {
            boolean comesBack = r.current() >= 0 && needed.get(r.current()) && needed.get(r.next());
            carried[r.state()] = comesBack ? builder.carriedAdjoint(builder.width(r.next()), r.state()) : -1;
            if (comesBack) {
                contributions.get(r.next()).add(carried[r.state()]);
            }
        }
        if (needed.get(forward.output())) {
            Operation.Loss loss = (Operation.Loss) builder.get(forward.loss());
            contributions.get(forward.output()).add(builder.lossAdjoint(forward.output(), loss.labelSmoothing()));
        }
        int[] adjoints = new int[contributions.size()];
        for (int id = contributions.size() - 1; id >= 0; id--) {
            adjoints[id] = needed.get(id) ? contributions.get(id).combine() : -1;
            if (adjoints[id] >= 0) {
                passOn(id, adjoints[id]);
            }
        }
        List<Recurrence> recurrences = states.stream()
                .map(r -> carried[r.state()] < 0
                        ? r
                        : new Recurrence(
                                r.state(),
                                r.initial(),
                                r.current(),
                                r.next(),
                                carried[r.state()],
                                adjoints[r.current()] >= 0
                                        ? adjoints[r.current()]
                                        : builder.constant(builder.width(r.current()), 0)))
                .toList();
        return new Draft(builder, recurrences, forward.output(), forward.loss(), gradients(owner, adjoints));
    }

    private void passOn(int id, int adjoint) {
        Operation operation = builder.get(id);
        for (Contribution part : operation.accept(new Derivative(builder, adjoint))) {
            if (needed.get(part.target())) {
                contributions.get(part.target()).add(part);
            }
        }
        if (operation instanceof Operation.StateValue state) {
            int initial = forward.recurrences().get(state.state()).initial();
            if (needed.get(initial)) {
                contributions.get(initial).add(builder.initialAdjoint(state.state(), adjoint));
            }
        }
    }

    private List<Integer> gradients(String owner, int[] adjoints) {
        int[] ids = new int[parameters.size()];
        Arrays.fill(ids, -1);
        for (int id = 0; id < adjoints.length; id++) {
            if (builder.get(id) instanceof Operation.ParameterValue value) {
                ids[value.parameter()] = adjoints[id];
            }
        }
        List<Integer> gradients = new ArrayList<>();
        for (int index = 0; index < ids.length; index++) {
            Parameter parameter = parameters.get(index);
            if (parameter.trainable() && ids[index] < 0) {
                throw RecurbenchException.conformance(owner + ": the trained parameter '" + parameter.name() + "' "
                        + parameter.shape() + " has no path to the loss of training; use it, declare it with"
                        + " frozen(...), or leave it out");
            }
            gradients.add(parameter.trainable() ? ids[index] : -1);
        }
        return gradients;
    }

    /** The values that the loss depends on, in this step or a later one. */
    private BitSet reachingLoss() {
        BitSet reached = new BitSet();
        List<Integer> open = new ArrayList<>(List.of(forward.output()));
        while (!open.isEmpty()) {
            int id = open.remove(open.size() - 1);
            if (reached.get(id)) {
                continue;
            }
            reached.set(id);
            open.addAll(builder.get(id).inputs());
            if (builder.get(id) instanceof Operation.StateValue state) {
                Recurrence r = forward.recurrences().get(state.state());
                open.add(r.next());
                open.add(r.initial());
            }
        }
        return reached;
    }

    /** The values that depend on a trained parameter, in this step or an earlier one. */
    private BitSet reachedByTrained() {
        BitSet reached = new BitSet();
        int before = -1;
        while (before != reached.cardinality()) {
            before = reached.cardinality();
            for (int id = 0; id < builder.size(); id++) {
                if (startsTrained(id, reached)
                        || builder.get(id).inputs().stream().anyMatch(reached::get)) {
                    reached.set(id);
                }
            }
        }
        return reached;
    }

    private boolean startsTrained(int id, BitSet reached) {
        Operation operation = builder.get(id);
        if (operation instanceof Operation.ParameterValue value) {
            return parameters.get(value.parameter()).trainable();
        }
        if (operation instanceof Operation.StateValue state) {
            Recurrence r = forward.recurrences().get(state.state());
            return reached.get(r.next()) || reached.get(r.initial());
        }
        return false;
    }
}
