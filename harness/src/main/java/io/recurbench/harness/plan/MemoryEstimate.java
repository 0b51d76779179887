package io.recurbench.harness.plan;

import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Stage;
import java.util.BitSet;

/**
 * About how much a trial needs: parameters, gradient and moments, tables, and every row value that a later stage reads,
 * four bytes each. What is read in its own stage alone need not outlive a step. A backend may need less (it computes
 * again) or more (it packs, it keeps); the trial's record has what it was.
 */
final class MemoryEstimate {
    private MemoryEstimate() {}

    /**
     * Bytes of one trainer.
     *
     * @param positions T x B
     */
    static long bytes(Program program, Optimiser optimiser, long positions) {
        long vocabulary = program.input().isTokens() ? program.input().size() : 0;
        long numbers = (2L + optimiser.moments()) * program.parameterCount();
        BitSet kept = readByLaterStages(program.training());
        for (Operation operation : program.training().operations()) {
            long operationRows = switch (operation.space()) {
                case PARAMETERS -> operation instanceof Operation.ParameterValue ? 0 : 1;
                case VOCABULARY -> operation instanceof Operation.OneHot ? 0 : vocabulary;
                case SEQUENCE, STEP -> kept.get(operation.id()) ? positions : 0;
            };
            numbers += operationRows * operation.width();
        }
        return 4 * numbers;
    }

    /** What a slice is a view of. */
    private static int source(Graph graph, int id) {
        return graph.operation(id) instanceof Operation.Slice slice ? source(graph, slice.input()) : id;
    }

    private static BitSet readByLaterStages(Graph graph) {
        int[] stages = new int[graph.operations().size()];
        for (int stage = 0; stage < graph.stages().size(); stage++) {
            for (int id : graph.stages().get(stage).operations()) {
                stages[id] = stage;
            }
        }
        BitSet kept = new BitSet();
        for (Stage stage : graph.stages()) {
            for (int id : stage.operations()) {
                for (int input : graph.operation(id).inputs()) {
                    if (stages[input] != stages[id]) {
                        kept.set(source(graph, input));
                    }
                }
            }
        }
        return kept;
    }
}
