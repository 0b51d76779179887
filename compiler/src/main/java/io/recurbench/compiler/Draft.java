package io.recurbench.compiler;

import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Recurrence;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A graph before it is scheduled: ids are topological, values with a row for each position are not yet told apart.
 *
 * @param nodes the operations, dead ones among them
 * @param recurrences one per state
 * @param output id of the prediction
 * @param loss id of the rows' losses
 * @param gradients id of each parameter's gradient or -1; empty without adjoints
 */
record Draft(Builder nodes, List<Recurrence> recurrences, int output, int loss, List<Integer> gradients) {
    /** Copies. */
    Draft {
        recurrences = List.copyOf(recurrences);
        gradients = List.copyOf(gradients);
    }

    /** The values that are wanted: outputs, gradients, and what each state starts with and becomes. */
    IntStream roots() {
        IntStream states = recurrences.stream().flatMapToInt(r -> IntStream.of(r.initial(), r.next()));
        IntStream adjoints = gradients.stream().mapToInt(Integer::intValue).filter(id -> id >= 0);
        return IntStream.concat(IntStream.of(output, loss), IntStream.concat(states, adjoints));
    }

    /** The values that a root needs, in this step or, through a carried adjoint, in a later one. */
    BitSet live() {
        BitSet live = new BitSet(nodes.size());
        Deque<Integer> open = new ArrayDeque<>();
        roots().forEach(open::push);
        while (!open.isEmpty()) {
            int id = open.pop();
            if (live.get(id)) {
                continue;
            }
            live.set(id);
            Operation operation = nodes.get(id);
            operation.inputs().forEach(open::push);
            if (operation instanceof Operation.CarriedAdjoint carried) {
                open.push(recurrences.get(carried.state()).currentAdjoint());
            }
        }
        return live;
    }

    /** How many live operations and roots read each value. */
    int[] uses() {
        int[] uses = new int[nodes.size()];
        live().stream().forEach(id -> nodes.get(id).inputs().forEach(input -> uses[input]++));
        roots().forEach(root -> uses[root]++);
        recurrences.stream().filter(r -> r.currentAdjoint() >= 0).forEach(r -> uses[r.currentAdjoint()]++);
        return uses;
    }
}
