package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import io.recurbench.cpu.kernel.Kernels;
import io.recurbench.cpu.plan.Home;
import io.recurbench.cpu.plan.Plan;
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

    private final Plan plan;
    private final SlotArrays memory;
    private final CurrentBatch batch;
    private final List<Table> tables = new ArrayList<>();

    TransposedTables(Plan plan, SlotArrays memory, CurrentBatch batch) {
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
                && plan.schedule().place(matrix.id()) == 0
                && product.blocks().rows() * product.blocks().columns() >= SMALLEST
                && plan.home(matrix.id()).stride() == matrix.width();
        if (!fits) {
            return null;
        }
        for (Table table : tables) {
            if (table.product.matrix() == product.matrix()
                    && table.product.blocks().rows() == product.blocks().rows()) {
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
        return tables.stream().map(table -> table.new Copy(kernels)).toArray(Instruction[]::new);
    }

    private int vocabulary() {
        return plan.program().input().size();
    }

    long bytes() {
        return tables.stream().mapToLong(table -> 4L * table.array.length).sum();
    }

    /** The copy of one table; made when it is first needed. */
    final class Table {
        private final Operation.VectorMatrix product;
        private final int width;
        private final Home home;
        float[] array = {};

        Table(Operation.VectorMatrix product) {
            this.product = product;
            this.width = product.blocks().size();
            this.home = plan.home(product.matrix());
        }

        void ensure() {
            if (array.length == 0) {
                array = new float[Math.multiplyExact(vocabulary(), width)];
            }
        }

        private int partTokens() {
            return Math.max(1, Instruction.PART / width);
        }

        private final class Copy implements Instruction {
            private final Kernels kernels;

            Copy(Kernels kernels) {
                this.kernels = kernels;
            }

            @Override
            public int parts() {
                return Instruction.pieces(vocabulary(), partTokens());
            }

            @Override
            public void run(int part) {
                int from = part * partTokens();
                int count = Math.min(vocabulary(), from + partTokens()) - from;
                kernels.blocks()
                        .transpose(
                                count * product.blocks().count(),
                                product.blocks().rows(),
                                product.blocks().columns(),
                                memory.of(home.region()),
                                home.column() + from * width,
                                array,
                                from * width);
            }
        }
    }

    /** Makes room. */
    void ensure() {
        tables.forEach(Table::ensure);
    }
}
