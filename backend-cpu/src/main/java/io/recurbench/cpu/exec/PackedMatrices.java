package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import io.recurbench.cpu.kernel.MatrixKernels;
import io.recurbench.cpu.plan.Home;
import io.recurbench.cpu.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The matrices that are packed for products, each once per update in every orientation in which it is read. */
final class PackedMatrices {
    /** Below this number of rows or columns the blocks of a product are not worth packing. */
    private static final int SMALLEST_BLOCK = 8;

    private final Plan plan;
    private final SlotArrays memory;
    private final MatrixKernels layout;
    private final Map<Key, Matrix> matrices = new HashMap<>();
    private final List<Matrix> list = new ArrayList<>();

    private record Key(int matrix, int blocks, int rows, int columns, boolean transposed) {}

    PackedMatrices(Plan plan, SlotArrays memory, MatrixKernels layout) {
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
        return matrix.space() == Space.PARAMETERS && plan.schedule().place(matrix.id()) == 0 && own && large;
    }

    /** The packed matrix of a product. */
    Matrix of(Operation.VectorMatrix product) {
        Key key = new Key(
                product.matrix(),
                product.blocks().count(),
                product.blocks().rows(),
                product.blocks().columns(),
                product.transposed());
        return matrices.computeIfAbsent(key, ignored -> {
            Matrix matrix = new Matrix(product);
            list.add(matrix);
            return matrix;
        });
    }

    /** All of them. */
    List<Matrix> all() {
        return list;
    }

    long bytes() {
        return list.stream().mapToLong(matrix -> 4L * matrix.packed.length).sum();
    }

    /** One matrix, or the blocks of one, in one orientation. */
    final class Matrix {
        final int value;
        final int k;
        final int n;
        final int blocks;
        final int size;
        final float[] packed;
        private final boolean transposed;
        private final Home home;

        Matrix(Operation.VectorMatrix product) {
            value = product.matrix();
            blocks = product.blocks().count();
            transposed = product.transposed();
            k = transposed ? product.blocks().columns() : product.blocks().rows();
            n = transposed ? product.blocks().rows() : product.blocks().columns();
            size = layout.packedSize(k, n);
            packed = new float[Math.multiplyExact(size, blocks)];
            home = plan.home(value);
        }

        /** One thread's instruction to pack the matrix as it stands now. */
        Instruction packing(MatrixKernels kernels) {
            return ignored -> {
                int ld = transposed ? k : n;
                for (int block = 0; block < blocks; block++) {
                    int offset = home.column() + block * k * n;
                    kernels.pack(memory.of(home.region()), offset, ld, k, n, transposed, packed, block * size);
                }
            };
        }
    }
}
