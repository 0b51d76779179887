package io.recurbench.testkit.cell;

import static io.recurbench.testkit.cell.TestCells.additive;
import static io.recurbench.testkit.cell.TestCells.fromInput;
import static io.recurbench.testkit.cell.TestCells.hidden;
import static io.recurbench.testkit.cell.TestCells.weight;

import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import java.util.List;

/** Cells around products: with matrices of parameters, of tokens, of states and of blocks. */
final class ProductCells {
    private static final int KEYS = 3;
    private static final int BLOCK_COLUMNS = 2;
    private static final int HEADS = 2;

    static final List<TestCell> ALL = List.of(
            new TestCell(
                    "test-token-matrix",
                    "a transition matrix that the token chooses, used as it is and transposed",
                    ProductCells::tokenMatrix,
                    (n, d) -> d * n * n),
            new TestCell(
                    "test-tied",
                    "one matrix used twice, the second time transposed",
                    ProductCells::tied,
                    (n, d) -> n * (n + 1) + d * n),
            new TestCell(
                    "test-matrix-state",
                    "a state that is a matrix: decayed, added to by outer products, read by a query",
                    ProductCells::matrixState,
                    (n, d) -> d * (2 * KEYS + n)),
            new TestCell(
                    "test-input-outer",
                    "a matrix that is the outer product of two rows of the input",
                    ProductCells::inputOuter,
                    (n, d) -> additive(n, d) + 2 * d * n),
            new TestCell(
                    "test-state-outer",
                    "a matrix that is the outer product of the state with itself",
                    ProductCells::stateOuter,
                    TestCells::additive),
            new TestCell(
                    "test-blocks",
                    "block-diagonal products: blocks that are parameters, and blocks that the token chooses",
                    ProductCells::blocks,
                    (n, d) -> n * BLOCK_COLUMNS * BLOCK_COLUMNS * (1 + d) + d * n * BLOCK_COLUMNS),
            new TestCell(
                    "test-wide-blocks",
                    "blocks that are not square, there and back",
                    ProductCells::wideBlocks,
                    (n, d) -> 2 * n * BLOCK_COLUMNS * KEYS + d * n * BLOCK_COLUMNS),
            new TestCell(
                    "test-heads",
                    "a matrix for each of two heads: added to by outer products, decayed by a number a head and one a row",
                    ProductCells::heads,
                    (n, d) -> d * (2 * HEADS * KEYS + HEADS * n + HEADS) + HEADS * KEYS),
            new TestCell(
                    "test-block-rows",
                    "blocks of rows of parameters, tokens and states: sums, norms, softmax, a number for each",
                    ProductCells::blockRows,
                    (n, d) -> (d + 1) * HEADS * n + d * HEADS),
            new TestCell(
                    "test-rotation",
                    "pairs of numbers that the input turns",
                    ProductCells::rotation,
                    (n, d) -> d * n + 2 * n),
            new TestCell(
                    "test-joined",
                    "state and input side by side, before one product: the one-hot row itself is used",
                    ProductCells::joined,
                    (n, d) -> (n + d) * n + n + d),
            new TestCell(
                    "test-three-way",
                    "a product of state, input and state",
                    ProductCells::threeWay,
                    (n, d) -> d * n * 2 + 2 * n * 2 + additive(n, d)));

    private ProductCells() {}

    private static Expr tokenMatrix(CellScope scope) {
        int n = hidden(scope);
        Expr h = scope.state("h", scope.constant(1, n));
        Expr matrix = scope.input().matmul(weight(scope, "W", scope.input().width(), n, n));
        return scope.next(h, h.matmul(matrix).plus(h.matmulTransposed(matrix)).tanh());
    }

    private static Expr tied(CellScope scope) {
        int n = hidden(scope);
        Expr h = scope.state("h", n);
        Expr v = weight(scope, "V", n, n + 1);
        return scope.next(
                h,
                h.matmul(v)
                        .tanh()
                        .matmulTransposed(v)
                        .plus(fromInput(scope, "U", n))
                        .tanh());
    }

    private static Expr matrixState(CellScope scope) {
        int n = hidden(scope);
        Expr memory = scope.state("memory", scope.constant(0.1, KEYS * n).reshape(KEYS, n));
        Expr key = fromInput(scope, "K", KEYS).normalise();
        Expr query = fromInput(scope, "Q", KEYS);
        Expr value = fromInput(scope, "N", n);
        Expr forgotten = key.outer(key.matmul(memory));
        scope.next(
                memory,
                memory.minus(forgotten.times(0.5)).plus(key.outer(value)).times(0.9));
        return query.matmul(memory).plus(value);
    }

    private static Expr heads(CellScope scope) {
        int n = hidden(scope);
        Expr memory = scope.state("memory", HEADS, KEYS, n);
        Expr key = fromInput(scope, "K", HEADS * KEYS).normalise(HEADS, 0.01);
        Expr query = fromInput(scope, "Q", HEADS * KEYS).softmax(HEADS);
        Expr value = fromInput(scope, "N", HEADS * n);
        Expr strength = fromInput(scope, "g", HEADS).sigmoid();
        Expr decay = weight(scope, "r", HEADS, KEYS).sigmoid();
        Expr wrong = value.minus(key.blockMatmul(memory)).reshape(HEADS, n).times(strength);
        Expr kept = memory.times(decay).times(strength.times(0.5).plus(0.5));
        Expr next = scope.next(memory, kept.plus(key.blockOuter(HEADS, wrong.reshape(HEADS * n))));
        return query.blockMatmul(next);
    }

    private static Expr blockRows(CellScope scope) {
        int n = hidden(scope);
        int width = HEADS * n;
        Expr h = scope.state("h", width);
        Expr x = fromInput(scope, "U", width);
        Expr ofToken = fromInput(scope, "g", HEADS).plus(1);
        Expr unit = h.normalise(HEADS, 0.1);
        Expr chosen = x.softmax(n).plus(h.softmax());
        Expr ofStep = h.times(x).sum(HEADS).tanh();
        Expr mixed = unit.plus(chosen)
                .plus(weight(scope, "b", width).softmax(HEADS))
                .reshape(HEADS, n)
                .times(ofToken)
                .minus(ofStep)
                .maximum(ofStep.times(0.5))
                .reshape(width);
        return scope.next(h, mixed.plus(x).tanh());
    }

    private static Expr inputOuter(CellScope scope) {
        int n = hidden(scope);
        Expr h = scope.state("h", n);
        Expr matrix = fromInput(scope, "P", n).outer(fromInput(scope, "Q", n));
        return scope.next(h, h.matmul(matrix).plus(additive(scope, h)).tanh());
    }

    private static Expr stateOuter(CellScope scope) {
        Expr h = scope.state("h", hidden(scope));
        Expr a = additive(scope, h).tanh();
        Expr square = a.outer(h).times(1.0 / hidden(scope));
        return scope.next(
                h, a.matmul(square).plus(a.matmulTransposed(square)).plus(a).tanh());
    }

    private static Expr blocks(CellScope scope) {
        int k = hidden(scope);
        int c = BLOCK_COLUMNS;
        Expr h = scope.state("h", k * c);
        Expr own = h.blockMatmul(weight(scope, "V", k, c, c));
        Expr chosen = own.blockMatmul(
                scope.input().matmul(weight(scope, "W", scope.input().width(), k, c, c)));
        return scope.next(h, chosen.plus(fromInput(scope, "U", k * c)).tanh());
    }

    private static Expr wideBlocks(CellScope scope) {
        int k = hidden(scope);
        int c = BLOCK_COLUMNS;
        Expr h = scope.state("h", k * c);
        Expr wide = h.blockMatmul(weight(scope, "V", k, c, KEYS)).tanh();
        Expr back = wide.blockMatmul(weight(scope, "Z", k, KEYS, c));
        return scope.next(h, back.plus(fromInput(scope, "U", k * c)).tanh());
    }

    private static Expr rotation(CellScope scope) {
        int pairs = hidden(scope);
        Expr h = scope.state("h", weight(scope, "h0", 2 * pairs));
        Expr angle = fromInput(scope, "A", pairs).times(3);
        Expr p = h.slice(0, pairs);
        Expr q = h.slice(pairs, pairs);
        Expr turnedP = p.times(angle.cos()).minus(q.times(angle.sin()));
        Expr turnedQ = p.times(angle.sin()).plus(q.times(angle.cos()));
        return scope.next(h, turnedP.concat(turnedQ));
    }

    private static Expr joined(CellScope scope) {
        int n = hidden(scope);
        Expr x = scope.input();
        Expr h = scope.state("h", n);
        Expr product = h.concat(x).matmul(weight(scope, "W", n + x.width(), n)).plus(weight(scope, "b", n));
        return scope.next(h, product.tanh()).concat(x.times(weight(scope, "g", x.width())));
    }

    private static Expr threeWay(CellScope scope) {
        int n = hidden(scope);
        Expr h = scope.state("h", n);
        Expr left = h.matmul(weight(scope, "A", n, 2));
        Expr tensor = scope.input().matmul(weight(scope, "B", scope.input().width(), 2, n));
        Expr right = h.matmulTransposed(tensor).times(left);
        return scope.next(
                h,
                right.matmul(weight(scope, "C", 2, n)).plus(additive(scope, h)).tanh());
    }
}
