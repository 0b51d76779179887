package io.recurbench.compiler;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.cell.Expr;
import io.recurbench.api.program.BlockNorm;
import io.recurbench.api.program.Blocks;
import io.recurbench.api.program.Function;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An expression of a cell: a value of the graph under construction, and its shape.
 *
 * @param scope where it belongs to
 * @param id its value
 * @param shape its dimensions
 */
record CellExpr(LayerScope scope, int id, List<Integer> shape) implements Expr {

    @Override
    public Expr plus(Expr other) {
        return elementwise("plus", Function.ADD, other);
    }

    @Override
    public Expr minus(Expr other) {
        return elementwise("minus", Function.SUBTRACT, other);
    }

    @Override
    public Expr times(Expr other) {
        return elementwise("times", Function.MULTIPLY, other);
    }

    @Override
    public Expr dividedBy(Expr other) {
        return elementwise("dividedBy", Function.DIVIDE, other);
    }

    @Override
    public Expr maximum(Expr other) {
        return elementwise("maximum", Function.MAXIMUM, other);
    }

    @Override
    public Expr reciprocal() {
        return with(builder().divide(builder().constant(1, 1), id), shape);
    }

    @Override
    public Expr plus(double number) {
        return with(builder().shift(finite("plus", number), id), shape);
    }

    @Override
    public Expr times(double number) {
        return with(builder().scale(finite("times", number), id), shape);
    }

    @Override
    public Expr matmul(Expr tensor) {
        CellExpr other = scope.own("matmul", tensor);
        if (shape.size() != 1 || other.shape.size() < 2 || width() != other.shape.get(0)) {
            throw mismatch("matmul", "a row [n] and a tensor [n, m, ...]", other);
        }
        List<Integer> rest = other.shape.subList(1, other.shape.size());
        Blocks blocks = Blocks.one(width(), other.width() / width());
        return with(builder().vectorMatrix(id, other.id, blocks, false), rest);
    }

    @Override
    public Expr matmulTransposed(Expr matrix) {
        CellExpr other = scope.own("matmulTransposed", matrix);
        if (shape.size() != 1 || other.shape.size() != 2 || width() != other.shape.get(1)) {
            throw mismatch("matmulTransposed", "a row [m] and a matrix [n, m]", other);
        }
        Blocks blocks = Blocks.one(other.shape.get(0), width());
        return with(builder().vectorMatrix(id, other.id, blocks, true), List.of(other.shape.get(0)));
    }

    @Override
    public Expr blockMatmul(Expr matrices) {
        CellExpr other = scope.own("blockMatmul", matrices);
        if (shape.size() != 1 || other.shape.size() != 3 || width() != other.shape.get(0) * other.shape.get(1)) {
            throw mismatch("blockMatmul", "a row [k r] and blocks [k, r, c]", other);
        }
        Blocks blocks = new Blocks(other.shape.get(0), other.shape.get(1), other.shape.get(2));
        return with(builder().vectorMatrix(id, other.id, blocks, false), List.of(blocks.outputWidth(false)));
    }

    @Override
    public Expr outer(Expr row) {
        CellExpr other = scope.own("outer", row);
        if (shape.size() != 1 || other.shape.size() != 1) {
            throw mismatch("outer", "two rows [n] and [m]", other);
        }
        Blocks blocks = Blocks.one(width(), other.width());
        int product = builder().outerProduct(builder().join(id, other.id), id, other.id, blocks);
        return with(product, List.of(width(), other.width()));
    }

    @Override
    public Expr blockOuter(int blocks, Expr row) {
        CellExpr other = scope.own("blockOuter", row);
        if (shape.size() != 1 || other.shape.size() != 1) {
            throw mismatch("blockOuter", "two rows [k r] and [k c]", other);
        }
        int rows = blockWidth("blockOuter", blocks);
        int columns = other.blockWidth("blockOuter", blocks);
        int product =
                builder().outerProduct(builder().join(id, other.id), id, other.id, new Blocks(blocks, rows, columns));
        return with(product, List.of(blocks, rows, columns));
    }

    @Override
    public Expr reshape(int... dimensions) {
        List<Integer> target = Arrays.stream(dimensions).boxed().toList();
        boolean fits = !target.isEmpty()
                && target.stream().allMatch(d -> d > 0)
                && target.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact) == width();
        if (!fits) {
            throw scope.error("reshape", "from " + shape + " to " + target + "; both must hold as many numbers");
        }
        return with(id, target);
    }

    @Override
    public Expr slice(int offset, int width) {
        if (shape.size() != 1 || offset < 0 || width < 1 || offset > width() - width) {
            throw scope.error(
                    "slice",
                    "columns [" + offset + ", " + ((long) offset + width) + ") of " + shape
                            + "; a range within a row [n] is expected");
        }
        return with(builder().slice(id, offset, width), List.of(width));
    }

    @Override
    public Expr concat(Expr... others) {
        List<Integer> parts = new ArrayList<>(List.of(id));
        int width = width();
        for (Expr expression : others) {
            CellExpr other = scope.own("concat", expression);
            if (shape.size() != 1 || other.shape.size() != 1) {
                throw mismatch("concat", "rows [n], [m], ...", other);
            }
            parts.add(other.id);
            width = Math.addExact(width, other.width());
        }
        return with(builder().concatenate(parts), List.of(width));
    }

    @Override
    public Expr apply(Function function) {
        if (!function.isActivation()) {
            throw scope.error("apply", function + " is no function that a cell applies to a row");
        }
        return with(builder().unary(function, id), shape);
    }

    @Override
    public Expr sum(int blocks) {
        blockWidth("sum", blocks);
        return with(builder().sumColumns(id, blocks), List.of(blocks));
    }

    @Override
    public Expr normalise(int blocks, double epsilon) {
        blockWidth("normalise", blocks);
        if (!(finite("normalise", epsilon) >= 0)) {
            throw scope.error("normalise", "an epsilon >= 0 is expected, not " + epsilon);
        }
        return with(builder().normalise(id, new BlockNorm(blocks, epsilon)), shape);
    }

    @Override
    public Expr softmax(int blocks) {
        blockWidth("softmax", blocks);
        return with(builder().softmax(id, blocks), shape);
    }

    @Override
    public String toString() {
        return "Expr" + shape;
    }

    private Builder builder() {
        return scope.builder();
    }

    private Expr with(int value, List<Integer> dimensions) {
        return new CellExpr(scope, value, List.copyOf(dimensions));
    }

    private Expr elementwise(String name, Function function, Expr expression) {
        CellExpr other = scope.own(name, expression);
        boolean isNarrow = width() == 1 || (other.shape.size() > shape.size() && other.beginsWith(shape));
        if (!isNarrow && other.width() != 1 && !beginsWith(other.shape)) {
            throw mismatch(name, "equal shapes, one as the other begins, or one of width 1", other);
        }
        int value = builder().apply(function, List.of(id, other.id), 0);
        return with(value, isNarrow ? other.shape : shape);
    }

    private boolean beginsWith(List<Integer> dimensions) {
        return dimensions.size() <= shape.size()
                && shape.subList(0, dimensions.size()).equals(dimensions);
    }

    /** The width of each of so many blocks. */
    private int blockWidth(String name, int blocks) {
        if (blocks < 1 || width() % blocks != 0) {
            throw scope.error(name, shape + " does not fall into " + blocks + " blocks of equal width");
        }
        return width() / blocks;
    }

    private double finite(String name, double number) {
        if (!Double.isFinite(number)) {
            throw scope.error(name, "a finite number is expected, not " + number);
        }
        return number;
    }

    private RecurbenchException mismatch(String operation, String expected, CellExpr other) {
        return scope.error(
                operation,
                scope.words(this) + " and " + scope.words(other) + " do not fit; " + expected + " are expected");
    }
}
