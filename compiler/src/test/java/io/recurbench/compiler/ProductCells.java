package io.recurbench.compiler;

import static io.recurbench.compiler.AdjointCells.mean;
import static io.recurbench.compiler.AdjointCells.spaces;
import static io.recurbench.compiler.TestCells.cell;
import static io.recurbench.compiler.TestCells.weight;

import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.Expr;
import java.util.ArrayList;
import java.util.List;

/** Cells of products, blocks and heads, on operands of every space. */
final class ProductCells {
    private static final int N = AdjointCells.N;

    private ProductCells() {}

    static List<Cell> all() {
        return List.of(
                heads(),
                blockRows(),
                products(),
                transposedProducts(),
                blocks(),
                diagonalBlocks(),
                outerProducts(),
                contractions(),
                affine());
    }

    /** A matrix for each head, its decay a number for the head, for its rows, and for each of its numbers. */
    private static Cell heads() {
        int heads = 2;
        int keys = 3;
        return cell("heads", scope -> {
            Expr memory = scope.state("memory", heads, keys, 2);
            Expr x = scope.input();
            Expr key = x.matmul(weight(scope, "K", x.width(), heads * keys));
            Expr value = x.matmul(weight(scope, "V", x.width(), heads * 2));
            Expr ofHead = x.matmul(weight(scope, "g", x.width(), heads)).sigmoid();
            Expr ofRow = weight(scope, "r", heads, keys).sigmoid();
            Expr read = key.blockMatmul(memory);
            Expr wanted = value.minus(read.reshape(heads, 2).times(ofHead).reshape(heads * 2));
            Expr next = memory.times(ofHead).times(ofRow).plus(key.blockOuter(heads, wanted));
            Expr bounded = scope.next(memory, next.times(next.sin()).times(ofHead.maximum(read.sum(heads))));
            return key.normalise(heads, 0.01)
                    .blockMatmul(bounded)
                    .concat(key.softmax(heads))
                    .tanh();
        });
    }

    /** Blocks of rows of every space, in two partitions of one row: sums, norms of zeros among them, softmax, numbers. */
    private static Cell blockRows() {
        return cell("block rows", scope -> {
            Expr h = scope.state("h", 6);
            List<Expr> terms = new ArrayList<>();
            for (Expr row : spaces(scope, h, "a", 6)) {
                terms.add(row.softmax(2));
                terms.add(row.normalise(3, 0.2));
                terms.add(row.reshape(2, 3).times(row.sum(2)).reshape(6));
                for (Expr other : spaces(scope, h, "b" + terms.size(), 3)) {
                    Expr ofPairs = row.reshape(3, 2).times(other).reshape(2, 3);
                    terms.add(ofPairs.minus(other.slice(1, 2)).reshape(6));
                }
            }
            terms.add(h.normalise(2, 0.1));
            Expr sum = mean(terms);
            return scope.next(h, sum.tanh());
        });
    }

    private static Cell products() {
        return cell("products", scope -> {
            Expr h = scope.state("h", N);
            List<Expr> sums = new ArrayList<>();
            List<Expr> matrices = spaces(scope, h, "m", 3 * N);
            for (Expr vector : spaces(scope, h, "v", 3)) {
                matrices.forEach(matrix -> sums.add(vector.matmul(matrix.reshape(3, N))));
            }
            return scope.next(h, mean(sums).tanh());
        });
    }

    private static Cell transposedProducts() {
        return cell("transposed-products", scope -> {
            Expr h = scope.state("h", N);
            List<Expr> sums = new ArrayList<>();
            List<Expr> matrices = spaces(scope, h, "m", N * 3);
            for (Expr vector : spaces(scope, h, "v", 3)) {
                matrices.forEach(matrix -> sums.add(vector.matmulTransposed(matrix.reshape(N, 3))));
            }
            return scope.next(h, mean(sums).tanh());
        });
    }

    private static Cell blocks() {
        return cell("blocks", scope -> {
            Expr h = scope.state("h", N);
            List<Expr> sums = new ArrayList<>();
            List<Expr> matrices = spaces(scope, h, "m", 2 * 3 * 2);
            for (Expr vector : spaces(scope, h, "v", 6)) {
                matrices.forEach(matrix -> sums.add(vector.blockMatmul(matrix.reshape(2, 3, 2))));
            }
            return scope.next(h, mean(sums).tanh());
        });
    }

    private static Cell diagonalBlocks() {
        return cell("diagonal-blocks", scope -> {
            Expr h = scope.state("h", weight(scope, "h0", N));
            Expr x = scope.input();
            Expr diagonal = x.matmul(weight(scope, "W", x.width(), N, 1, 1));
            return scope.next(h, h.blockMatmul(diagonal).tanh());
        });
    }

    private static Cell outerProducts() {
        return cell("outer-products", scope -> {
            Expr h = scope.state("h", N);
            List<Expr> sums = new ArrayList<>();
            List<Expr> right = spaces(scope, h, "b", 2);
            for (Expr left : spaces(scope, h, "a", 2)) {
                right.forEach(r -> sums.add(left.outer(r).reshape(N)));
            }
            Expr column = weight(scope, "c", 1).outer(h);
            return scope.next(
                    h,
                    mean(sums)
                            .plus(column.reshape(N))
                            .plus(h.outer(weight(scope, "d", 1)).reshape(N))
                            .tanh());
        });
    }

    /** Contractions of three, written in either order, with a long row beside a small matrix and the other way round. */
    private static Cell contractions() {
        return cell("contractions", scope -> {
            Expr h = scope.state("h", N);
            Expr x = scope.input();
            Expr u = x.matmul(weight(scope, "U", x.width(), 20));
            Expr h2 = h.slice(0, 2);
            Expr matrix = u.matmul(weight(scope, "W", 20, 2, 2)).plus(weight(scope, "V", 2, 2));
            Expr flat = x.outer(h).reshape(x.width() * N).matmul(weight(scope, "F", x.width() * N, N));
            Expr long2 = u.outer(h2).reshape(40).matmul(weight(scope, "G", 40, N));
            Expr sum = x.matmul(weight(scope, "A", x.width(), N, N))
                    .plus(weight(scope, "B", N, N))
                    .plus(u.matmul(weight(scope, "C", 20, N, N)));
            Expr both = h.matmul(sum).plus(flat).plus(long2);
            return scope.next(h, both.plus(h2.matmul(matrix).concat(h2)).tanh());
        });
    }

    /** Products of {@code [h, 1]} and {@code [x, 1]}, as second-order cells are often written. */
    private static Cell affine() {
        return cell("affine", scope -> {
            Expr h = scope.state("h", N);
            Expr one = scope.constant(1, 1);
            Expr x = scope.input();
            Expr h1 = h.concat(one);
            Expr x1 = x.concat(one);
            Expr w = weight(scope, "W", x1.width(), N + 1, N);
            Expr sum = h1.matmul(x1.matmul(w));
            Expr joined = x.concat(h, one, h.slice(1, 2)).matmul(weight(scope, "J", x.width() + N + 3, N));
            return scope.next(h, sum.plus(joined).tanh());
        });
    }
}
