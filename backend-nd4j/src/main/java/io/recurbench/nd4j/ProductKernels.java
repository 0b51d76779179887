package io.recurbench.nd4j;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sger;

import io.recurbench.api.program.Blocks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Matrix products. The library's own batched product (rank 3) is a plain loop, so blocks and matrices of rows are one call
 * of BLAS each.
 */
final class ProductKernels {
    private ProductKernels() {}

    /** Rows times one matrix that they share: {@code matrix [1][k r c]}. */
    static Kernel shared(Region out, Region vector, Region matrix, Blocks blocks, boolean transposed) {
        int from = transposed ? blocks.columns() : blocks.rows();
        int to = transposed ? blocks.rows() : blocks.columns();
        List<Kernel> kernels = new ArrayList<>();
        for (int k = 0; k < blocks.count(); k++) {
            kernels.add(Blas.product(
                    out.columns(k * to, to),
                    vector.columns(k * from, from),
                    false,
                    matrix.block(blocks, k),
                    transposed));
        }
        return Kernel.sequence(kernels);
    }

    /** Each row times a matrix of its own: a row of {@code matrix} has {@code k r c} numbers. */
    static Kernel perRow(Region out, RowReader vector, RowReader matrix, Blocks blocks, boolean transposed) {
        FloatPointer target = out.cursor();
        int from = transposed ? blocks.columns() : blocks.rows();
        int to = transposed ? blocks.rows() : blocks.columns();
        int size = blocks.rows() * blocks.columns();
        int transpose = transposed ? CblasNoTrans : CblasTrans;
        return step -> {
            for (int row = 0; row < out.rows(); row++) {
                long start = step * out.stepStride() + (long) row * out.rowStride();
                for (int k = 0; k < blocks.count(); k++) {
                    cblas_sgemv(
                            CblasRowMajor,
                            transpose,
                            blocks.rows(),
                            blocks.columns(),
                            1f,
                            matrix.at(step, row, (long) k * size),
                            blocks.columns(),
                            vector.at(step, row, (long) k * from),
                            1,
                            0f,
                            target.position(start + (long) k * to),
                            1);
                }
            }
        };
    }

    /** Outer product of each row: {@code [rows][k r c]}. */
    static Kernel outer(Region out, RowReader left, RowReader right, Blocks blocks) {
        FloatPointer target = out.cursor();
        int size = blocks.rows() * blocks.columns();
        return step -> {
            for (int row = 0; row < out.rows(); row++) {
                long start = step * out.stepStride() + (long) row * out.rowStride();
                for (int k = 0; k < blocks.count(); k++) {
                    cblas_sgemm(
                            CblasRowMajor,
                            CblasNoTrans,
                            CblasNoTrans,
                            blocks.rows(),
                            blocks.columns(),
                            1,
                            1f,
                            left.at(step, row, (long) k * blocks.rows()),
                            1,
                            right.at(step, row, (long) k * blocks.columns()),
                            blocks.columns(),
                            0f,
                            target.position(start + (long) k * size),
                            blocks.columns());
                }
            }
        };
    }

    /** The sum of all rows' outer products: {@code [1][k r c]}. */
    static Kernel outerSum(Region out, Region left, Region right, Blocks blocks) {
        List<Kernel> kernels = new ArrayList<>();
        for (int k = 0; k < blocks.count(); k++) {
            kernels.add(Blas.product(
                    out.block(blocks, k),
                    left.columns(k * blocks.rows(), blocks.rows()),
                    true,
                    right.columns(k * blocks.columns(), blocks.columns()),
                    false));
        }
        return Kernel.sequence(kernels);
    }

    /** The sum of outer products by token, {@code [V][k r c]}, in the order of the rows. */
    static Kernel outerByToken(Region out, RowReader left, RowReader right, Supplier<int[]> batch, Blocks blocks) {
        FloatPointer target = out.cursor();
        int size = blocks.rows() * blocks.columns();
        return step -> {
            int[] tokens = batch.get();
            out.clear();
            for (int row = 0; row < tokens.length; row++) {
                long start = (long) tokens[row] * out.rowStride();
                for (int k = 0; k < blocks.count(); k++) {
                    cblas_sger(
                            CblasRowMajor,
                            blocks.rows(),
                            blocks.columns(),
                            1f,
                            left.at(0, row, (long) k * blocks.rows()),
                            1,
                            right.at(0, row, (long) k * blocks.columns()),
                            1,
                            target.position(start + (long) k * size),
                            blocks.columns());
                }
            }
        };
    }
}
