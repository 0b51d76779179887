package io.recurbench.compiler;

import io.recurbench.api.program.Function;
import io.recurbench.api.program.Operation.Elementwise;
import io.recurbench.api.program.Space;
import java.util.List;

/**
 * Element-wise operations, simplified as they are built: constants are folded, neutral elements vanish, scales and
 * shifts of one value become one. A product with the constant zero is zero; that is an identity of the model, not of
 * floating point, and only removes what could have become NaN.
 */
class Arithmetic extends Nodes {

    Arithmetic(int vocabulary) {
        super(vocabulary);
    }

    /** Any element-wise function of these inputs. */
    int apply(Function function, List<Integer> inputs, double constant) {
        int a = inputs.get(0);
        return switch (function) {
            case ADD -> add(a, inputs.get(1));
            case SUBTRACT -> subtract(a, inputs.get(1));
            case MULTIPLY -> multiply(a, inputs.get(1));
            case DIVIDE -> divide(a, inputs.get(1));
            case MAXIMUM -> maximum(a, inputs.get(1));
            case SCALE -> scale(constant, a);
            case SHIFT -> shift(constant, a);
            default -> function.arity() == 1 ? unary(function, a) : adjoint(function, a, inputs.get(1));
        };
    }

    int add(int left, int right) {
        int width = Math.max(width(left), width(right));
        int a = narrow(left, right);
        int b = narrow(right, left);
        if (isConstant(a) && !isConstant(b)) {
            return add(b, a);
        }
        if (isConstant(b)) {
            return expand(shift(constantValue(b), a), width);
        }
        if (a == b) {
            return scale(2, a);
        }
        if (isNegated(b)) {
            return subtract(a, negated(b));
        }
        if (isNegated(a)) {
            return subtract(b, negated(a));
        }
        return raw(Function.ADD, width, Math.min(a, b), Math.max(a, b));
    }

    int subtract(int left, int right) {
        int width = Math.max(width(left), width(right));
        int a = narrow(left, right);
        int b = narrow(right, left);
        if (isConstant(b)) {
            return expand(shift(-constantValue(b), a), width);
        }
        if (isConstant(a)) {
            return expand(shift(constantValue(a), scale(-1, b)), width);
        }
        if (isNegated(b)) {
            return add(a, negated(b));
        }
        return raw(Function.SUBTRACT, width, a, b);
    }

    int multiply(int left, int right) {
        int width = Math.max(width(left), width(right));
        int a = narrow(left, right);
        int b = narrow(right, left);
        if (isConstant(a) && !isConstant(b)) {
            return multiply(b, a);
        }
        if (isConstant(b)) {
            return expand(scale(constantValue(b), a), width);
        }
        if (isNegated(a)) {
            return scale(-1, multiply(negated(a), b));
        }
        if (isNegated(b)) {
            return scale(-1, multiply(a, negated(b)));
        }
        return raw(Function.MULTIPLY, width, Math.min(a, b), Math.max(a, b));
    }

    int divide(int left, int right) {
        int width = Math.max(width(left), width(right));
        int a = narrow(left, right);
        int b = narrow(right, left);
        if (isConstant(b) && constantValue(b) != 0) {
            return expand(scale(1 / constantValue(b), a), width);
        }
        return raw(Function.DIVIDE, width, a, b);
    }

    int maximum(int left, int right) {
        int width = Math.max(width(left), width(right));
        int a = narrow(left, right);
        int b = narrow(right, left);
        if (isConstant(a) && isConstant(b)) {
            return constant(width, Math.max(constantValue(a), constantValue(b)));
        }
        return a == b ? expand(a, width) : raw(Function.MAXIMUM, width, a, b);
    }

    int scale(double factor, int value) {
        if (factor == 1) {
            return value;
        }
        if (factor == 0) {
            return constant(width(value), 0);
        }
        if (isConstant(value)) {
            return constant(width(value), factor * constantValue(value));
        }
        if (get(value) instanceof Elementwise inner) {
            if (inner.function() == Function.SCALE) {
                return scale(factor * inner.constant(), inner.inputs().get(0));
            }
            if (inner.function() == Function.SUBTRACT && factor == -1) {
                return subtract(inner.inputs().get(1), inner.inputs().get(0));
            }
        }
        if (isExpanded(value)) {
            return expand(scale(factor, expanded(value)), width(value));
        }
        return constantOperation(Function.SCALE, value, factor);
    }

    int shift(double summand, int value) {
        if (summand == 0) {
            return value;
        }
        if (isConstant(value)) {
            return constant(width(value), summand + constantValue(value));
        }
        if (get(value) instanceof Elementwise inner && inner.function() == Function.SHIFT) {
            return shift(summand + inner.constant(), inner.inputs().get(0));
        }
        if (isExpanded(value)) {
            return expand(shift(summand, expanded(value)), width(value));
        }
        return constantOperation(Function.SHIFT, value, summand);
    }

    int unary(Function function, int value) {
        if (isConstant(value)) {
            return constant(width(value), function.apply(constantValue(value), 0, 0));
        }
        if (isExpanded(value)) {
            return expand(unary(function, expanded(value)), width(value));
        }
        return raw(function, width(value), value);
    }

    /** An adjoint function of {@code value} (the forward result or input) and {@code adjoint}. */
    int adjoint(Function function, int value, int adjoint) {
        int width = Math.max(width(value), width(adjoint));
        if (isConstant(adjoint, 0)) {
            return constant(width, 0);
        }
        if (isNegated(adjoint)) {
            return scale(-1, adjoint(function, value, negated(adjoint)));
        }
        return raw(function, width, narrow(value, adjoint), narrow(adjoint, value));
    }

    /** A value with each of its numbers written so often that it has {@code width}; a wide value as it is. */
    int expand(int value, int width) {
        if (width(value) == width) {
            return value;
        }
        if (isConstant(value)) {
            return constant(width, constantValue(value));
        }
        return raw(Function.BROADCAST, width, isExpanded(value) ? expanded(value) : value);
    }

    /** The numbers behind a value that was made by {@link #expand}, or -1. */
    int expanded(int id) {
        boolean isExpanded = get(id) instanceof Elementwise e
                && e.function() == Function.BROADCAST
                && width(e.inputs().get(0)) < e.width();
        return isExpanded ? get(id).inputs().get(0) : -1;
    }

    private boolean isExpanded(int id) {
        return expanded(id) >= 0;
    }

    /** What to read in place of {@code id} beside {@code other}, which may give the width: its numbers if it was expanded. */
    private int narrow(int id, int other) {
        return isExpanded(id) && width(other) == width(id) && !isExpanded(other) ? expanded(id) : id;
    }

    /** Whether a value is the negative of {@link #negated}. Signs are moved outwards, to sums, which take them for free. */
    final boolean isNegated(int id) {
        return get(id) instanceof Elementwise scale && scale.function() == Function.SCALE && scale.constant() == -1;
    }

    final int negated(int id) {
        return get(id).inputs().get(0);
    }

    private int constantOperation(Function function, int input, double constant) {
        return intern(id -> new Elementwise(id, space(input), width(input), function, List.of(input), constant));
    }

    private int raw(Function function, int width, Integer... inputs) {
        List<Integer> list = List.of(inputs);
        return intern(id -> new Elementwise(id, join(list), width, function, list, 0));
    }

    /** A value of a coarser space, written out for every position. */
    int everyPosition(int value) {
        if (space(value).hasBatchRows()) {
            return value;
        }
        return intern(id -> new Elementwise(id, Space.SEQUENCE, width(value), Function.BROADCAST, List.of(value), 0));
    }
}
