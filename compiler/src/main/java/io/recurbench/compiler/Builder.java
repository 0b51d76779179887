package io.recurbench.compiler;

import io.recurbench.api.program.BlockNorm;
import io.recurbench.api.program.Blocks;
import io.recurbench.api.program.Function;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Operation.Elementwise;
import io.recurbench.api.program.Space;
import java.util.ArrayList;
import java.util.List;

/** Builds the operations of a graph, each in the coarsest space that holds its inputs, simplified where that is exact. */
final class Builder extends Arithmetic {

    Builder(int vocabulary) {
        super(vocabulary);
    }

    int parameter(int width, int parameter) {
        return intern(id -> new Operation.ParameterValue(id, width, parameter));
    }

    /** Numbers of the program; where they are all the same, a constant. */
    int literal(List<Double> numbers) {
        double first = numbers.get(0);
        return numbers.stream().allMatch(number -> number == first)
                ? constant(numbers.size(), first)
                : intern(id -> new Operation.Literal(id, numbers));
    }

    int oneHot() {
        return intern(id -> new Operation.OneHot(id, vocabulary()));
    }

    int denseInput(int width) {
        return intern(id -> new Operation.DenseInput(id, width));
    }

    int state(int width, int state) {
        return intern(id -> new Operation.StateValue(id, width, state));
    }

    int carriedAdjoint(int width, int state) {
        return intern(id -> new Operation.CarriedAdjoint(id, width, state));
    }

    int initialAdjoint(int state, int adjoint) {
        return intern(id -> new Operation.InitialAdjoint(id, width(adjoint), state, adjoint));
    }

    /** The rows of a parameter, one a token. */
    int tokenRows(int value) {
        int width = width(value) / vocabulary();
        if (get(value) instanceof Operation.Flatten flatten) {
            return flatten.input();
        }
        if (isConstant(value)) {
            return constant(width, constantValue(value));
        }
        return intern(id -> new Operation.TokenRows(id, width, value));
    }

    /** The rows of all tokens as one row. */
    int flatten(int value) {
        int width = Math.multiplyExact(width(value), vocabulary());
        if (get(value) instanceof Operation.TokenRows rows) {
            return rows.input();
        }
        if (isConstant(value)) {
            return constant(width, constantValue(value));
        }
        return intern(id -> new Operation.Flatten(id, width, value));
    }

    /** Row times matrix; a one-hot row looks its row of the matrix up, and a product of numbers is element-wise. */
    int vectorMatrix(int vector, int matrix, Blocks blocks, boolean transposed) {
        int width = blocks.outputWidth(transposed);
        if (isConstant(vector, 0) || isConstant(matrix, 0)) {
            return constant(width, 0);
        }
        if (get(vector) instanceof Operation.OneHot
                && blocks.count() == 1
                && !transposed
                && space(matrix) == Space.PARAMETERS) {
            return tokenRows(matrix);
        }
        if (blocks.isElementwise(transposed)) {
            return multiply(vector, matrix);
        }
        if (isNegated(vector)) {
            return scale(-1, vectorMatrix(negated(vector), matrix, blocks, transposed));
        }
        return product(join(vector, matrix), vector, matrix, blocks, transposed);
    }

    /** Row times matrix for every position, though it may differ by the token alone. */
    int vectorMatrixAtPositions(int vector, int matrix, Blocks blocks, boolean transposed) {
        return product(Space.SEQUENCE, vector, matrix, blocks, transposed);
    }

    private int product(Space space, int vector, int matrix, Blocks blocks, boolean transposed) {
        return intern(id -> new Operation.VectorMatrix(id, space, vector, matrix, blocks, transposed));
    }

    /** Outer product, summed over the rows that fall on one row of {@code space}. */
    int outerProduct(Space space, int left, int right, Blocks blocks) {
        if (isConstant(left, 0) || isConstant(right, 0)) {
            return constant(blocks.size(), 0);
        }
        if (blocks.isElementwise(false) || blocks.isElementwise(true)) {
            return sumRows(space, multiply(left, right));
        }
        if (isNegated(left)) {
            return scale(-1, outerProduct(space, negated(left), right, blocks));
        }
        if (isNegated(right)) {
            return scale(-1, outerProduct(space, left, negated(right), blocks));
        }
        return intern(id -> new Operation.OuterProduct(id, space, left, right, blocks));
    }

    /** Sums rows into a coarser space. Factors of that space or a coarser one are taken out of the sum. */
    int sumRows(Space space, int value) {
        if (!space.coarserThan(space(value))) {
            return value;
        }
        if (get(value) instanceof Elementwise product) {
            int first = product.inputs().get(0);
            if (product.function() == Function.SCALE && space.coarserThan(space(first))) {
                return scale(product.constant(), sumRows(space, first));
            }
            if (product.function() == Function.MULTIPLY) {
                int second = product.inputs().get(1);
                if (!space.coarserThan(space(first))) {
                    return multiply(sumRows(space, second), first);
                }
                if (!space.coarserThan(space(second))) {
                    return multiply(sumRows(space, first), second);
                }
            }
        }
        return intern(id -> new Operation.SumRows(id, space, width(value), value));
    }

    /** The sums of a row's blocks. */
    int sumColumns(int value, int blocks) {
        int width = width(value);
        if (width == blocks) {
            return value;
        }
        int numbersOfBlock = width / blocks;
        if (isConstant(value)) {
            return constant(blocks, numbersOfBlock * constantValue(value));
        }
        int numbers = expanded(value);
        if (numbers >= 0 && blocks % width(numbers) == 0) {
            return scale(numbersOfBlock, expand(numbers, blocks));
        }
        if (numbers >= 0 && width(numbers) % blocks == 0) {
            int repeats = width / width(numbers);
            return scale(repeats, sumColumns(numbers, blocks));
        }
        if (get(value) instanceof Elementwise scale && scale.function() == Function.SCALE) {
            return scale(scale.constant(), sumColumns(scale.inputs().get(0), blocks));
        }
        return intern(id -> new Operation.SumColumns(id, space(value), blocks, value));
    }

    int normalise(int value, BlockNorm norm) {
        return intern(id -> new Operation.Normalise(id, space(value), width(value), value, norm));
    }

    int normaliseAdjoint(int value, int adjoint, BlockNorm norm) {
        return intern(
                id -> new Operation.NormaliseAdjoint(id, join(value, adjoint), width(value), value, adjoint, norm));
    }

    int softmax(int value, int blocks) {
        int width = width(value);
        return isConstant(value) || width == blocks
                ? constant(width, (double) blocks / width)
                : intern(id -> new Operation.Softmax(id, space(value), width, value, blocks));
    }

    int slice(int value, int offset, int width) {
        if (width == width(value)) {
            return value;
        }
        if (isConstant(value)) {
            return constant(width, constantValue(value));
        }
        int numbers = expanded(value);
        if (numbers >= 0 && width(numbers) == 1) {
            return expand(numbers, width);
        }
        if (numbers >= 0) {
            int repeats = width(value) / width(numbers);
            if (offset % repeats == 0 && width % repeats == 0) {
                return expand(slice(numbers, offset / repeats, width / repeats), width);
            }
        }
        if (get(value) instanceof Operation.Slice inner) {
            return slice(inner.input(), inner.offset() + offset, width);
        }
        if (get(value) instanceof Operation.Concatenate parts) {
            int start = 0;
            for (int part : parts.inputs()) {
                if (offset >= start && offset + width <= start + width(part)) {
                    return slice(part, offset - start, width);
                }
                start += width(part);
            }
        }
        return intern(id -> new Operation.Slice(id, space(value), width, value, offset));
    }

    /** Values side by side; neighbouring slices of one value become one slice again. */
    int concatenate(List<Integer> values) {
        List<Integer> parts = new ArrayList<>();
        for (int value : values) {
            List<Integer> pieces = get(value) instanceof Operation.Concatenate inner ? inner.inputs() : List.of(value);
            for (int piece : pieces) {
                int last = parts.size() - 1;
                int merged = last < 0 ? -1 : merged(parts.get(last), piece);
                if (merged < 0) {
                    parts.add(piece);
                } else {
                    parts.set(last, merged);
                }
            }
        }
        if (parts.size() == 1) {
            return parts.get(0);
        }
        int width = parts.stream().mapToInt(this::width).sum();
        return intern(id -> new Operation.Concatenate(id, join(parts), width, parts));
    }

    private int merged(int left, int right) {
        if (isConstant(left) && isConstant(right) && constantValue(left) == constantValue(right)) {
            return constant(width(left) + width(right), constantValue(left));
        }
        if (get(left) instanceof Operation.Slice a
                && get(right) instanceof Operation.Slice b
                && a.input() == b.input()
                && a.offset() + a.width() == b.offset()) {
            return slice(a.input(), a.offset(), a.width() + b.width());
        }
        return -1;
    }

    int loss(int prediction, double labelSmoothing) {
        return intern(id -> new Operation.Loss(id, 1, prediction, labelSmoothing));
    }

    int lossAdjoint(int prediction, double labelSmoothing) {
        return intern(id -> new Operation.LossAdjoint(id, width(prediction), prediction, labelSmoothing));
    }
}
