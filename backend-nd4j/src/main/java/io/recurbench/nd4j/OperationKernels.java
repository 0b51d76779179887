package io.recurbench.nd4j;

import io.recurbench.api.program.BlockNorm;
import io.recurbench.api.program.Blocks;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.OutputSpec.LossKind;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
import io.recurbench.backend.Profile;
import io.recurbench.backend.WorkVisitor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Binds the operations of a graph to the arrays of one batch shape, window by window. */
final class OperationKernels implements WorkVisitor<Optional<Kernel>> {
    private final Operations operations;
    private final Program program;
    private final Graph graph;
    private final BatchArrays arrays;
    private final ElementwiseKernels elementwise;
    private final Map<Integer, LossKernels> losses = new HashMap<>();
    private final Optional<Profile> profile;
    private boolean loop;

    OperationKernels(
            Operations operations, Program program, Graph graph, BatchArrays arrays, Optional<Profile> profile) {
        this.profile = profile;
        this.operations = operations;
        this.program = program;
        this.graph = graph;
        this.arrays = arrays;
        this.elementwise = new ElementwiseKernels(operations);
    }

    /** The operations of a stage over all rows, or in a loop over those of a step. */
    List<Kernel> bind(Stage stage, boolean inLoop) {
        loop = inLoop;
        List<Kernel> bound = new ArrayList<>();
        for (int id : stage.operations()) {
            Operation operation = graph.operation(id);
            operation.accept(this).map(kernel -> timed(operation, kernel)).ifPresent(bound::add);
        }
        return bound;
    }

    @Override
    public Optional<Kernel> nothing() {
        return Optional.empty();
    }

    /** The arrays that it binds to. */
    BatchArrays arrays() {
        return arrays;
    }

    private Kernel timed(Operation operation, Kernel kernel) {
        if (profile.isEmpty()) {
            return kernel;
        }
        Profile.Timer timer = profile.get().timer(label(operation));
        return step -> {
            long start = System.nanoTime();
            kernel.run(step);
            timer.add(System.nanoTime() - start);
        };
    }

    private String label(Operation operation) {
        String name = operation instanceof Operation.Elementwise elementwiseOperation
                ? elementwiseOperation.function().name()
                : operation.getClass().getSimpleName();
        int rows = loop
                ? arrays.shape().rows()
                : operation.space().hasBatchRows()
                        ? arrays.shape().positions()
                        : arrays.all(operation.id()).rows();
        return (loop ? "step " : "all  ") + name + " -> " + rows + " x " + operation.width();
    }

    private Region out(Operation operation) {
        return arrays.rows(operation.id(), loop, operation.space());
    }

    private Region in(Operation operation, int id) {
        return arrays.rows(id, loop, operation.space());
    }

    @Override
    public Optional<Kernel> elementwise(Operation.Elementwise operation) {
        List<Region> inputs =
                operation.inputs().stream().map(id -> in(operation, id)).toList();
        return Optional.of(elementwise.of(operation.function(), operation.constant(), out(operation), inputs));
    }

    private RowReader reader(Operation operation, int id) {
        return arrays.reader(id, loop, operation.space());
    }

    @Override
    public Optional<Kernel> vectorMatrix(Operation.VectorMatrix operation) {
        Blocks blocks = operation.blocks();
        boolean transposed = operation.transposed();
        if (graph.operation(operation.matrix()).space() == Space.PARAMETERS) {
            Region vector = in(operation, operation.vector());
            Region matrix = arrays.all(operation.matrix());
            return Optional.of(ProductKernels.shared(out(operation), vector, matrix, blocks, transposed));
        }
        RowReader vector = reader(operation, operation.vector());
        RowReader matrix = reader(operation, operation.matrix());
        return Optional.of(ProductKernels.perRow(out(operation), vector, matrix, blocks, transposed));
    }

    @Override
    public Optional<Kernel> outerProduct(Operation.OuterProduct operation) {
        Blocks blocks = operation.blocks();
        Space source = graph.finestSpace(operation);
        if (!operation.space().coarserThan(source)) {
            RowReader left = reader(operation, operation.left());
            RowReader right = reader(operation, operation.right());
            return Optional.of(ProductKernels.outer(out(operation), left, right, blocks));
        }
        Region out = arrays.all(operation.id());
        if (operation.space() == Space.PARAMETERS) {
            List<Kernel> kernels = new ArrayList<>();
            int count = source.hasBatchRows() ? arrays.shape().positions() : out.rows();
            Region left = arrays.rows(operation.left(), false, source);
            Region right = arrays.rows(operation.right(), false, source);
            count = Math.max(count, Math.max(left.rows(), right.rows()));
            Region lefts = repeated(left, count, "left", kernels);
            Region rights = repeated(right, count, "right", kernels);
            kernels.add(ProductKernels.outerSum(out, lefts, rights, blocks));
            return Optional.of(Kernel.sequence(kernels));
        }
        RowReader left = arrays.reader(operation.left(), false, source);
        RowReader right = arrays.reader(operation.right(), false, source);
        return Optional.of(ProductKernels.outerByToken(out, left, right, arrays.input()::tokens, blocks));
    }

    /** A value of PARAMETERS is one row: written out for as many as the product has. */
    private Region repeated(Region value, int rows, String role, List<Kernel> kernels) {
        if (value.rows() == rows) {
            return value;
        }
        Region all = operations.scratch(role, rows, value.width());
        kernels.add(Blas.copy(all, value));
        return all;
    }

    @Override
    public Optional<Kernel> sumRows(Operation.SumRows operation) {
        Region input = arrays.all(operation.input());
        Region out = arrays.all(operation.id());
        return Optional.of(
                operation.space() == Space.PARAMETERS
                        ? Blas.sumRows(out, input, operations.ones(input.rows()))
                        : Blas.addByToken(out, input, arrays.input()::tokens));
    }

    /** The blocks of rows as rows of their own. */
    private static Region blocks(Region rows, int count) {
        return rows.shaped(rows.rows() * count, rows.width() / count);
    }

    @Override
    public Optional<Kernel> sumColumns(Operation.SumColumns operation) {
        Region x = blocks(in(operation, operation.input()), operation.width());
        return Optional.of(sumColumns(blocks(out(operation), operation.width()), x));
    }

    private Kernel sumColumns(Region out, Region in) {
        return Blas.sumColumns(out, in, operations.ones(in.width()), 1f);
    }

    @Override
    public Optional<Kernel> softmax(Operation.Softmax operation) {
        Region x = blocks(in(operation, operation.input()), operation.blocks());
        return Optional.of(operations.softmax(blocks(out(operation), operation.blocks()), x));
    }

    @Override
    public Optional<Kernel> normalise(Operation.Normalise operation) {
        Region x = blocks(in(operation, operation.input()), operation.norm().blocks());
        Region out = blocks(out(operation), operation.norm().blocks());
        Region norm = operations.scratch("norm", x.rows(), 1);
        List<Kernel> kernels = new ArrayList<>(norm(norm, x, operation.norm()));
        kernels.add(operations.operation("divide", out, x, norm));
        return Optional.of(Kernel.sequence(kernels));
    }

    @Override
    public Optional<Kernel> normaliseAdjoint(Operation.NormaliseAdjoint operation) {
        Region x = blocks(in(operation, operation.input()), operation.norm().blocks());
        Region dy = blocks(in(operation, operation.adjoint()), operation.norm().blocks());
        Region out = blocks(out(operation), operation.norm().blocks());
        Region norm = operations.scratch("norm", x.rows(), 1);
        Region dot = operations.scratch("dot", x.rows(), 1);
        Region unit = operations.scratch("unit", x.rows(), x.width());
        List<Kernel> kernels = new ArrayList<>(norm(norm, x, operation.norm()));
        kernels.add(operations.operation("divide", unit, x, norm));
        kernels.add(operations.operation("multiply", out, unit, dy));
        kernels.add(sumColumns(dot, out));
        kernels.add(operations.operation("multiply", out, unit, dot));
        kernels.add(operations.operation("subtract", out, dy, out));
        kernels.add(operations.operation("divide", out, out, norm));
        return Optional.of(Kernel.sequence(kernels));
    }

    private List<Kernel> norm(Region norm, Region x, BlockNorm rule) {
        Region square = operations.scratch("squares", x.rows(), x.width());
        List<Kernel> kernels = new ArrayList<>();
        kernels.add(operations.operation("multiply", square, x, x));
        kernels.add(sumColumns(norm, square));
        if (rule.epsilon() > 0) {
            kernels.add(operations.operation("add", norm, norm, operations.scalar(rule.epsilon())));
        }
        kernels.add(operations.transform(Transform.SQRT, norm, norm));
        kernels.add(operations.clip(norm, norm, BlockNorm.SMALLEST, Double.POSITIVE_INFINITY));
        return kernels;
    }

    /** An operation of the library reads rows without gaps, so every slice is a copy. */
    @Override
    public Optional<Kernel> slice(Operation.Slice operation) {
        return copySlice(operation);
    }

    @Override
    public Optional<Kernel> copySlice(Operation.Slice operation) {
        Region view = in(operation, operation.input()).columns(operation.offset(), operation.width());
        return Optional.of(Blas.copy(out(operation), view));
    }

    @Override
    public Optional<Kernel> concatenate(Operation.Concatenate operation) {
        Region out = out(operation);
        List<Kernel> kernels = new ArrayList<>();
        int offset = 0;
        for (int id : operation.inputs()) {
            int width = graph.operation(id).width();
            kernels.add(Blas.copy(out.columns(offset, width), in(operation, id)));
            offset += width;
        }
        return Optional.of(Kernel.sequence(kernels));
    }

    private boolean isClasses() {
        return program.output().loss() == LossKind.SOFTMAX_CROSS_ENTROPY;
    }

    @Override
    public Optional<Kernel> loss(Operation.Loss operation) {
        List<Kernel> kernels = new ArrayList<>();
        Region prediction =
                repeated(in(operation, operation.input()), arrays.shape().positions(), "prediction", kernels);
        LossKernels both = new LossKernels(operations, arrays.input(), prediction);
        losses.put(operation.input(), both);
        kernels.add(
                isClasses()
                        ? both.crossEntropy(out(operation), operation.labelSmoothing())
                        : both.squaredError(out(operation)));
        return Optional.of(Kernel.sequence(kernels));
    }

    @Override
    public Optional<Kernel> lossAdjoint(Operation.LossAdjoint operation) {
        LossKernels both = losses.get(operation.input());
        if (both == null) {
            throw new IllegalStateException(operation + " of " + program.name() + " stands before the loss");
        }
        return Optional.of(
                isClasses()
                        ? both.crossEntropyAdjoint(out(operation), operation.labelSmoothing())
                        : both.squaredErrorAdjoint(out(operation), arrays.all(graph.loss())));
    }

    @Override
    public Optional<Kernel> initialAdjoint(Operation.InitialAdjoint operation) {
        Region first = arrays.all(operation.input()).slice(0, arrays.shape().rows());
        Region out = arrays.all(operation.id());
        Kernel sum = Blas.sumRows(out, first, operations.ones(arrays.shape().rows()));
        return Optional.of(step -> {
            if (arrays.input().carried()) {
                out.clear();
            } else {
                sum.run(step);
            }
        });
    }
}
