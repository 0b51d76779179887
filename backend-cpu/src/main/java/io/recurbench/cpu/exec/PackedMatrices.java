package io.recurbench.cpu.exec;

import io.recurbench.api.program.Blocks;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import io.recurbench.cpu.kernel.MatrixKernels;
import io.recurbench.cpu.kernel.Operand;
import io.recurbench.cpu.kernel.PackedMatrix;
import io.recurbench.cpu.plan.GraphPlan;
import io.recurbench.cpu.plan.PlannedPlace;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The matrices that are packed for products, each once per update in every orientation in which it is read. */
final class PackedMatrices {
    /** Below this number of rows or columns the blocks of a product are not worth packing. */
    private static final int SMALLEST_BLOCK = 8;

    private final GraphPlan plan;
    private final SlotArrays memory;
    private final MatrixKernels layout;
    private final Map<Key, List<PackedMatrix>> matrices = new LinkedHashMap<>();

    private final Map<Integer, PackedMatrix> tables = new HashMap<>();

    private record Key(int matrix, Blocks blocks, boolean transposed) {}

    PackedMatrices(GraphPlan plan, SlotArrays memory, MatrixKernels layout) {
        this.plan = plan;
        this.memory = memory;
        this.layout = layout;
    }

    /** Whether a product goes through a packed matrix. */
    boolean packs(Operation.VectorMatrix product) {
        Operation matrix = plan.graph().operation(product.matrix());
        Operation vector = plan.graph().operation(product.vector());
        boolean own = vector.space().hasBatchRows() && product.space().hasBatchRows();
        boolean large = product.blocks().count() == 1
                || Math.min(product.blocks().rows(), product.blocks().columns()) >= SMALLEST_BLOCK;
        return matrix.space() == Space.PARAMETERS && plan.schedule().phase(matrix.id()) == 0 && own && large;
    }

    /** The packed blocks of a product's matrix. */
    List<PackedMatrix> of(Operation.VectorMatrix product) {
        Key key = new Key(product.matrix(), product.blocks(), product.transposed());
        return matrices.computeIfAbsent(key, ignored -> {
            int count = product.blocks().count();
            int k = product.blocks().inputWidth(product.transposed()) / count;
            int n = product.blocks().outputWidth(product.transposed()) / count;
            return IntStream.range(0, count)
                    .mapToObj(block -> layout.packed(k, n))
                    .toList();
        });
    }

    /** Room for a table that is packed for the product {@code id}, which does so itself. */
    PackedMatrix table(int id, int k, int n) {
        return tables.computeIfAbsent(id, ignored -> layout.packed(k, n));
    }

    /** Gives one thread's instruction to pack each of them as it stands now, with the value that it reads. */
    void forEach(MatrixKernels kernels, BiConsumer<Integer, Instruction> instructions) {
        matrices.forEach((key, blocks) -> {
            PlannedPlace place = plan.place(key.matrix);
            Operand source = Operand.rows(memory.of(place.slot()), place.column(), key.blocks.columns());
            instructions.accept(key.matrix, ignored -> {
                for (int block = 0; block < blocks.size(); block++) {
                    source.at(place.column() + block * key.blocks.rows() * key.blocks.columns());
                    kernels.pack(source, key.transposed, blocks.get(block));
                }
            });
        });
    }

    long bytes() {
        return Stream.concat(matrices.values().stream().flatMap(List::stream), tables.values().stream())
                .mapToLong(matrix -> 4L * matrix.array().length)
                .sum();
    }
}
