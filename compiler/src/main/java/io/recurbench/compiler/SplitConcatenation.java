package io.recurbench.compiler;

import io.recurbench.api.program.Blocks;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits the product of a concatenated row and a parameter where the parts are not equally fine: {@code [h, x] W} becomes
 * {@code h W_h + x W_x}, whose second summand needs no loop and, for tokens, no product. Neighbouring parts that are
 * equally fine stay together.
 */
final class SplitConcatenation extends Rewrite {
    private static final int ONE_HOT = -2;

    private final Loops loops;

    private SplitConcatenation(Draft source) {
        super(source);
        this.loops = new Loops(source);
    }

    static Draft apply(Draft draft) {
        return copy(new SplitConcatenation(draft).run());
    }

    @Override
    public Integer vectorMatrix(Operation.VectorMatrix operation) {
        boolean fits = operation.blocks().count() == 1
                && !operation.transposed()
                && source().nodes().space(operation.matrix()) == Space.PARAMETERS;
        if (!fits || !(source().nodes().get(operation.vector()) instanceof Operation.Concatenate row)) {
            return super.vectorMatrix(operation);
        }
        int sum = -1;
        int first = 0;
        for (List<Integer> group : groups(row, operation.id())) {
            int vector = target().concatenate(at(group));
            int rows = target().width(vector);
            int columns = operation.blocks().columns();
            int matrix = target().slice(at(operation.matrix()), first * columns, rows * columns);
            int product = target().vectorMatrix(vector, matrix, Blocks.one(rows, columns), false);
            sum = sum < 0 ? product : target().add(sum, product);
            first += rows;
        }
        return sum;
    }

    /** The parts of a row, neighbours that are equally fine put together. One-hot rows stand alone: they are looked up. */
    private List<List<Integer>> groups(Operation.Concatenate row, int product) {
        List<List<Integer>> groups = new ArrayList<>();
        int before = -1;
        for (int part : row.inputs()) {
            int rank = source().nodes().get(part) instanceof Operation.OneHot ? ONE_HOT : loops.rank(part, product);
            if (rank != before || rank == ONE_HOT) {
                groups.add(new ArrayList<>());
            }
            groups.get(groups.size() - 1).add(part);
            before = rank;
        }
        return groups;
    }
}
