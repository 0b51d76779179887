package io.recurbench.cpu.exec;

/** A row operation over the rows of a table, which no batch moves: a sweep of one step, cut into parts. */
final class TableRows implements Instruction {
    /** What is done to rows. */
    interface RowRange {
        /** Computes rows {@code [from, to)}. */
        void run(int from, int to);
    }

    private final RowRange operation;
    private final int rows;
    private final int partRows;

    /**
     * An operation.
     *
     * @param rows of the table
     * @param partRows rows of a part
     */
    TableRows(RowRange operation, int rows, int partRows) {
        this.operation = operation;
        this.rows = rows;
        this.partRows = Math.max(1, partRows);
    }

    @Override
    public int parts() {
        return Instruction.pieces(rows, partRows);
    }

    @Override
    public void run(int part) {
        operation.run(part * partRows, Math.min(rows, (part + 1) * partRows));
    }
}
