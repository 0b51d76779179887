package io.recurbench.nd4j;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.OutputSpec.LossKind;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Binds the operations of a graph to the arrays of one batch shape, window by window. */
final class OperationKernels implements Operation.Visitor<Optional<Kernel>> {
    private final Native memory;
    private final Program program;
    private final Graph graph;
    private final BatchArrays arrays;
    private final ElementwiseKernels elementwise;
    private final ProductKernels products;
    private final LossKernels losses;
    private Window window = Window.all(1);

    OperationKernels(Native memory, Program program, Graph graph, BatchArrays arrays) {
        this.memory = memory;
        this.program = program;
        this.graph = graph;
        this.arrays = arrays;
        this.elementwise = new ElementwiseKernels(memory);
        this.products = new ProductKernels(memory);
        this.losses = new LossKernels(memory, elementwise);
    }

    /** The operation over the window's rows; empty if its value is there without any work. */
    Optional<Kernel> bind(Operation operation, Window rows) {
        this.window = rows;
        return operation.accept(this);
    }

    private INDArray out(Operation operation) {
        return arrays.rows(operation.id(), window, operation.space());
    }

    private INDArray in(Operation operation, int id) {
        return arrays.rows(id, window, operation.space());
    }

    /** The space in whose rows an operation that sums over rows reads its input. */
    private Space sourceSpace(int... inputs) {
        Space space = Space.PARAMETERS;
        for (int id : inputs) {
            space = space.join(graph.operation(id).space());
        }
        return space;
    }

    @Override
    public Optional<Kernel> elementwise(Operation.Elementwise operation) {
        List<INDArray> inputs =
                operation.inputs().stream().map(id -> in(operation, id)).toList();
        return Optional.of(elementwise.of(operation.function(), operation.constant(), out(operation), inputs));
    }

    @Override
    public Optional<Kernel> vectorMatrix(Operation.VectorMatrix operation) {
        INDArray vector = in(operation, operation.vector());
        Blocks blocks = new Blocks(operation.blocks(), operation.rows(), operation.columns());
        return Optional.of(
                graph.operation(operation.matrix()).space() == Space.PARAMETERS
                        ? products.shared(
                                out(operation), vector, arrays.all(operation.matrix()), blocks, operation.transposed())
                        : products.perRow(
                                out(operation),
                                vector,
                                in(operation, operation.matrix()),
                                blocks,
                                operation.transposed()));
    }

    @Override
    public Optional<Kernel> outerProduct(Operation.OuterProduct operation) {
        Blocks blocks = new Blocks(operation.blocks(), operation.rows(), operation.columns());
        Space source = sourceSpace(operation.left(), operation.right());
        if (!operation.space().coarserThan(source)) {
            return Optional.of(products.outer(
                    out(operation), in(operation, operation.left()), in(operation, operation.right()), blocks));
        }
        Window all = Window.all(Math.toIntExact(arrays.positions()));
        INDArray left = arrays.rows(operation.left(), all, source);
        INDArray right = arrays.rows(operation.right(), all, source);
        INDArray out = arrays.all(operation.id());
        return Optional.of(
                operation.space() == Space.PARAMETERS
                        ? products.outerSum(out, left, right, blocks)
                        : products.outerByToken(
                                out,
                                left,
                                right,
                                arrays.input().oneHotTokens(),
                                arrays.rows(),
                                arrays.steps(),
                                blocks));
    }

    @Override
    public Optional<Kernel> sumRows(Operation.SumRows operation) {
        INDArray input = arrays.all(operation.input());
        INDArray out = arrays.all(operation.id());
        return Optional.of(
                operation.space() == Space.PARAMETERS
                        ? products.sumRows(out, input)
                        : memory.product(out, arrays.input().oneHotTokens(), true, input, false));
    }

    @Override
    public Optional<Kernel> sumColumns(Operation.SumColumns operation) {
        return Optional.of(products.sumColumns(out(operation), in(operation, operation.input())));
    }

    @Override
    public Optional<Kernel> normalise(Operation.Normalise operation) {
        INDArray x = in(operation, operation.input());
        INDArray norm = memory.scratch("norm", x.size(0), 1);
        List<Kernel> kernels = new ArrayList<>(norm(norm, x));
        kernels.add(memory.operation("divide", out(operation), x, norm));
        return Optional.of(Kernel.sequence(kernels));
    }

    @Override
    public Optional<Kernel> normaliseAdjoint(Operation.NormaliseAdjoint operation) {
        INDArray x = in(operation, operation.input());
        INDArray dy = in(operation, operation.adjoint());
        INDArray norm = memory.scratch("norm", x.size(0), 1);
        INDArray dot = memory.scratch("dot", x.size(0), 1);
        INDArray unit = memory.scratch("unit", x.shape());
        INDArray out = out(operation);
        List<Kernel> kernels = new ArrayList<>(norm(norm, x));
        kernels.add(memory.operation("divide", unit, x, norm));
        kernels.add(memory.operation("multiply", out, unit, dy));
        kernels.add(products.sumColumns(dot, out));
        kernels.add(memory.operation("multiply", out, unit, dot));
        kernels.add(memory.operation("subtract", out, dy, out));
        kernels.add(memory.operation("divide", out, out, norm));
        return Optional.of(Kernel.sequence(kernels));
    }

    private List<Kernel> norm(INDArray norm, INDArray x) {
        INDArray square = memory.scratch("square", x.shape());
        return List.of(
                memory.operation("multiply", square, x, x),
                products.sumColumns(norm, square),
                elementwise.sqrt(norm, norm),
                memory.operation("maximum", norm, norm, memory.scalar(Operation.Normalise.SMALLEST_NORM)));
    }

    @Override
    public Optional<Kernel> slice(Operation.Slice operation) {
        INDArray view = Views.columns(in(operation, operation.input()), operation.offset(), operation.width());
        return Optional.of(copy(out(operation), view));
    }

    @Override
    public Optional<Kernel> concatenate(Operation.Concatenate operation) {
        INDArray out = out(operation);
        List<Kernel> kernels = new ArrayList<>();
        int offset = 0;
        for (int id : operation.inputs()) {
            int width = graph.operation(id).width();
            kernels.add(copy(Views.columns(out, offset, width), in(operation, id)));
            offset += width;
        }
        return Optional.of(Kernel.sequence(kernels));
    }

    /** Copies, repeating a single row for every row. */
    private Kernel copy(INDArray out, INDArray in) {
        return in.size(0) == out.size(0) ? () -> out.assign(in) : memory.operation("assign", out, out, in);
    }

    @Override
    public Optional<Kernel> loss(Operation.Loss operation) {
        INDArray prediction = in(operation, operation.input());
        INDArray targets = arrays.input().targets();
        return Optional.of(
                program.output().loss() == LossKind.SOFTMAX_CROSS_ENTROPY
                        ? losses.crossEntropy(out(operation), prediction, targets)
                        : losses.squaredError(out(operation), prediction, targets));
    }

    @Override
    public Optional<Kernel> lossAdjoint(Operation.LossAdjoint operation) {
        INDArray prediction = in(operation, operation.input());
        BatchInput input = arrays.input();
        return Optional.of(
                program.output().loss() == LossKind.SOFTMAX_CROSS_ENTROPY
                        ? losses.crossEntropyAdjoint(out(operation), prediction, input.targets(), input.weights())
                        : losses.squaredErrorAdjoint(out(operation), prediction, input.targets(), input.weights()));
    }

    @Override
    public Optional<Kernel> initialAdjoint(Operation.InitialAdjoint operation) {
        INDArray first = Views.rows(arrays.all(operation.input()), 0, arrays.rows());
        INDArray out = arrays.all(operation.id());
        Kernel sum = products.sumRows(out, first);
        return Optional.of(() -> {
            if (arrays.input().carried()) {
                out.assign(0f);
            } else {
                sum.run();
            }
        });
    }

    @Override
    public Optional<Kernel> parameter(Operation.ParameterValue operation) {
        return Optional.empty();
    }

    @Override
    public Optional<Kernel> constant(Operation.Constant operation) {
        return Optional.empty();
    }

    @Override
    public Optional<Kernel> oneHot(Operation.OneHot operation) {
        return Optional.empty();
    }

    @Override
    public Optional<Kernel> denseInput(Operation.DenseInput operation) {
        return Optional.empty();
    }

    @Override
    public Optional<Kernel> state(Operation.StateValue operation) {
        return Optional.empty();
    }

    @Override
    public Optional<Kernel> carriedAdjoint(Operation.CarriedAdjoint operation) {
        return Optional.empty();
    }

    @Override
    public Optional<Kernel> tokenRows(Operation.TokenRows operation) {
        return Optional.empty();
    }

    @Override
    public Optional<Kernel> flatten(Operation.Flatten operation) {
        return Optional.empty();
    }
}
