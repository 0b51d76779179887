package io.recurbench.cpu.exec;

import io.recurbench.api.program.Blocks;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import io.recurbench.cpu.kernel.Kernels;
import io.recurbench.cpu.kernel.Operand;
import io.recurbench.cpu.plan.GraphPlan;
import io.recurbench.cpu.plan.PlannedPlace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Copies of the tokens' matrices in which rows and columns are exchanged. A row times a matrix runs along the matrix' rows,
 * four times as fast as a row times its transpose, which has to be summed up across vectors; so the backward pass reads
 * copies where each matrix is read often enough to pay for its own.
 */
final class TransposedTables {
    /** Rows of a batch for each token from which copies pay. */
    private static final int ROWS_PER_TOKEN = 6;

    /** Numbers of a matrix from which they pay. */
    private static final int SMALLEST = 256;

    private final GraphPlan plan;
    private final SlotArrays memory;
    private final CurrentBatch batch;
    private final List<Table> tables = new ArrayList<>();

    TransposedTables(GraphPlan plan, SlotArrays memory, CurrentBatch batch) {
        this.plan = plan;
        this.memory = memory;
        this.batch = batch;
    }

    /** The copy that a product can read, or null. */
    @Nullable
    Table of(Operation.VectorMatrix product) {
        Operation matrix = plan.graph().operation(product.matrix());
        boolean fits = product.transposed()
                && matrix.space() == Space.VOCABULARY
                && plan.schedule().phase(matrix.id()) == 0
                && product.blocks().rows() * product.blocks().columns() >= SMALLEST
                && plan.place(matrix.id()).stride() == matrix.width();
        if (!fits) {
            return null;
        }
        for (Table table : tables) {
            if (table.product.matrix() == product.matrix()
                    && table.product.blocks().equals(product.blocks())) {
                return table;
            }
        }
        Table table = new Table(product);
        tables.add(table);
        return table;
    }

    /** Whether there are copies, and this batch has enough rows to read them. */
    boolean areRead() {
        return !tables.isEmpty() && batch.steps * batch.rows >= ROWS_PER_TOKEN * vocabulary();
    }

    /** One thread's instructions to make all copies. */
    Instruction[] instructions(Kernels kernels) {
        return tables.stream().map(table -> table.copying(kernels)).toArray(Instruction[]::new);
    }

    private int vocabulary() {
        return plan.program().input().size();
    }

    long bytes() {
        return tables.stream().mapToLong(table -> 4L * table.array.length).sum();
    }

    /** Makes room. */
    void ensure() {
        tables.forEach(Table::ensure);
    }

    /** The copy of one table; made when it is first needed. */
    final class Table {
        private final Operation.VectorMatrix product;
        private final Blocks blocks;
        private final PlannedPlace place;
        float[] array = {};

        Table(Operation.VectorMatrix product) {
            this.product = product;
            this.blocks = product.blocks();
            this.place = plan.place(product.matrix());
        }

        private void ensure() {
            if (array.length == 0) {
                array = new float[Math.multiplyExact(vocabulary(), blocks.size())];
            }
        }

        /** One thread's operand for it. */
        Operand operand() {
            return Operand.rows(array, 0, blocks.size());
        }

        private Instruction copying(Kernels kernels) {
            Operand source = Operand.rows(memory.of(place.slot()), place.column(), blocks.size());
            Operand target = operand();
            return new TableRows(
                    (from, to) -> kernels.blocks().transpose(from, to, blocks, source, target.in(array, 0)),
                    vocabulary(),
                    Instruction.PART / blocks.size());
        }
    }
}
