package io.recurbench.compiler;

import io.recurbench.api.program.Blocks;
import io.recurbench.api.program.Function;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import java.util.ArrayList;
import java.util.List;

/**
 * Picks the cheaper order of three-way contractions by {@link ContractionCost}. With u {@code [d]}, v {@code [n]} and a
 * parameter W {@code [d, n, m]}, {@code v (u W)} makes an {@code n x m} matrix wherever u differs and {@code (u x v) W}
 * makes a row of {@code d n} numbers and one matrix product. Where u is a token's row, the matrices of all tokens are
 * few; where it is a dense row, they would fill the memory. A sum of matrices, one of them such a contraction, is split
 * when that is cheaper.
 */
final class ContractionOrder extends Rewrite {
    private final int[] uses;
    private final ContractionCost cost;

    private ContractionOrder(Draft source) {
        super(source);
        this.uses = source.uses();
        this.cost = new ContractionCost(source.nodes().vocabulary());
    }

    static Draft apply(Draft draft) {
        return copy(new ContractionOrder(draft).run());
    }

    @Override
    public Integer vectorMatrix(Operation.VectorMatrix operation) {
        if (isPlain(operation)) {
            if (source().nodes().get(operation.vector()) instanceof Operation.OuterProduct outer
                    && isCheaperNested(operation, outer)) {
                return nested(operation, outer);
            }
            List<Integer> terms = terms(operation.matrix());
            if (isCheaperFlat(operation, terms)) {
                return flat(operation, terms);
            }
        }
        return atPositions(operation);
    }

    /** Computes by position what would be computed for more tokens than a batch has positions. */
    private int atPositions(Operation.VectorMatrix operation) {
        boolean byToken = operation.space() == Space.VOCABULARY;
        boolean many = source().nodes().vocabulary() > ContractionCost.NOMINAL_POSITIONS;
        return byToken && many
                ? target().vectorMatrixAtPositions(
                                at(operation.vector()),
                                at(operation.matrix()),
                                operation.blocks(),
                                operation.transposed())
                : super.vectorMatrix(operation);
    }

    private boolean isCheaperNested(Operation.VectorMatrix operation, Operation.OuterProduct outer) {
        if (uses[outer.id()] != 1 || outer.blocks().count() != 1 || space(operation.matrix()) != Space.PARAMETERS) {
            return false;
        }
        if (source().nodes().get(outer.left()) instanceof Operation.OneHot) {
            return true;
        }
        Space u = space(outer.left());
        Space v = space(outer.right());
        return nestedCost(
                        u,
                        v,
                        outer.blocks().rows(),
                        outer.blocks().columns(),
                        operation.blocks().columns())
                < flatCost(
                        u,
                        v,
                        outer.blocks().rows(),
                        outer.blocks().columns(),
                        operation.blocks().columns());
    }

    private int nested(Operation.VectorMatrix operation, Operation.OuterProduct outer) {
        int n = outer.blocks().columns();
        int m = operation.blocks().columns();
        Blocks first = Blocks.one(outer.blocks().rows(), n * m);
        int inner = target().vectorMatrix(at(outer.left()), at(operation.matrix()), first, false);
        return target().vectorMatrix(at(outer.right()), inner, Blocks.one(n, m), false);
    }

    private boolean isCheaperFlat(Operation.VectorMatrix operation, List<Integer> terms) {
        if (terms.stream().noneMatch(this::isContraction)) {
            return false;
        }
        Space vector = space(operation.vector());
        double asWritten = cost.product(vector, space(operation.matrix()), operation.blocks());
        double split = 0;
        int summands = 0;
        for (int term : terms) {
            if (isContraction(term)) {
                Operation.VectorMatrix inner =
                        (Operation.VectorMatrix) source().nodes().get(term);
                Space u = space(inner.vector());
                asWritten += cost.product(u, Space.PARAMETERS, inner.blocks());
                split += flatCost(
                        u,
                        vector,
                        inner.blocks().rows(),
                        operation.blocks().rows(),
                        operation.blocks().columns());
            } else {
                split += cost.product(vector, space(term), operation.blocks());
            }
            asWritten += summands == 0
                    ? 0
                    : cost.written(space(operation.matrix()), operation.blocks().size());
            split += summands++ == 0 ? 0 : cost.written(operation.space(), operation.width());
        }
        return split <= asWritten;
    }

    private int flat(Operation.VectorMatrix operation, List<Integer> terms) {
        int vector = at(operation.vector());
        int sum = -1;
        for (int term : terms) {
            int product;
            if (isContraction(term)) {
                Operation.VectorMatrix inner =
                        (Operation.VectorMatrix) source().nodes().get(term);
                Blocks pairs =
                        Blocks.one(inner.blocks().rows(), operation.blocks().rows());
                int u = at(inner.vector());
                int outer = target().outerProduct(target().join(u, vector), u, vector, pairs);
                product = target().vectorMatrix(
                                outer,
                                at(inner.matrix()),
                                Blocks.one(pairs.size(), operation.blocks().columns()),
                                false);
            } else {
                product = target().vectorMatrix(vector, at(term), operation.blocks(), false);
            }
            sum = sum < 0 ? product : target().add(sum, product);
        }
        return sum;
    }

    private double nestedCost(Space u, Space v, int d, int n, int m) {
        return cost.product(u, Space.PARAMETERS, Blocks.one(d, n * m)) + cost.product(v, u, Blocks.one(n, m));
    }

    private double flatCost(Space u, Space v, int d, int n, int m) {
        Space joined = u.join(v);
        return cost.written(joined, d * n) + cost.product(joined, Space.PARAMETERS, Blocks.one(d * n, m));
    }

    /** The summands of a matrix whose sum nothing else reads. */
    private List<Integer> terms(int matrix) {
        if (source().nodes().get(matrix) instanceof Operation.Elementwise sum
                && sum.function() == Function.ADD
                && uses[matrix] == 1
                && sum.inputs().stream().allMatch(i -> source().nodes().width(i) == sum.width())) {
            List<Integer> terms = new ArrayList<>(terms(sum.inputs().get(0)));
            terms.addAll(terms(sum.inputs().get(1)));
            return terms;
        }
        return List.of(matrix);
    }

    /** Whether a matrix is a row contracted with a parameter, for this use alone. */
    private boolean isContraction(int matrix) {
        return source().nodes().get(matrix) instanceof Operation.VectorMatrix inner
                && isPlain(inner)
                && uses[matrix] == 1
                && space(inner.matrix()) == Space.PARAMETERS;
    }

    private static boolean isPlain(Operation.VectorMatrix operation) {
        return operation.blocks().count() == 1 && !operation.transposed();
    }

    private Space space(int id) {
        return source().nodes().space(id);
    }
}
