package io.recurbench.peers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import java.util.Map;

/**
 * The cells as an experienced user of libtorch would write them: the input products taken out of the loop for all
 * positions at once, slices taken with one split, libtorch's own fused kernels for LSTM and GRU.
 */
final class LibtorchCells {
    private final Map<String, NDArray> parameters;
    private final int steps;
    private final int rows;
    private final NDArray tokens;
    private final NDArray oneHot;

    /**
     * @param tokens {@code [T x B]}, integers
     * @param oneHot {@code [T][B][V]}, for the fused kernels
     */
    LibtorchCells(Map<String, NDArray> parameters, int steps, int rows, NDArray tokens, NDArray oneHot) {
        this.parameters = parameters;
        this.steps = steps;
        this.rows = rows;
        this.tokens = tokens;
        this.oneHot = oneHot;
    }

    /** The new states of all positions, {@code [T x B][n]}. */
    NDArray states(String cell) {
        return switch (cell) {
            case "rnn" -> rnn();
            case "mirnn" -> mirnn();
            case "cprnn" -> cprnn();
            case "2rnn" -> secondOrder();
            case "lstm" -> lstm();
            case "gru" -> gru();
            default -> throw new IllegalArgumentException("no libtorch version of cell '" + cell + "'");
        };
    }

    private NDArray rnn() {
        NDArray v = parameter("V");
        NDList ux = perStep(lookup("U").add(parameter("b")));
        return loop(v.getShape().get(0), (h, t) -> h.matMul(v).add(ux.get(t)).tanh());
    }

    private NDArray mirnn() {
        NDArray v = parameter("V");
        NDArray beta1 = parameter("beta1");
        NDArray ux = lookup("U");
        NDList factor = perStep(ux.mul(parameter("alpha")).add(beta1));
        NDList term = perStep(ux.mul(parameter("beta2")).add(parameter("b")));
        return loop(
                v.getShape().get(0),
                (h, t) -> h.matMul(v).mul(factor.get(t)).add(term.get(t)).tanh());
    }

    private NDArray cprnn() {
        NDArray a = parameter("A");
        NDArray c = parameter("C");
        NDArray v = parameter("V");
        NDList bx = perStep(lookup("B"));
        NDList ux = perStep(lookup("U").add(parameter("b")));
        return loop(
                v.getShape().get(0),
                (h, t) -> h.matMul(a)
                        .mul(bx.get(t))
                        .matMul(c)
                        .add(h.matMul(v))
                        .add(ux.get(t))
                        .tanh());
    }

    private NDArray secondOrder() {
        NDArray v = parameter("V");
        long n = v.getShape().get(0);
        NDArray w = parameter("W").add(v).reshape(-1, n * n);
        NDList ux = perStep(lookup("U").add(parameter("b")));
        NDList tokensOfStep = tokens.split(steps);
        return loop(n, (h, t) -> {
            NDArray transition = embedding(tokensOfStep.get(t), w).reshape(rows, n, n);
            return h.expandDims(1).matMul(transition).squeeze(1).add(ux.get(t)).tanh();
        });
    }

    private NDArray lstm() {
        long n = parameter("V").getShape().get(1);
        NDArray zero = oneHot.getManager().zeros(new Shape(1, rows, n));
        NDList weights = new NDList(parameter("U"), parameter("V"), parameter("b"), parameter("b2"));
        NDArray output = oneHot.getNDArrayInternal()
                .lstm(oneHot, new NDList(zero, zero.duplicate()), weights, true, 1, 0, true, false, false)
                .get(0);
        return output.reshape((long) steps * rows, n);
    }

    private NDArray gru() {
        long n = parameter("V").getShape().get(1);
        NDArray zero = oneHot.getManager().zeros(new Shape(1, rows, n));
        NDList weights = new NDList(parameter("U"), parameter("V"), parameter("b"), parameter("b2"));
        NDArray output = oneHot.getNDArrayInternal()
                .gru(oneHot, zero, weights, true, 1, 0, true, false, false)
                .get(0);
        return output.reshape((long) steps * rows, n);
    }

    private NDArray parameter(String name) {
        NDArray parameter = parameters.get(name);
        if (parameter == null) {
            throw new IllegalArgumentException("no parameter '" + name + "', only " + parameters.keySet());
        }
        return parameter;
    }

    private NDArray lookup(String name) {
        return embedding(tokens, parameter(name));
    }

    private static NDArray embedding(NDArray tokens, NDArray table) {
        return tokens.getNDArrayInternal()
                .embedding(tokens, table, SparseFormat.DENSE)
                .singletonOrThrow();
    }

    private NDList perStep(NDArray allPositions) {
        return allPositions.split(steps);
    }

    private NDArray loop(long width, StepFunction step) {
        NDArray h = oneHot.getManager().zeros(new Shape(rows, width));
        NDList states = new NDList(steps);
        for (int t = 0; t < steps; t++) {
            h = step.apply(h, t);
            states.add(h);
        }
        return NDArrays.concat(states, 0);
    }

    private interface StepFunction {
        NDArray apply(NDArray h, int t);
    }
}
