package io.recurbench.api.program;

import io.recurbench.api.stability.Stability;
import java.util.List;

/**
 * One schedule of a program: either forward and adjoint (training) or forward alone (evaluation).
 *
 * @param operations all operations; the index is the id
 * @param stages the schedule; every operation stands in exactly one stage, leaves in the first in which they are
 *     defined: values of PARAMETERS and VOCABULARY in PREPARE, {@link Operation.StateValue} in its loop
 * @param recurrences one per state, in the order of {@link Program#states()}
 * @param output id of the prediction ({@code [T x B][output width]}, logits for softmax cross-entropy)
 * @param loss id of the rows' losses
 * @param gradients id of the gradient of each parameter, in the order of {@link Program#parameters()}: a value of
 *     PARAMETERS of the parameter's size, or -1 for one that is not trained. Empty in a graph without adjoints
 */
@Stability.Experimental
public record Graph(
        List<Operation> operations,
        List<Stage> stages,
        List<Recurrence> recurrences,
        int output,
        int loss,
        List<Integer> gradients) {
    /** Copies and checks that ids are indices. */
    public Graph {
        operations = List.copyOf(operations);
        stages = List.copyOf(stages);
        recurrences = List.copyOf(recurrences);
        gradients = List.copyOf(gradients);
        for (int id = 0; id < operations.size(); id++) {
            if (operations.get(id).id() != id) {
                throw new IllegalArgumentException("operation at index " + id + " has id "
                        + operations.get(id).id());
            }
        }
    }

    /** The operation that defines value {@code id}. */
    public Operation operation(int id) {
        return operations.get(id);
    }

    /** The space over whose rows an operation runs: the finest of its own and those of what it reads. */
    public Space finestSpace(Operation operation) {
        Space finest = operation.space();
        for (int input : operation.inputs()) {
            finest = finest.join(operation(input).space());
        }
        return finest;
    }

    /** Whether the graph has an adjoint part. */
    public boolean hasAdjoint() {
        return !gradients.isEmpty();
    }
}
