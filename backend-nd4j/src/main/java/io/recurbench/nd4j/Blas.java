package io.recurbench.nd4j;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_saxpy;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_scopy;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;

import java.util.function.Supplier;
import org.bytedeco.javacpp.FloatPointer;

/** Kernels on the BLAS that comes with ND4J, called as ND4J calls it. */
final class Blas {
    private Blas() {}

    /** {@code out = left right}, either transposed. */
    static Kernel product(Region out, Region left, boolean leftTransposed, Region right, boolean rightTransposed) {
        FloatPointer a = left.cursor();
        FloatPointer b = right.cursor();
        FloatPointer c = out.cursor();
        int inner = leftTransposed ? left.rows() : left.width();
        int transposeA = leftTransposed ? CblasTrans : CblasNoTrans;
        int transposeB = rightTransposed ? CblasTrans : CblasNoTrans;
        return step -> cblas_sgemm(
                CblasRowMajor,
                transposeA,
                transposeB,
                out.rows(),
                out.width(),
                inner,
                1f,
                at(a, left, step),
                left.rowStride(),
                at(b, right, step),
                right.rowStride(),
                0f,
                at(c, out, step),
                out.rowStride());
    }

    /** {@code [1][width]}: the sum of all rows. */
    static Kernel sumRows(Region out, Region in, Region ones) {
        return matrixVector(out, in, CblasTrans, ones, 1f);
    }

    /** {@code [rows][1]}: the sum of each row, times {@code factor}. */
    static Kernel sumColumns(Region out, Region in, Region ones, float factor) {
        return matrixVector(out, in, CblasNoTrans, ones, factor);
    }

    private static Kernel matrixVector(Region out, Region in, int transpose, Region vector, float factor) {
        FloatPointer a = in.cursor();
        FloatPointer y = out.cursor();
        return step -> cblas_sgemv(
                CblasRowMajor,
                transpose,
                in.rows(),
                in.width(),
                factor,
                at(a, in, step),
                in.rowStride(),
                vector.start(),
                1,
                0f,
                at(y, out, step),
                1);
    }

    /** Copies rows; one row is repeated for every row. */
    static Kernel copy(Region out, Region in) {
        FloatPointer from = in.cursor();
        FloatPointer to = out.cursor();
        if (in.rows() == out.rows() && in.isDense() && out.isDense()) {
            int length = Math.toIntExact(out.length());
            return step -> cblas_scopy(length, at(from, in, step), 1, at(to, out, step), 1);
        }
        long stride = in.rows() == 1 ? 0 : in.rowStride();
        return step -> {
            long source = step * in.stepStride();
            long target = step * out.stepStride();
            for (int row = 0; row < out.rows(); row++) {
                cblas_scopy(out.width(), from.position(source), 1, to.position(target), 1);
                source += stride;
                target += out.rowStride();
            }
        };
    }

    /** {@code out[token] += row} for each row of the batch, in the order of the rows. */
    static Kernel addByToken(Region out, Region in, Supplier<int[]> batch) {
        FloatPointer from = in.cursor();
        FloatPointer to = out.cursor();
        return step -> {
            int[] tokens = batch.get();
            out.clear();
            for (int row = 0; row < in.rows(); row++) {
                cblas_saxpy(
                        out.width(),
                        1f,
                        from.position((long) row * in.rowStride()),
                        1,
                        to.position((long) tokens[row] * out.rowStride()),
                        1);
            }
        };
    }

    /** {@code out[row] = in[token of the row]}. */
    static Kernel lookUp(Region out, Region in, Supplier<int[]> batch) {
        FloatPointer from = in.cursor();
        FloatPointer to = out.cursor();
        return step -> {
            int[] tokens = batch.get();
            for (int row = 0; row < out.rows(); row++) {
                cblas_scopy(
                        out.width(),
                        from.position((long) tokens[row] * in.rowStride()),
                        1,
                        to.position((long) row * out.rowStride()),
                        1);
            }
        };
    }

    private static FloatPointer at(FloatPointer cursor, Region region, int step) {
        return region.stepStride() == 0 ? cursor : cursor.position(step * region.stepStride());
    }
}
