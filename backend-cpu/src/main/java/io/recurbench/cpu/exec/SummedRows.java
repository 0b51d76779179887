package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import io.recurbench.cpu.plan.ScoredRange;
import org.jspecify.annotations.Nullable;

/** The rows that a sum takes: those of one result, or for each token those of its result. */
final class SummedRows {
    private final CurrentBatch batch;
    private final ScoredRange range;
    private final boolean firstStepOnly;
    private final @Nullable TokenGroups groups;
    /** Rows of the table that is summed; 0 where rows of the batch are. */
    private final int tableRows;
    /** Tokens, each with a result of its own, or 1. */
    final int results;

    private SummedRows(Binding binding, Operation sum) {
        Space summed = binding.plan.graph().finestSpace(sum);
        batch = binding.batch;
        range = binding.plan.ranges().summed(sum);
        firstStepOnly = sum instanceof Operation.InitialAdjoint;
        groups = sum.space() == Space.VOCABULARY ? batch.groups(range) : null;
        tableRows = summed.hasBatchRows() ? 0 : binding.tableRows(summed);
        results = binding.tableRows(sum.space());
    }

    static SummedRows of(Binding binding, Operation sum) {
        return new SummedRows(binding, sum);
    }

    /** The first row of a result, in the order in which {@link #place} puts an operand's rows. */
    int from(int result) {
        if (groups != null) {
            return groups.start[result];
        }
        return tableRows > 0 || firstStepOnly ? 0 : batch.first(range) * batch.rows;
    }

    /** The row behind the last one; not below {@link #from}. */
    int to(int result) {
        if (groups != null) {
            return groups.start[result + 1];
        }
        if (firstStepOnly) {
            return batch.carried || batch.lastScored < 0 ? 0 : batch.rows;
        }
        return tableRows > 0 ? tableRows : Math.max(from(result), batch.end(range) * batch.rows);
    }

    /** Moves an operand to where row 0 of a result's rows would be. */
    void place(Cursor cursor, int result) {
        if (groups == null) {
            cursor.toAll();
        } else {
            cursor.toToken(groups.order, result);
        }
    }
}
