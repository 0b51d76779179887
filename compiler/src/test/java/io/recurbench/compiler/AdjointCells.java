package io.recurbench.compiler;

import static io.recurbench.compiler.TestCells.cell;
import static io.recurbench.compiler.TestCells.weight;

import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import io.recurbench.api.program.Initialiser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Cells that together use every operation on operands of every space. */
final class AdjointCells {
    private static final int N = 4;

    private AdjointCells() {}

    static List<Cell> all() {
        List<Cell> cells = new ArrayList<>(List.of(
                TestCells.rnn(N),
                TestCells.mirnn(N),
                TestCells.cprnn(N, 3),
                TestCells.lstm(3),
                TestCells.secondOrder(N),
                TestCells.bilinear(N)));
        unaries().forEach((name, function) -> cells.add(unary(name, function)));
        binaries().forEach((name, function) -> cells.add(binary(name, function)));
        cells.add(products());
        cells.add(transposedProducts());
        cells.add(blocks());
        cells.add(diagonalBlocks());
        cells.add(outerProducts());
        cells.add(heads());
        cells.add(blockRows());
        cells.add(literals());
        cells.add(slices());
        cells.add(concatenations());
        cells.add(sharedFactors());
        cells.add(constants());
        cells.add(narrow());
        cells.add(delays());
        cells.add(matrixState());
        cells.add(computedInitialState());
        cells.add(forgottenInitialState());
        cells.add(coarseState());
        cells.add(twoLoops());
        cells.add(frozen());
        cells.add(chosen());
        cells.add(stateAsOutput());
        cells.add(twice());
        cells.add(inputAsRow());
        cells.add(withoutState());
        cells.add(contractions());
        cells.add(affine());
        return cells;
    }

    private static Map<String, UnaryOperator<Expr>> unaries() {
        Map<String, UnaryOperator<Expr>> functions = new TreeMap<>();
        functions.put("tanh", Expr::tanh);
        functions.put("sigmoid", Expr::sigmoid);
        functions.put("relu", Expr::relu);
        functions.put("gelu", Expr::gelu);
        functions.put("softplus", Expr::softplus);
        functions.put("exp", Expr::exp);
        functions.put("sin", Expr::sin);
        functions.put("cos", Expr::cos);
        functions.put("log", e -> e.times(e).plus(0.5).log());
        functions.put("sqrt", e -> e.times(e).plus(0.5).sqrt());
        functions.put("power", e -> e.times(e).plus(0.5).power(-0.7));
        functions.put("reciprocal", e -> e.sin().plus(2).reciprocal());
        functions.put("log sigmoid", Expr::logSigmoid);
        functions.put("normalise", Expr::normalise);
        functions.put("normalise with epsilon", e -> e.normalise(1, 0.3));
        functions.put("softmax", Expr::softmax);
        functions.put("sum", Expr::sum);
        functions.put("scale", e -> e.times(-0.7));
        functions.put("shift", e -> e.plus(0.3));
        return functions;
    }

    private static Map<String, BinaryOperator<Expr>> binaries() {
        Map<String, BinaryOperator<Expr>> functions = new TreeMap<>();
        functions.put("plus", Expr::plus);
        functions.put("minus", Expr::minus);
        functions.put("times", Expr::times);
        functions.put("maximum", Expr::maximum);
        functions.put("dividedBy", (a, b) -> a.dividedBy(b.sin().plus(2)));
        return functions;
    }

    /** A parameter, a row of the input and a row of the state: a value of each space. */
    private static List<Expr> spaces(CellScope scope, Expr h, String name, int width) {
        Expr x = scope.input();
        return List.of(
                weight(scope, name + "p", width),
                x.matmul(weight(scope, name + "x", x.width(), width)),
                h.matmul(weight(scope, name + "h", h.width(), width)));
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

    private static Cell literals() {
        return cell("literals", scope -> {
            Expr h = scope.state("h", 4);
            Expr ramp = scope.constant(new double[] {0.1, 0.2, 0.3, 0.4}, 4);
            Expr mask = scope.constant(new double[] {1, 0, 0, 1, 1, 0, 1, 1}, 2, 4);
            Expr tile =
                    scope.constant(new double[] {0.5, 0.5, -0.5, -0.5}, 2, 2).reshape(4);
            Expr x = scope.input().matmul(weight(scope, "U", scope.input().width(), 4));
            Expr masked = h.slice(0, 2).matmul(mask.times(weight(scope, "M", 2, 4)));
            return scope.next(h, masked.plus(x.times(tile)).plus(ramp).tanh().maximum(ramp));
        });
    }

    private static Cell unary(String name, UnaryOperator<Expr> function) {
        return cell(name, scope -> {
            Expr h = scope.state("h", N);
            Expr sum = weight(scope, "b", N);
            for (Expr operand : spaces(scope, h, "a", N)) {
                sum = sum.plus(function.apply(operand));
            }
            Expr next = scope.next(h, sum.tanh());
            return next.times(function.apply(next.matmul(weight(scope, "out", N, N))));
        });
    }

    private static Cell binary(String name, BinaryOperator<Expr> function) {
        return cell(name, scope -> {
            Expr h = scope.state("h", N);
            List<Expr> sums = new ArrayList<>();
            List<Expr> wide = spaces(scope, h, "wide", N);
            List<Expr> narrow = spaces(scope, h, "narrow", 1);
            List<Expr> other = spaces(scope, h, "other", N);
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    sums.add(function.apply(wide.get(i), other.get(j)));
                    sums.add(function.apply(wide.get(i), narrow.get(j)));
                    sums.add(function.apply(narrow.get(i), wide.get(j)));
                    sums.add(function.apply(narrow.get(i), narrow.get(j)));
                }
            }
            Expr next = scope.next(h, mean(sums).tanh());
            return function.apply(next, h);
        });
    }

    /** A mean with weights that no two values share, so that nothing cancels. */
    private static Expr mean(List<Expr> values) {
        Expr sum = values.get(0);
        for (int i = 1; i < values.size(); i++) {
            sum = sum.plus(values.get(i).times(1 + 0.1 * i));
        }
        return sum.times(1.0 / values.size());
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

    private static Cell slices() {
        return cell("slices", scope -> {
            Expr h = scope.state("h", N);
            List<Expr> sums = new ArrayList<>();
            for (Expr row : spaces(scope, h, "a", 3 * N)) {
                sums.add(row.slice(0, N));
                sums.add(row.slice(N, N).times(row.slice(N + 1, N)));
                sums.add(row.slice(2, N).slice(1, 2).sum());
                sums.add(row.slice(3 * N - 1, 1));
            }
            Expr sum = mean(sums);
            Expr whole = h.matmul(weight(scope, "V", N, N));
            return scope.next(h, sum.plus(whole).plus(whole.slice(1, 1)).tanh());
        });
    }

    private static Cell concatenations() {
        return cell("concatenations", scope -> {
            Expr h = scope.state("h", N);
            List<Expr> rows = spaces(scope, h, "a", 3);
            Expr joined = rows.get(0).concat(rows.get(1), rows.get(2), rows.get(1), h.slice(0, 2), h.slice(2, 2));
            Expr middle = joined.slice(2, 9);
            Expr next = scope.next(
                    h, joined.matmul(weight(scope, "W", joined.width(), N)).tanh());
            return next.concat(middle, scope.constant(0.5, 2), scope.constant(0.5, 1));
        });
    }

    /** {@code f a + f b + f}, which the compiler joins, with numbers and rows on either side. */
    private static Cell sharedFactors() {
        return cell("shared-factors", scope -> {
            Expr h = scope.state("h", N);
            List<Expr> a = spaces(scope, h, "a", N);
            List<Expr> b = spaces(scope, h, "b", N);
            List<Expr> s = spaces(scope, h, "s", 1);
            Expr f = a.get(2);
            Expr wide = f.times(a.get(0))
                    .times(a.get(1))
                    .minus(f.times(b.get(0)).times(0.5))
                    .plus(f)
                    .minus(b.get(1).times(f).times(s.get(1)))
                    .plus(b.get(2));
            Expr narrow = s.get(2).times(s.get(0)).minus(s.get(2)).plus(s.get(2).times(b.get(1)));
            return scope.next(h, wide.minus(narrow).minus(b.get(0)).plus(0.25).tanh());
        });
    }

    private static Cell constants() {
        return cell("constants", scope -> {
            Expr h = scope.state("h", scope.constant(0.3, N));
            Expr x = scope.input();
            Expr one = scope.constant(1, N);
            Expr zero = scope.constant(0, 1);
            Expr ux = x.matmul(weight(scope, "U", x.width(), N));
            Expr gate = one.minus(ux.sigmoid());
            Expr sum = gate.times(one)
                    .plus(zero)
                    .plus(h.times(scope.constant(2, N)).dividedBy(scope.constant(4, 1)));
            Expr folded =
                    scope.constant(0.2, N).tanh().plus(scope.constant(0.1, N)).times(scope.constant(3, 1));
            return scope.next(
                    h,
                    sum.minus(folded)
                            .plus(h.times(scope.constant(0, 1)))
                            .minus(ux.times(-1).times(-2)));
        });
    }

    /** Rows of one number, which stand for any width. */
    private static Cell narrow() {
        return cell("narrow", scope -> {
            Expr h = scope.state("h", 1);
            Expr x = scope.input();
            Expr u = x.matmul(weight(scope, "U", x.width(), 1));
            Expr next = scope.next(h, h.times(weight(scope, "v", 1)).plus(u).tanh());
            Expr row = next.matmul(weight(scope, "W", 1, N));
            Expr same = scope.constant(0, N).plus(next);
            return row.plus(same.matmul(weight(scope, "M", N, N)))
                    .times(same.sum())
                    .plus(next.matmulTransposed(weight(scope, "R", N, 1)));
        });
    }

    /** States that only remember: no recurrence of their own, inside and outside of a loop. */
    private static Cell delays() {
        return cell("delays", scope -> {
            Expr x = scope.input().matmul(weight(scope, "U", scope.input().width(), N));
            Expr first = scope.state("first", weight(scope, "start", N));
            Expr second = scope.state("second", N);
            scope.next(first, x);
            scope.next(second, first);
            Expr h = scope.state("h", N);
            Expr before = scope.state("before", N);
            Expr last = scope.state("last", N);
            Expr next = scope.next(
                    h,
                    h.matmul(weight(scope, "V", N, N))
                            .plus(second.times(first))
                            .plus(before)
                            .tanh());
            scope.next(before, h);
            scope.next(last, next.times(weight(scope, "a", N)));
            return next.plus(last.times(weight(scope, "c", N)));
        });
    }

    private static Cell matrixState() {
        return cell("matrix-state", scope -> {
            Expr memory = scope.state("S", scope.constant(0, 2 * N).reshape(2, N));
            Expr x = scope.input();
            Expr key = x.matmul(weight(scope, "K", x.width(), 2));
            Expr value = x.matmul(weight(scope, "W", x.width(), N)).tanh();
            Expr next = scope.next(
                    memory, memory.times(weight(scope, "decay", 2, N).sigmoid()).plus(key.outer(value)));
            return key.matmul(next);
        });
    }

    private static Cell computedInitialState() {
        return cell("computed-initial-state", scope -> {
            Expr start = weight(scope, "s", 3).matmul(weight(scope, "S", 3, N)).tanh();
            Expr h = scope.state("h", start);
            return scope.next(h, TestCells.additive(scope, h).plus(start).tanh());
        });
    }

    /** The initial state is trained, the next one depends on no parameter. */
    private static Cell forgottenInitialState() {
        return cell("forgotten-initial-state", scope -> {
            Expr h = scope.state("h", weight(scope, "h0", N));
            scope.next(h, scope.constant(0.5, N));
            return h.plus(scope.input().matmul(weight(scope, "U", scope.input().width(), N)));
        });
    }

    /** A next value of the tokens or of the parameters. */
    private static Cell coarseState() {
        return cell("coarse-state", scope -> {
            Expr h = scope.state("h", N);
            Expr p = scope.state("p", N);
            scope.next(p, weight(scope, "P", N).tanh());
            Expr x = scope.next(
                    h,
                    scope.input()
                            .matmul(weight(scope, "U", scope.input().width(), N))
                            .tanh());
            return h.times(x).plus(p);
        });
    }

    private static Cell twoLoops() {
        return cell("two-loops", scope -> {
            Expr a = scope.state("a", N);
            Expr b = scope.state("b", N);
            Expr c = scope.state("c", N);
            Expr nextA = scope.next(a, TestCells.additive(scope, a).tanh());
            Expr nextB = scope.next(
                    b,
                    b.plus(c)
                            .matmul(weight(scope, "M", N, N))
                            .plus(nextA.times(a))
                            .tanh());
            scope.next(c, nextB.times(weight(scope, "s", 1)).plus(c.times(0.5)));
            return nextB.plus(c);
        });
    }

    private static Cell frozen() {
        return cell("frozen", scope -> {
            Expr h = scope.state("h", weight(scope, "h0", N));
            Expr v = scope.frozen("F", new Initialiser.Uniform(0.5), N, N);
            Expr fixed = scope.state("fixed", scope.constant(1, N));
            Expr kept = scope.next(fixed, fixed.matmul(v).sin());
            return scope.next(h, TestCells.additive(scope, h.matmul(v)).tanh()).times(kept);
        });
    }

    private static Cell chosen() {
        return cell("chosen", scope -> {
            Expr h = scope.state("h", weight(scope, "h0", N));
            Expr sum = TestCells.additive(scope, h);
            return scope.next(h, scope.choose(sum.tanh(), sum.normalise()));
        });
    }

    /** The readout sees the state before the step. */
    private static Cell stateAsOutput() {
        return cell("state-as-output", scope -> {
            Expr h = scope.state("h", N);
            Expr g = scope.state("g", N);
            scope.next(h, TestCells.additive(scope, h).tanh());
            scope.next(g, h.times(weight(scope, "w", N)));
            return g;
        });
    }

    /** Values that are used twice, by one operation and by several. */
    private static Cell twice() {
        return cell("twice", scope -> {
            Expr h = scope.state("h", N);
            Expr sum = TestCells.additive(scope, h);
            Expr square = sum.times(sum)
                    .plus(sum.plus(sum))
                    .minus(sum.dividedBy(sum.times(sum).plus(1)));
            Expr next = scope.next(h, square.tanh());
            return next.outer(next).reshape(N * N).concat(next, next).plus(next.sum());
        });
    }

    /** The input as numbers: one-hot rows are written out only here. */
    private static Cell inputAsRow() {
        return cell("input-as-row", scope -> {
            Expr h = scope.state("h", N);
            Expr x = scope.input();
            Expr joined = x.concat(h).matmul(weight(scope, "W", x.width() + N, N));
            Expr turned = x.normalise().matmulTransposed(weight(scope, "T", N, x.width()));
            Expr square = h.outer(x).reshape(N * x.width()).matmul(weight(scope, "S", N * x.width(), N));
            return scope.next(h, joined.plus(turned).plus(square).plus(x.sum()).tanh());
        });
    }

    private static Cell withoutState() {
        return cell(
                "without-state",
                scope -> scope.input()
                        .matmul(weight(scope, "U", scope.input().width(), N))
                        .tanh());
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
