package io.recurbench.reference;

import io.recurbench.api.program.BlockNorm;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Recurrence;
import io.recurbench.api.program.Space;
import io.recurbench.backend.Losses;
import java.util.Arrays;

/**
 * What each operation computes: every method gives the kernel that fills the operation's value from the values it reads.
 * The definition that all backends are compared with, so each is written the plainest way.
 */
final class Semantics implements Operation.Visitor<Kernel> {
    private final Program program;
    private final Graph graph;
    private final PassInput input;
    private final Values values;
    private final Losses losses;

    Semantics(Program program, Graph graph, PassInput input, Values values) {
        this.program = program;
        this.graph = graph;
        this.input = input;
        this.values = values;
        this.losses = new Losses(program.output(), input.batch());
    }

    @Override
    public Kernel parameter(Operation.ParameterValue operation) {
        double[] y = values.of(operation.id());
        int offset = program.parameters().get(operation.parameter()).offset();
        return (first, end) -> System.arraycopy(input.parameters(), offset, y, 0, y.length);
    }

    @Override
    public Kernel constant(Operation.Constant operation) {
        double[] y = values.of(operation.id());
        return (first, end) -> Arrays.fill(y, operation.value());
    }

    @Override
    public Kernel literal(Operation.Literal operation) {
        double[] y = values.of(operation.id());
        return (first, end) -> Arrays.setAll(y, i -> operation.numbers().get(i));
    }

    @Override
    public Kernel oneHot(Operation.OneHot operation) {
        double[] y = values.of(operation.id());
        return (first, end) -> {
            for (int v = first; v < end; v++) {
                y[v * operation.width() + v] = 1;
            }
        };
    }

    @Override
    public Kernel denseInput(Operation.DenseInput operation) {
        double[] y = values.of(operation.id());
        float[] dense = input.batch().dense();
        return (first, end) -> {
            for (int i = first * operation.width(); i < end * operation.width(); i++) {
                y[i] = dense[i];
            }
        };
    }

    @Override
    public Kernel state(Operation.StateValue operation) {
        double[] y = values.of(operation.id());
        Recurrence recurrence = graph.recurrences().get(operation.state());
        int batchRows = input.batch().rows();
        int width = operation.width();
        return (first, end) -> {
            for (int row = first; row < end; row++) {
                int to = row * width;
                if (row >= batchRows) {
                    copyRow(recurrence.next(), row - batchRows, y, to);
                } else if (input.carried().isPresent()) {
                    double[] before = input.carried().get().get(operation.state());
                    System.arraycopy(before, row * width, y, to, width);
                } else {
                    copyRow(recurrence.initial(), row, y, to);
                }
            }
        };
    }

    @Override
    public Kernel carriedAdjoint(Operation.CarriedAdjoint operation) {
        double[] y = values.of(operation.id());
        int currentAdjoint = graph.recurrences().get(operation.state()).currentAdjoint();
        int batchRows = input.batch().rows();
        return (first, end) -> {
            for (int row = first; row < end; row++) {
                if (row + batchRows < values.rows(Space.STEP)) {
                    copyRow(currentAdjoint, row + batchRows, y, row * operation.width());
                }
            }
        };
    }

    @Override
    public Kernel tokenRows(Operation.TokenRows operation) {
        return sameNumbers(operation.input(), operation.id());
    }

    @Override
    public Kernel flatten(Operation.Flatten operation) {
        return sameNumbers(operation.input(), operation.id());
    }

    @Override
    public Kernel elementwise(Operation.Elementwise operation) {
        double[] y = values.of(operation.id());
        int width = operation.width();
        int left = operation.inputs().get(0);
        int right = operation.inputs().get(operation.inputs().size() - 1);
        double[] a = values.of(left);
        double[] b = values.of(right);
        int leftBlock = width / graph.operation(left).width();
        int rightBlock = width / graph.operation(right).width();
        return (first, end) -> {
            for (int row = first; row < end; row++) {
                int p = values.offset(left, operation.space(), row);
                int q = values.offset(right, operation.space(), row);
                for (int j = 0; j < width; j++) {
                    y[row * width + j] = operation
                            .function()
                            .apply(a[p + j / leftBlock], b[q + j / rightBlock], operation.constant());
                }
            }
        };
    }

    @Override
    public Kernel vectorMatrix(Operation.VectorMatrix operation) {
        return new Products(values, graph).vectorMatrix(operation);
    }

    @Override
    public Kernel outerProduct(Operation.OuterProduct operation) {
        return new Products(values, graph).outerProduct(operation);
    }

    @Override
    public Kernel sumRows(Operation.SumRows operation) {
        double[] x = values.of(operation.input());
        double[] y = values.of(operation.id());
        Space source = graph.operation(operation.input()).space();
        int width = operation.width();
        return (first, end) -> {
            for (int row = 0; row < values.rows(source); row++) {
                int target = values.row(operation.space(), source, row);
                for (int j = 0; j < width; j++) {
                    y[target * width + j] += x[row * width + j];
                }
            }
        };
    }

    @Override
    public Kernel sumColumns(Operation.SumColumns operation) {
        double[] x = values.of(operation.input());
        double[] y = values.of(operation.id());
        int width = graph.operation(operation.input()).width() / operation.width();
        return eachBlock(operation, operation.input(), operation.width(), (p, block) -> {
            double sum = 0;
            for (int j = 0; j < width; j++) {
                sum += x[p + j];
            }
            y[block] = sum;
        });
    }

    @Override
    public Kernel normalise(Operation.Normalise operation) {
        double[] x = values.of(operation.input());
        double[] y = values.of(operation.id());
        int width = operation.width() / operation.norm().blocks();
        return eachBlock(operation, operation.input(), operation.norm().blocks(), (p, block) -> {
            double norm = norm(operation.norm(), x, p, width);
            for (int j = 0; j < width; j++) {
                y[block * width + j] = x[p + j] / norm;
            }
        });
    }

    @Override
    public Kernel normaliseAdjoint(Operation.NormaliseAdjoint operation) {
        double[] x = values.of(operation.input());
        double[] dy = values.of(operation.adjoint());
        double[] dx = values.of(operation.id());
        int blocks = operation.norm().blocks();
        int width = operation.width() / blocks;
        return eachBlock(operation, operation.input(), blocks, (p, block) -> {
            int q = values.offset(operation.adjoint(), operation.space(), block / blocks) + block % blocks * width;
            double norm = norm(operation.norm(), x, p, width);
            double dot = 0;
            for (int j = 0; j < width; j++) {
                dot += x[p + j] / norm * dy[q + j];
            }
            for (int j = 0; j < width; j++) {
                dx[block * width + j] = (dy[q + j] - x[p + j] / norm * dot) / norm;
            }
        });
    }

    @Override
    public Kernel softmax(Operation.Softmax operation) {
        double[] x = values.of(operation.input());
        double[] y = values.of(operation.id());
        int width = operation.width() / operation.blocks();
        return eachBlock(operation, operation.input(), operation.blocks(), (p, block) -> {
            double largest = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < width; j++) {
                largest = Math.max(largest, x[p + j]);
            }
            double sum = 0;
            for (int j = 0; j < width; j++) {
                y[block * width + j] = StrictMath.exp(x[p + j] - largest);
                sum += y[block * width + j];
            }
            for (int j = 0; j < width; j++) {
                y[block * width + j] /= sum;
            }
        });
    }

    @Override
    public Kernel slice(Operation.Slice operation) {
        double[] x = values.of(operation.input());
        double[] y = values.of(operation.id());
        int width = operation.width();
        return (first, end) -> {
            for (int row = first; row < end; row++) {
                int p = values.offset(operation.input(), operation.space(), row) + operation.offset();
                System.arraycopy(x, p, y, row * width, width);
            }
        };
    }

    @Override
    public Kernel concatenate(Operation.Concatenate operation) {
        double[] y = values.of(operation.id());
        return (first, end) -> {
            for (int row = first; row < end; row++) {
                int to = row * operation.width();
                for (int part : operation.inputs()) {
                    int width = graph.operation(part).width();
                    int p = values.offset(part, operation.space(), row);
                    System.arraycopy(values.of(part), p, y, to, width);
                    to += width;
                }
            }
        };
    }

    @Override
    public Kernel loss(Operation.Loss operation) {
        double[] prediction = values.of(operation.input());
        double[] y = values.of(operation.id());
        return (first, end) -> {
            for (int row = first; row < end; row++) {
                int p = values.offset(operation.input(), Space.SEQUENCE, row);
                y[row] = losses.loss(operation.labelSmoothing(), j -> prediction[p + j], row);
            }
        };
    }

    @Override
    public Kernel lossAdjoint(Operation.LossAdjoint operation) {
        double[] prediction = values.of(operation.input());
        double[] y = values.of(operation.id());
        return (first, end) -> {
            for (int row = first; row < end; row++) {
                int p = values.offset(operation.input(), Space.SEQUENCE, row);
                double[] gradient = losses.gradient(operation.labelSmoothing(), j -> prediction[p + j], row);
                System.arraycopy(gradient, 0, y, row * operation.width(), operation.width());
            }
        };
    }

    @Override
    public Kernel initialAdjoint(Operation.InitialAdjoint operation) {
        double[] x = values.of(operation.input());
        double[] y = values.of(operation.id());
        return (first, end) -> {
            if (input.carried().isPresent()) {
                return;
            }
            for (int row = 0; row < input.batch().rows(); row++) {
                int p = values.offset(operation.input(), Space.STEP, row);
                for (int j = 0; j < operation.width(); j++) {
                    y[j] += x[p + j];
                }
            }
        };
    }

    private Kernel sameNumbers(int from, int to) {
        double[] y = values.of(to);
        return (first, end) -> System.arraycopy(values.of(from), 0, y, 0, y.length);
    }

    private void copyRow(int id, int row, double[] to, int offset) {
        int width = graph.operation(id).width();
        System.arraycopy(values.of(id), values.offset(id, Space.STEP, row), to, offset, width);
    }

    private static double norm(BlockNorm norm, double[] x, int offset, int width) {
        double sum = 0;
        for (int j = 0; j < width; j++) {
            sum += x[offset + j] * x[offset + j];
        }
        return norm.of(sum);
    }

    /** What is done to one of the equally wide blocks of a row. */
    private interface BlockKernel {
        /**
         * Computes a block.
         *
         * @param offset where it begins in the input's array
         * @param block its index in the result, over all rows
         */
        void run(int offset, int block);
    }

    private Kernel eachBlock(Operation operation, int input, int blocks, BlockKernel kernel) {
        int width = graph.operation(input).width() / blocks;
        return (first, end) -> {
            for (int row = first; row < end; row++) {
                int p = values.offset(input, operation.space(), row);
                for (int block = 0; block < blocks; block++) {
                    kernel.run(p + block * width, row * blocks + block);
                }
            }
        };
    }
}
