package io.recurbench.harness.plan;

import io.recurbench.api.Batch;
import io.recurbench.api.Optimiser;
import io.recurbench.api.TaskData;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Program;

/**
 * About how much a trial needs: parameters, gradient and moments, and every value of the training graph in its row space,
 * four bytes each. A backend may need less (it fuses) or more (it packs); the trial's record has what it was.
 */
final class MemoryEstimate {
    /** Lengths of batches may differ; the largest of this many stands for all. */
    private static final int BATCHES_SEEN = 4;

    private MemoryEstimate() {}

    static long bytes(Program program, Optimiser optimiser, TaskData data, int rows, long dataSeed) {
        long positions = 0;
        var source = data.training(rows, dataSeed, 0);
        for (int i = 0; i < BATCHES_SEEN; i++) {
            Batch batch = source.next();
            if (batch == null) {
                break;
            }
            positions = Math.max(positions, (long) batch.steps() * batch.rows());
        }
        long vocabulary = program.input().isTokens() ? program.input().size() : 0;
        long numbers = (2L + optimiser.moments()) * program.parameterCount();
        for (Operation operation : program.training().operations()) {
            long operationRows = switch (operation.space()) {
                case PARAMETERS -> operation instanceof Operation.ParameterValue ? 0 : 1;
                case VOCABULARY -> operation instanceof Operation.OneHot ? 0 : vocabulary;
                case SEQUENCE, STEP -> positions;
            };
            numbers += operationRows * operation.width();
        }
        return 4 * numbers;
    }
}
