package io.recurbench.cpu.exec;

import io.recurbench.cpu.plan.Item;
import io.recurbench.cpu.plan.Reach;

/** A light operation of a chain: it takes each row by itself. */
abstract class RowOperation {
    final Binding binding;
    private final Reach reach;
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
        this.reach = item.reach();
        this.clears = item.clears();
        this.clearedWidth = clearedWidth;
        this.cursors = cursors;
    }

    /** Moves to a step. */
    void to(int step) {
        computes = binding.pass.contains(reach, step);
        if (computes || clears) {
            for (Cursor cursor : cursors) {
                cursor.to(step);
            }
        }
    }

    /** Does what there is to do for rows {@code [from, to)} of the worker's share, a block that begins at {@code from}. */
    void runBlock(int from, int to) {
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

    /** Computes rows {@code [from, to)}. */
    abstract void run(int from, int to);
}
