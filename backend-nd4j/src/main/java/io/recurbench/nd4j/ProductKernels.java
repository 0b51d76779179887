package io.recurbench.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Matrix products as prepared operations. Values are {@code [rows][width]}; blocks are batches of a rank-3 product. */
final class ProductKernels {
    private final Native memory;

    ProductKernels(Native memory) {
        this.memory = memory;
    }

    /** Rows times one matrix that they share: {@code matrix [1][k r c]}. */
    Kernel shared(INDArray out, INDArray vector, INDArray matrix, Blocks blocks, boolean transposed) {
        if (blocks.count() == 1) {
            return memory.product(out, vector, false, matrix.reshape('c', blocks.rows(), blocks.columns()), transposed);
        }
        int from = transposed ? blocks.columns() : blocks.rows();
        int to = transposed ? blocks.rows() : blocks.columns();
        return memory.product(
                perBlock(out, blocks.count(), to),
                perBlock(vector, blocks.count(), from),
                false,
                matrix.reshape('c', blocks.count(), blocks.rows(), blocks.columns()),
                transposed);
    }

    /** Each row times a matrix of its own: {@code matrix [rows][k r c]}. */
    Kernel perRow(INDArray out, INDArray vector, INDArray matrix, Blocks blocks, boolean transposed) {
        long batch = out.size(0) * blocks.count();
        int from = transposed ? blocks.columns() : blocks.rows();
        int to = transposed ? blocks.rows() : blocks.columns();
        List<Kernel> kernels = new ArrayList<>();
        INDArray rows = repeated(vector, out.size(0), kernels);
        kernels.add(memory.product(
                out.reshape('c', batch, 1, to),
                rows.reshape('c', batch, 1, from),
                false,
                matrix.reshape('c', batch, blocks.rows(), blocks.columns()),
                transposed));
        return Kernel.sequence(kernels);
    }

    /** Outer product of each row: {@code [rows][k r c]}. */
    Kernel outer(INDArray out, INDArray left, INDArray right, Blocks blocks) {
        long batch = out.size(0) * blocks.count();
        List<Kernel> kernels = new ArrayList<>();
        INDArray lefts = repeated(left, out.size(0), kernels);
        INDArray rights = repeated(right, out.size(0), kernels);
        kernels.add(memory.product(
                out.reshape('c', batch, blocks.rows(), blocks.columns()),
                lefts.reshape('c', batch, blocks.rows(), 1),
                false,
                rights.reshape('c', batch, 1, blocks.columns()),
                false));
        return Kernel.sequence(kernels);
    }

    /** The sum of all rows' outer products: {@code [1][k r c]}. */
    Kernel outerSum(INDArray out, INDArray left, INDArray right, Blocks blocks) {
        long count = Math.max(left.size(0), right.size(0));
        List<Kernel> kernels = new ArrayList<>();
        INDArray lefts = repeated(left, count, kernels);
        INDArray rights = repeated(right, count, kernels);
        if (blocks.count() == 1) {
            kernels.add(memory.product(out.reshape('c', blocks.rows(), blocks.columns()), lefts, true, rights, false));
        } else {
            kernels.add(memory.product(
                    out.reshape('c', blocks.count(), blocks.rows(), blocks.columns()),
                    perBlock(lefts, blocks.count(), blocks.rows()),
                    true,
                    perBlock(rights, blocks.count(), blocks.columns()),
                    false));
        }
        return Kernel.sequence(kernels);
    }

    /**
     * The sum of outer products by token: {@code [V][k r c]}. Written out for one time step at a time, B of them, and
     * added to their tokens by a product with the one-hot tokens.
     */
    Kernel outerByToken(
            INDArray out, INDArray left, INDArray right, INDArray oneHot, int rows, int steps, Blocks blocks) {
        long positions = (long) rows * steps;
        List<Kernel> kernels = new ArrayList<>();
        INDArray lefts = repeated(left, positions, kernels);
        INDArray rights = repeated(right, positions, kernels);
        INDArray each = memory.scratch("outer", rows, out.size(1));
        INDArray sum = memory.scratch("outer by token", out.shape());
        kernels.add(() -> out.assign(0f));
        for (int t = 0; t < steps; t++) {
            long from = (long) t * rows;
            kernels.add(outer(each, Views.rows(lefts, from, rows), Views.rows(rights, from, rows), blocks));
            kernels.add(memory.product(sum, Views.rows(oneHot, from, rows), true, each, false));
            kernels.add(memory.operation("add", out, out, sum));
        }
        return Kernel.sequence(kernels);
    }

    /** The sum of all rows: {@code [1][width]}. */
    Kernel sumRows(INDArray out, INDArray input) {
        return memory.product(out, ones(1, input.size(0)), false, input, false);
    }

    /** The sum of each row: {@code [rows][1]}. */
    Kernel sumColumns(INDArray out, INDArray input) {
        return memory.product(out, input, false, ones(input.size(1), 1), false);
    }

    private INDArray ones(long rows, long columns) {
        INDArray array = memory.scratch("ones", rows, columns);
        array.assign(1f);
        return array;
    }

    /** A value of PARAMETERS is one row: written out for as many as the product has. */
    private INDArray repeated(INDArray value, long rows, List<Kernel> kernels) {
        if (value.size(0) == rows) {
            return value;
        }
        INDArray all = memory.zeros(rows, value.size(1));
        kernels.add(memory.operation("assign", all, all, value));
        return all;
    }

    /** {@code [rows][k w]} as k matrices {@code [rows][w]}, a view. */
    private static INDArray perBlock(INDArray value, int count, int width) {
        return value.reshape('c', value.size(0), count, width).permute(1, 0, 2);
    }
}
