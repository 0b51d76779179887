package io.recurbench.cpu.exec;

import io.recurbench.cpu.plan.Item;
import io.recurbench.cpu.plan.ScoredRange;

/** An operation that takes each row by itself, be it a row of the batch or of a table. */
abstract class RowOperation implements TableRows.RowRange {
    final Binding binding;
    private final ScoredRange range;
    private final boolean clears;
    private final Cursor[] cursors;
    private final int clearedWidth;
    private boolean computes;

    /**
     * An operation.
     *
     * @param clearedWidth the width of the result, for steps at which it is zero
     * @param cursors what it writes, then what it reads
     */
    RowOperation(Binding binding, Item item, int clearedWidth, Cursor... cursors) {
        this.binding = binding;
        this.range = item.range();
        this.clears = item.clears();
        this.clearedWidth = clearedWidth;
        this.cursors = cursors;
    }

    /** Moves to a step. */
    final void to(int step) {
        computes = binding.batch.contains(range, step);
        if (computes || clears) {
            for (Cursor cursor : cursors) {
                cursor.to(step);
            }
        }
        if (computes) {
            moved(step);
        }
    }

    /** Called when the operands have moved to a step at which there is something to compute. */
    void moved(int step) {}

    /** Does what there is to do for rows {@code [from, to)} of the worker's share, a block that begins at {@code from}. */
    final void runBlock(int from, int to) {
        if (!computes && !clears) {
            return;
        }
        for (Cursor cursor : cursors) {
            cursor.toBlock(from);
        }
        if (computes) {
            run(from, to);
        } else {
            cursors[0].clear(from, to, clearedWidth);
        }
    }
}
