package io.recurbench.compiler;

import io.recurbench.api.program.BlockNorm;
import io.recurbench.api.program.Function;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Recurrence;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
import java.util.ArrayList;
import java.util.List;

/** Runs a graph in double precision, row by row, as the documentation of the program package says. */
final class Interpreter implements Operation.Visitor<Void> {
    private final Program program;
    private final Graph graph;
    private final double[] parameters;
    private final TestBatch batch;
    private final List<double[][]> values = new ArrayList<>();
    private int row;

    private Interpreter(Program program, Graph graph, double[] parameters, TestBatch batch) {
        this.program = program;
        this.graph = graph;
        this.parameters = parameters;
        this.batch = batch;
        for (Operation operation : graph.operations()) {
            values.add(new double[rows(operation.space())][operation.width()]);
        }
    }

    /** Runs the graph; the values are then there to be read. */
    static Interpreter run(Program program, Graph graph, double[] parameters, TestBatch batch) {
        Interpreter interpreter = new Interpreter(program, graph, parameters, batch);
        graph.stages().forEach(interpreter::stage);
        return interpreter;
    }

    /** Mean over the scored rows. */
    double loss() {
        double sum = 0;
        for (int r = 0; r < batch.positions(); r++) {
            sum += batch.mask()[r] == 0 ? 0 : values.get(graph.loss())[r][0];
        }
        return sum / batch.scored();
    }

    double[][] value(int id) {
        return values.get(id);
    }

    private void stage(Stage stage) {
        boolean loop = stage.kind() == Stage.Kind.LOOP_FORWARD || stage.kind() == Stage.Kind.LOOP_BACKWARD;
        if (!loop) {
            stage.operations().forEach(id -> compute(id, 0, values.get(id).length));
            return;
        }
        for (int i = 0; i < batch.steps(); i++) {
            int t = stage.kind() == Stage.Kind.LOOP_FORWARD ? i : batch.steps() - 1 - i;
            stage.operations().forEach(id -> compute(id, t * batch.rows(), (t + 1) * batch.rows()));
        }
    }

    private void compute(int id, int from, int to) {
        for (row = from; row < to; row++) {
            graph.operation(id).accept(this);
        }
    }

    private int rows(Space space) {
        return switch (space) {
            case PARAMETERS -> 1;
            case VOCABULARY -> program.input().size();
            case SEQUENCE, STEP -> batch.positions();
        };
    }

    /** The row of a value that stands beside {@code at} rows of {@code space}. */
    private double[] read(int id, Space space, int at) {
        return values.get(id)[index(graph.operation(id).space(), space, at)];
    }

    private int index(Space coarse, Space fine, int at) {
        return switch (coarse) {
            case PARAMETERS -> 0;
            case VOCABULARY -> fine == Space.VOCABULARY ? at : batch.tokens()[at];
            case SEQUENCE, STEP -> at;
        };
    }

    private double[] read(Operation reader, int id) {
        return read(id, reader.space(), row);
    }

    private double[] out(Operation operation) {
        return values.get(operation.id())[row];
    }

    /** What a value of its own width, or one whose numbers stand for blocks, has for column {@code i} of {@code width}. */
    private static double at(double[] values, int i, int width) {
        return values[i * values.length / width];
    }

    @Override
    public Void parameter(Operation.ParameterValue o) {
        int offset = program.parameters().get(o.parameter()).offset();
        System.arraycopy(parameters, offset, out(o), 0, o.width());
        return null;
    }

    @Override
    public Void constant(Operation.Constant o) {
        java.util.Arrays.fill(out(o), o.value());
        return null;
    }

    @Override
    public Void literal(Operation.Literal o) {
        for (int i = 0; i < o.width(); i++) {
            out(o)[i] = o.numbers().get(i);
        }
        return null;
    }

    @Override
    public Void oneHot(Operation.OneHot o) {
        out(o)[row] = 1;
        return null;
    }

    @Override
    public Void denseInput(Operation.DenseInput o) {
        System.arraycopy(batch.dense(), row * o.width(), out(o), 0, o.width());
        return null;
    }

    @Override
    public Void state(Operation.StateValue o) {
        Recurrence r = graph.recurrences().get(o.state());
        double[] before =
                row < batch.rows() ? values.get(r.initial())[0] : read(r.next(), Space.STEP, row - batch.rows());
        System.arraycopy(before, 0, out(o), 0, o.width());
        return null;
    }

    @Override
    public Void carriedAdjoint(Operation.CarriedAdjoint o) {
        if (row < batch.positions() - batch.rows()) {
            int id = graph.recurrences().get(o.state()).currentAdjoint();
            System.arraycopy(values.get(id)[row + batch.rows()], 0, out(o), 0, o.width());
        }
        return null;
    }

    @Override
    public Void tokenRows(Operation.TokenRows o) {
        System.arraycopy(values.get(o.input())[0], row * o.width(), out(o), 0, o.width());
        return null;
    }

    @Override
    public Void flatten(Operation.Flatten o) {
        double[][] rows = values.get(o.input());
        for (int v = 0; v < rows.length; v++) {
            System.arraycopy(rows[v], 0, out(o), v * rows[v].length, rows[v].length);
        }
        return null;
    }

    @Override
    public Void elementwise(Operation.Elementwise o) {
        double[] a = read(o, o.inputs().get(0));
        double[] b = o.function().arity() == 2 ? read(o, o.inputs().get(1)) : a;
        for (int i = 0; i < o.width(); i++) {
            out(o)[i] = apply(o.function(), at(a, i, o.width()), at(b, i, o.width()), o.constant());
        }
        return null;
    }

    private static double apply(Function function, double a, double b, double c) {
        return switch (function) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case SCALE -> c * a;
            case SHIFT -> c + a;
            case TANH_ADJOINT -> b * (1 - a * a);
            case SIGMOID_ADJOINT -> b * a * (1 - a);
            case RELU_ADJOINT -> a > 0 ? b : 0;
            case GELU_ADJOINT -> b * geluSlope(a);
            case MAXIMUM -> a > b ? a : b;
            default -> function.apply(a, 0, 0);
        };
    }

    private static double geluSlope(double a) {
        double k = Math.sqrt(2 / Math.PI);
        double tanh = Math.tanh(k * (a + 0.044715 * a * a * a));
        return (1 + tanh) / 2 + a / 2 * (1 - tanh * tanh) * k * (1 + 3 * 0.044715 * a * a);
    }

    @Override
    public Void vectorMatrix(Operation.VectorMatrix o) {
        double[] x = read(o, o.vector());
        double[] m = read(o, o.matrix());
        double[] y = out(o);
        java.util.Arrays.fill(y, 0);
        for (int k = 0; k < o.blocks().count(); k++) {
            for (int i = 0; i < o.blocks().rows(); i++) {
                for (int j = 0; j < o.blocks().columns(); j++) {
                    double entry = m[(k * o.blocks().rows() + i) * o.blocks().columns() + j];
                    if (o.transposed()) {
                        y[k * o.blocks().rows() + i] += x[k * o.blocks().columns() + j] * entry;
                    } else {
                        y[k * o.blocks().columns() + j] += x[k * o.blocks().rows() + i] * entry;
                    }
                }
            }
        }
        return null;
    }

    @Override
    public Void outerProduct(Operation.OuterProduct o) {
        Space fine = graph.operation(o.left())
                .space()
                .join(graph.operation(o.right()).space());
        for (int r = 0; r < rows(fine); r++) {
            if (index(o.space(), fine, r) != row) {
                continue;
            }
            double[] a = read(o.left(), fine, r);
            double[] b = read(o.right(), fine, r);
            for (int k = 0; k < o.blocks().count(); k++) {
                for (int i = 0; i < o.blocks().rows(); i++) {
                    for (int j = 0; j < o.blocks().columns(); j++) {
                        out(o)[(k * o.blocks().rows() + i) * o.blocks().columns() + j] +=
                                a[k * o.blocks().rows() + i] * b[k * o.blocks().columns() + j];
                    }
                }
            }
        }
        return null;
    }

    @Override
    public Void sumRows(Operation.SumRows o) {
        Space fine = graph.operation(o.input()).space();
        for (int r = 0; r < rows(fine); r++) {
            if (index(o.space(), fine, r) == row) {
                for (int i = 0; i < o.width(); i++) {
                    out(o)[i] += values.get(o.input())[r][i];
                }
            }
        }
        return null;
    }

    @Override
    public Void sumColumns(Operation.SumColumns o) {
        double[] x = read(o, o.input());
        for (int i = 0; i < x.length; i++) {
            out(o)[i * o.width() / x.length] += x[i];
        }
        return null;
    }

    /** The norm of the block that holds column {@code i}. */
    private static double norm(double[] x, int i, BlockNorm norm) {
        double square = norm.epsilon();
        for (int j = 0; j < x.length; j++) {
            square += isOneBlock(i, j, x.length, norm.blocks()) ? x[j] * x[j] : 0;
        }
        return Math.max(Math.sqrt(square), 1e-12);
    }

    private static boolean isOneBlock(int i, int j, int width, int blocks) {
        return i * blocks / width == j * blocks / width;
    }

    @Override
    public Void normalise(Operation.Normalise o) {
        double[] x = read(o, o.input());
        for (int i = 0; i < o.width(); i++) {
            out(o)[i] = x[i] / norm(x, i, o.norm());
        }
        return null;
    }

    @Override
    public Void normaliseAdjoint(Operation.NormaliseAdjoint o) {
        double[] x = read(o, o.input());
        double[] dy = read(o, o.adjoint());
        for (int i = 0; i < o.width(); i++) {
            double norm = norm(x, i, o.norm());
            double product = 0;
            for (int j = 0; j < o.width(); j++) {
                product += isOneBlock(i, j, o.width(), o.norm().blocks()) ? x[j] / norm * dy[j] : 0;
            }
            out(o)[i] = (dy[i] - x[i] / norm * product) / norm;
        }
        return null;
    }

    @Override
    public Void softmax(Operation.Softmax o) {
        double[] x = read(o, o.input());
        for (int i = 0; i < o.width(); i++) {
            double sum = 0;
            for (int j = 0; j < o.width(); j++) {
                sum += isOneBlock(i, j, o.width(), o.blocks()) ? Math.exp(x[j] - x[i]) : 0;
            }
            out(o)[i] = 1 / sum;
        }
        return null;
    }

    @Override
    public Void slice(Operation.Slice o) {
        System.arraycopy(read(o, o.input()), o.offset(), out(o), 0, o.width());
        return null;
    }

    @Override
    public Void concatenate(Operation.Concatenate o) {
        int offset = 0;
        for (int input : o.inputs()) {
            double[] part = read(o, input);
            System.arraycopy(part, 0, out(o), offset, part.length);
            offset += part.length;
        }
        return null;
    }

    @Override
    public Void loss(Operation.Loss o) {
        out(o)[0] = batch.loss(program.output(), o.labelSmoothing(), read(o, o.input()), row);
        return null;
    }

    @Override
    public Void lossAdjoint(Operation.LossAdjoint o) {
        double[] z = read(o, o.input());
        for (int i = 0; i < o.width(); i++) {
            double slope = program.output().loss() == OutputSpec.LossKind.SOFTMAX_CROSS_ENTROPY
                    ? TestBatch.softmax(z)[i] - TestBatch.share(o.labelSmoothing(), z.length, batch.targets()[row] == i)
                    : 2 * (z[i] - batch.numbers()[row * o.width() + i]) / o.width();
            out(o)[i] = batch.mask()[row] * slope / batch.scored();
        }
        return null;
    }

    @Override
    public Void initialAdjoint(Operation.InitialAdjoint o) {
        for (int b = 0; b < batch.rows(); b++) {
            for (int i = 0; i < o.width(); i++) {
                out(o)[i] += values.get(o.input())[b][i];
            }
        }
        return null;
    }
}
