package io.recurbench.compiler;

import static io.recurbench.compiler.TestCells.cell;
import static io.recurbench.compiler.TestCells.weight;

import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Cells that together use every operation on operands of every space. */
final class AdjointCells {
    static final int N = 4;

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
        cells.add(literals());
        cells.add(slices());
        cells.add(concatenations());
        cells.add(sharedFactors());
        cells.add(constants());
        cells.add(narrow());
        cells.add(twice());
        cells.add(inputAsRow());
        cells.addAll(ProductCells.all());
        cells.addAll(StateCells.all());
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
    static List<Expr> spaces(CellScope scope, Expr h, String name, int width) {
        Expr x = scope.input();
        return List.of(
                weight(scope, name + "p", width),
                x.matmul(weight(scope, name + "x", x.width(), width)),
                h.matmul(weight(scope, name + "h", h.width(), width)));
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
    static Expr mean(List<Expr> values) {
        Expr sum = values.get(0);
        for (int i = 1; i < values.size(); i++) {
            sum = sum.plus(values.get(i).times(1 + 0.1 * i));
        }
        return sum.times(1.0 / values.size());
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
}
