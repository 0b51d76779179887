package com.acme;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.program.Blocks;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
import io.recurbench.backend.Losses;
import io.recurbench.backend.WorkVisitor;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/** A loop for each kind of operation. Sums are double inside an operation, values are float. */
final class LoopsKernels implements WorkVisitor<LoopsKernels.Kernel> {
    private final Losses losses;
    private final Graph graph;
    private final LoopsRows rows;
    private final Batch batch;

    /** Computes the rows {@code [first, end)} of an operation's value. */
    interface Kernel {
        void run(int first, int end);
    }

    LoopsKernels(Program program, Graph graph, LoopsRows rows, Batch batch) {
        this.losses = new Losses(program.output(), batch);
        this.graph = graph;
        this.rows = rows;
        this.batch = batch;
    }

    List<Kernel> of(Stage stage) {
        return stage.operations().stream()
                .map(id -> graph.operation(id).accept(this))
                .toList();
    }

    @Override
    public Kernel nothing() {
        return (first, end) -> {};
    }

    private static Kernel each(IntConsumer row) {
        return (first, end) -> {
            for (int i = first; i < end; i++) {
                row.accept(i);
            }
        };
    }

    private LoopsRows.Reader out(Operation operation) {
        return in(operation, operation.id());
    }

    private LoopsRows.Reader in(Operation operation, int id) {
        return rows.of(id, operation.space());
    }

    private int width(int id) {
        return graph.operation(id).width();
    }

    @Override
    public Kernel constant(Operation.Constant operation) {
        LoopsRows.Reader y = out(operation);
        return each(row -> Arrays.fill(y.array(), y.at(row), y.at(row) + operation.width(), (float) operation.value()));
    }

    @Override
    public Kernel literal(Operation.Literal operation) {
        LoopsRows.Reader y = out(operation);
        return each(row -> {
            for (int j = 0; j < operation.width(); j++) {
                y.set(row, j, operation.numbers().get(j));
            }
        });
    }

    @Override
    public Kernel oneHot(Operation.OneHot operation) {
        LoopsRows.Reader y = out(operation);
        return each(row -> y.set(row, row, 1));
    }

    @Override
    public Kernel elementwise(Operation.Elementwise operation) {
        int last = operation.inputs().size() - 1;
        LoopsRows.Reader a = rows.spread(operation.inputs().get(0), operation.space(), operation.width());
        LoopsRows.Reader b = rows.spread(operation.inputs().get(last), operation.space(), operation.width());
        LoopsRows.Reader y = out(operation);
        return each(row -> {
            for (int j = 0; j < operation.width(); j++) {
                y.set(row, j, operation.function().apply(a.get(row, j), b.get(row, j), operation.constant()));
            }
        });
    }

    @Override
    public Kernel vectorMatrix(Operation.VectorMatrix operation) {
        LoopsRows.Reader x = in(operation, operation.vector());
        LoopsRows.Reader m = in(operation, operation.matrix());
        LoopsRows.Reader y = out(operation);
        Blocks blocks = operation.blocks();
        int read = operation.transposed() ? blocks.columns() : blocks.rows();
        int written = operation.transposed() ? blocks.rows() : blocks.columns();
        int alongRead = operation.transposed() ? 1 : blocks.columns();
        int alongWritten = operation.transposed() ? blocks.columns() : 1;
        return each(row -> {
            for (int k = 0; k < blocks.count(); k++) {
                int from = x.at(row) + k * read;
                int matrix = m.at(row) + k * read * written;
                for (int j = 0; j < written; j++) {
                    double sum = 0;
                    for (int i = 0; i < read; i++) {
                        sum += (double) x.array()[from + i] * m.array()[matrix + i * alongRead + j * alongWritten];
                    }
                    y.set(row, k * written + j, sum);
                }
            }
        });
    }

    @Override
    public Kernel outerProduct(Operation.OuterProduct operation) {
        Blocks blocks = operation.blocks();
        Space source = graph.finestSpace(operation);
        LoopsRows.Reader a = rows.of(operation.left(), source);
        LoopsRows.Reader b = rows.of(operation.right(), source);
        return summed(operation, source, rows.count(source), (row, sums) -> {
            int at = 0;
            for (int k = 0; k < blocks.count(); k++) {
                for (int i = 0; i < blocks.rows(); i++) {
                    float factor = a.array()[a.at(row) + k * blocks.rows() + i];
                    for (int j = 0; j < blocks.columns(); j++) {
                        sums[at++] += (double) factor * b.array()[b.at(row) + k * blocks.columns() + j];
                    }
                }
            }
        });
    }

    @Override
    public Kernel sumRows(Operation.SumRows operation) {
        Space source = graph.operation(operation.input()).space();
        return summed(operation, source, rows.count(source), rows.of(operation.input(), source)::addTo);
    }

    /** Adds what a row has to its sum. */
    private interface Adding {
        void add(int row, double[] sums);
    }

    /** For each row of the operation the sum over those of the first {@code count} rows of {@code source} that fall on it. */
    private Kernel summed(Operation operation, Space source, int count, Adding adding) {
        LoopsRows.Reader y = out(operation);
        return each(row -> {
            double[] sums = new double[operation.width()];
            if (!operation.space().coarserThan(source)) {
                adding.add(row, sums);
            } else {
                for (int from = 0; from < count; from++) {
                    if (operation.space() == Space.PARAMETERS || batch.tokens()[from] == row) {
                        adding.add(from, sums);
                    }
                }
            }
            for (int j = 0; j < sums.length; j++) {
                y.set(row, j, sums[j]);
            }
        });
    }

    /** What is done to the columns {@code [first, end)} of a row: one of its blocks. */
    private interface BlockKernel {
        void run(int row, int first, int end);
    }

    private static Kernel eachBlock(int width, int blocks, BlockKernel kernel) {
        return each(row -> {
            for (int block = 0; block < blocks; block++) {
                kernel.run(row, block * (width / blocks), (block + 1) * (width / blocks));
            }
        });
    }

    @Override
    public Kernel sumColumns(Operation.SumColumns operation) {
        LoopsRows.Reader x = in(operation, operation.input());
        LoopsRows.Reader y = out(operation);
        return eachBlock(width(operation.input()), operation.width(), (row, first, end) -> {
            double sum = 0;
            for (int j = first; j < end; j++) {
                sum += x.get(row, j);
            }
            y.set(row, first / (end - first), sum);
        });
    }

    @Override
    public Kernel normalise(Operation.Normalise operation) {
        LoopsRows.Reader x = in(operation, operation.input());
        LoopsRows.Reader y = out(operation);
        return eachBlock(operation.width(), operation.norm().blocks(), (row, first, end) -> {
            double norm = operation.norm().of(dot(x, x, row, first, end));
            for (int j = first; j < end; j++) {
                y.set(row, j, x.get(row, j) / norm);
            }
        });
    }

    @Override
    public Kernel normaliseAdjoint(Operation.NormaliseAdjoint operation) {
        LoopsRows.Reader x = in(operation, operation.input());
        LoopsRows.Reader dy = in(operation, operation.adjoint());
        LoopsRows.Reader dx = out(operation);
        return eachBlock(operation.width(), operation.norm().blocks(), (row, first, end) -> {
            double norm = operation.norm().of(dot(x, x, row, first, end));
            double dot = dot(x, dy, row, first, end) / norm;
            for (int j = first; j < end; j++) {
                dx.set(row, j, (dy.get(row, j) - x.get(row, j) / norm * dot) / norm);
            }
        });
    }

    private static double dot(LoopsRows.Reader x, LoopsRows.Reader y, int row, int first, int end) {
        double sum = 0;
        for (int j = first; j < end; j++) {
            sum += (double) x.get(row, j) * y.get(row, j);
        }
        return sum;
    }

    @Override
    public Kernel softmax(Operation.Softmax operation) {
        LoopsRows.Reader x = in(operation, operation.input());
        LoopsRows.Reader y = out(operation);
        return eachBlock(operation.width(), operation.blocks(), (row, first, end) -> {
            double largest = Double.NEGATIVE_INFINITY;
            for (int j = first; j < end; j++) {
                largest = Math.max(largest, x.get(row, j));
            }
            double sum = 0;
            for (int j = first; j < end; j++) {
                sum += Math.exp(x.get(row, j) - largest);
            }
            for (int j = first; j < end; j++) {
                y.set(row, j, Math.exp(x.get(row, j) - largest) / sum);
            }
        });
    }

    @Override
    public Kernel copySlice(Operation.Slice operation) {
        LoopsRows.Reader x = in(operation, operation.input());
        LoopsRows.Reader y = out(operation);
        return each(row ->
                System.arraycopy(x.array(), x.at(row) + operation.offset(), y.array(), y.at(row), operation.width()));
    }

    @Override
    public Kernel concatenate(Operation.Concatenate operation) {
        LoopsRows.Reader y = out(operation);
        return each(row -> {
            int to = y.at(row);
            for (int part : operation.inputs()) {
                LoopsRows.Reader x = in(operation, part);
                System.arraycopy(x.array(), x.at(row), y.array(), to, width(part));
                to += width(part);
            }
        });
    }

    @Override
    public Kernel loss(Operation.Loss operation) {
        LoopsRows.Reader z = in(operation, operation.input());
        LoopsRows.Reader y = out(operation);
        return each(row -> y.set(row, 0, losses.loss(operation.labelSmoothing(), j -> z.get(row, j), row)));
    }

    @Override
    public Kernel lossAdjoint(Operation.LossAdjoint operation) {
        LoopsRows.Reader z = in(operation, operation.input());
        LoopsRows.Reader dz = out(operation);
        return each(row -> {
            double[] gradient = losses.gradient(operation.labelSmoothing(), j -> z.get(row, j), row);
            for (int j = 0; j < gradient.length; j++) {
                dz.set(row, j, gradient[j]);
            }
        });
    }

    @Override
    public Kernel initialAdjoint(Operation.InitialAdjoint operation) {
        LoopsRows.Reader x = rows.of(operation.input(), Space.STEP);
        return summed(operation, Space.STEP, batch.carried() ? 0 : batch.rows(), x::addTo);
    }
}
