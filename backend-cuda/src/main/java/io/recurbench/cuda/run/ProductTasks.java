package io.recurbench.cuda.run;

import io.recurbench.api.program.Blocks;
import io.recurbench.cuda.driver.Arguments;
import io.recurbench.cuda.driver.Cublas;
import io.recurbench.cuda.driver.Gemm;
import io.recurbench.cuda.driver.Launch;
import io.recurbench.cuda.driver.Launch.Grid;
import io.recurbench.cuda.driver.Operand;
import io.recurbench.cuda.driver.Task;
import java.util.Optional;

/** Launches of the kernels in products.cu, or cuBLAS for those that are products of two matrices. */
final class ProductTasks {
    private static final int LARGE = 64;
    private static final int SMALL = 32;

    /** A sum over more rows than this is split where the result alone has too few tiles to fill a device. */
    private static final int SHORTEST_SPLIT = 256;

    private static final int WANTED_BLOCKS = 256;

    private final Kernels kernels;

    ProductTasks(Kernels kernels) {
        this.kernels = kernels;
    }

    /** Rows times one matrix that they share. */
    Task shared(RowWork product, Blocks blocks, boolean transposed) {
        int inner = transposed ? blocks.columns() : blocks.rows();
        int columns = transposed ? blocks.rows() : blocks.columns();
        Cublas cublas = kernels.cublas();
        if (cublas != null && isMatrix(product.left(), product.rows(), blocks.count() * inner)) {
            // y' = m' x', for matrices that lie column by column
            return cublas.task(new Gemm(
                    columns,
                    product.rows(),
                    inner,
                    new Gemm.Matrix(
                            product.right().address(),
                            transposed ? inner : columns,
                            (long) inner * columns,
                            transposed),
                    matrix(product.left(), blocks.count() * inner, inner, false),
                    matrix(product.out(), blocks.count() * columns, columns, false),
                    blocks.count()));
        }
        int tile = tile(product.rows(), columns, blocks.count());
        return new Launch(
                kernels.common("product_" + tile + (transposed ? "_transposed" : "")),
                new Grid(Grid.ceil(product.rows(), tile), Grid.ceil(columns, tile), blocks.count()),
                256,
                new Arguments()
                        .operand(product.left())
                        .address(product.right().address())
                        .address(product.out().address())
                        .large(product.out().stride())
                        .address(product.tokens())
                        .integer(product.rows())
                        .integer(inner)
                        .integer(columns));
    }

    /** Whether the rows lie one after another, each as far from the one before. */
    private static boolean isMatrix(Operand operand, int rows, int width) {
        return !operand.byToken() && (operand.column() == 1 || width == 1) && (operand.stride() >= width || rows == 1);
    }

    private static Gemm.Matrix matrix(Operand operand, int width, int step, boolean transposed) {
        // a single row has any stride, also 0
        int leading = Math.toIntExact(Math.max(operand.stride(), width));
        return new Gemm.Matrix(operand.address(), leading, step, transposed);
    }

    private int tile(long rows, long columns, long items) {
        long large = (long) Grid.ceil(rows, LARGE) * Grid.ceil(columns, LARGE) * items;
        return large >= 2L * kernels.multiprocessors() ? LARGE : SMALL;
    }

    /** Each row times a matrix of its own or of its token. */
    Launch perRow(RowWork product, Blocks blocks, boolean transposed) {
        int inner = transposed ? blocks.columns() : blocks.rows();
        int columns = transposed ? blocks.rows() : blocks.columns();
        int threads = transposed ? 256 : 128;
        return new Launch(
                kernels.common(transposed ? "row_product_transposed" : "row_product"),
                new Grid(product.rows(), Grid.ceil(columns, transposed ? 8 : 128), blocks.count()),
                threads,
                product.arguments().integer(inner).integer(columns));
    }

    /** The outer product of each row. */
    Launch outerRows(RowWork product, Blocks blocks) {
        long count = (long) product.rows() * blocks.count() * blocks.rows() * blocks.columns();
        return new Launch(
                kernels.common("outer_rows"),
                Grid.covering(count, 256),
                256,
                product.arguments()
                        .large(count)
                        .integer(blocks.rows())
                        .integer(blocks.columns())
                        .integer(blocks.count()));
    }

    /** The sum of outer products over all rows as one product of matrices, if cuBLAS is there and can. */
    Optional<Task> outerGemm(RowWork product, Blocks blocks) {
        int left = blocks.count() * blocks.rows();
        int right = blocks.count() * blocks.columns();
        Cublas cublas = kernels.cublas();
        if (cublas == null
                || !isMatrix(product.left(), product.rows(), left)
                || !isMatrix(product.right(), product.rows(), right)) {
            return Optional.empty();
        }
        // y' = z' x, for matrices that lie column by column
        return Optional.of(cublas.task(new Gemm(
                blocks.columns(),
                blocks.rows(),
                product.rows(),
                matrix(product.right(), right, blocks.columns(), false),
                matrix(product.left(), left, blocks.rows(), true),
                new Gemm.Matrix(
                        product.out().address(), blocks.columns(), (long) blocks.rows() * blocks.columns(), false),
                blocks.count())));
    }

    /** Which rows a sum of outer products takes together: those of a token, or parts of all. */
    record Groups(long order, long starts, int count, int chunk) {}

    /** How many parts the sum over {@code rows} rows is made of; the same on every device, so that bits are too. */
    static int splits(int rows, Blocks blocks) {
        long tiles = (long) Grid.ceil(blocks.rows(), SMALL) * Grid.ceil(blocks.columns(), SMALL) * blocks.count();
        long wanted = Math.min(Grid.ceil(WANTED_BLOCKS, (int) Math.min(WANTED_BLOCKS, tiles)), rows / SHORTEST_SPLIT);
        return wanted <= 1 ? 1 : Grid.ceil(rows, chunk(rows, (int) wanted));
    }

    private static int chunk(int rows, int splits) {
        return Grid.ceil(Grid.ceil(rows, splits), 16) * 16;
    }

    /** Sums of outer products, one for each group. */
    Launch outerSum(RowWork product, Blocks blocks, Groups groups) {
        int tile = tile(blocks.rows(), blocks.columns(), (long) blocks.count() * groups.count());
        return new Launch(
                kernels.common("outer_sum_" + tile),
                new Grid(
                        Grid.ceil(blocks.rows(), tile),
                        Grid.ceil(blocks.columns(), tile),
                        Grid.bounded((long) blocks.count() * groups.count())),
                256,
                product.arguments()
                        .address(groups.order())
                        .address(groups.starts())
                        .integer(product.rows())
                        .integer(groups.chunk())
                        .integer(groups.count())
                        .integer(blocks.rows())
                        .integer(blocks.columns())
                        .integer(blocks.count()));
    }

    /** The parts of a sum over all rows. */
    static Groups parts(int rows, int splits) {
        return new Groups(0, 0, splits, splits == 1 ? rows : chunk(rows, splits));
    }
}
