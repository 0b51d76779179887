package io.recurbench.cpu.exec;

import java.util.List;

/** Row operations over the rows of the batch, one after the other for each block of rows. */
final class RowChain implements Instruction {
    private final Worker worker;
    private final int blockRows;
    private final RowOperation[] operations;

    RowChain(Worker worker, int blockRows, List<RowOperation> operations) {
        this.worker = worker;
        this.blockRows = blockRows;
        this.operations = operations.toArray(new RowOperation[0]);
    }

    @Override
    public void run(int step) {
        for (RowOperation operation : operations) {
            operation.to(step);
        }
        int rows = worker.rows;
        int to;
        for (int from = 0; from < rows; from = to) {
            to = Math.min(rows - from, blockRows) + from;
            for (RowOperation operation : operations) {
                operation.runBlock(from, to);
            }
        }
    }
}
