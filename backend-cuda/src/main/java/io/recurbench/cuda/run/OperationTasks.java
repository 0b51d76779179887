package io.recurbench.cuda.run;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Space;
import io.recurbench.backend.WorkVisitor;
import io.recurbench.cuda.compile.Chain;
import io.recurbench.cuda.compile.Fusion;
import io.recurbench.cuda.driver.Arguments;
import io.recurbench.cuda.driver.Launch;
import io.recurbench.cuda.driver.Operand;
import io.recurbench.cuda.driver.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns operations and chains into launches over the places of one size of batch. */
final class OperationTasks implements WorkVisitor<List<Task>> {
    private final OutputSpec output;
    private final Graph graph;
    private final Kernels kernels;
    private final Tables tables;
    private final BatchValues values;
    private final long scratch;
    private final ProductTasks products;
    private final RowTasks rowTasks;
    private Window window = Window.all(1);

    /**
     * @param scratch the address of {@link #scratchNumbers} numbers
     */
    OperationTasks(Kernels kernels, Tables tables, BatchValues values, long scratch) {
        this.output = tables.program().output();
        this.graph = tables.graph();
        this.kernels = kernels;
        this.tables = tables;
        this.values = values;
        this.scratch = scratch;
        this.products = new ProductTasks(kernels);
        this.rowTasks = new RowTasks(kernels);
    }

    /** Numbers of the largest set of partial sums of a graph. */
    static long scratchNumbers(Tables tables, int positions) {
        Graph graph = tables.graph();
        long largest = 0;
        for (Operation operation : graph.operations()) {
            if (operation instanceof Operation.OuterProduct outer && outer.space() == Space.PARAMETERS) {
                Space source = graph.finestSpace(outer);
                int rows = source.hasBatchRows() ? positions : tables.rows(source);
                int splits = ProductTasks.splits(rows, outer.blocks());
                largest = Math.max(largest, splits == 1 ? 0 : (long) splits * outer.width());
            }
        }
        return largest;
    }

    /** What runs the item over the window's rows. */
    List<Task> of(Fusion.Item item, Window rows) {
        this.window = rows;
        Operation operation = item.operation();
        Chain chain = item.chain();
        if (operation != null) {
            return operation.accept(this);
        }
        return chain == null ? List.of() : List.of(chain(chain));
    }

    private Task chain(Chain chain) {
        Arguments arguments = new Arguments();
        chain.inputs().forEach(id -> arguments.operand(values.operand(id, chain.space(), window)));
        chain.outputs()
                .forEach(id -> arguments.address(
                        values.operand(id, chain.space(), window).address()));
        chain.outputs()
                .forEach(id -> arguments.large(
                        values.operand(id, chain.space(), window).stride()));
        int count = Math.multiplyExact(window.rows(), chain.width());
        arguments.address(values.tokens(chain.space(), window)).integer(count).integer(chain.width());
        chain.constants(graph).forEach(arguments::real);
        return new Launch(kernels.chain(chain), Launch.Grid.of(Launch.Grid.ceil(count, 256)), 256, arguments);
    }

    private Operand out(Operation operation) {
        return in(operation, operation.id());
    }

    private Operand in(Operation operation, int id) {
        return values.operand(id, operation.space(), window);
    }

    private long tokens(Operation operation) {
        return values.tokens(operation.space(), window);
    }

    private ProductTasks.Product product(Operation operation, int left, int right) {
        return new ProductTasks.Product(
                in(operation, left), in(operation, right), out(operation), tokens(operation), window.rows());
    }

    @Override
    public List<Task> nothing() {
        return List.of();
    }

    @Override
    public List<Task> elementwise(Operation.Elementwise operation) {
        throw new IllegalStateException("element-wise operations run in chains");
    }

    @Override
    public List<Task> vectorMatrix(Operation.VectorMatrix operation) {
        ProductTasks.Product product = product(operation, operation.vector(), operation.matrix());
        boolean shared = graph.operation(operation.matrix()).space() == Space.PARAMETERS;
        return List.of(
                shared
                        ? products.shared(product, operation.blocks(), operation.transposed())
                        : products.perRow(product, operation.blocks(), operation.transposed()));
    }

    @Override
    public List<Task> outerProduct(Operation.OuterProduct operation) {
        Space source = graph.finestSpace(operation);
        if (!operation.space().coarserThan(source)) {
            return List.of(
                    products.outerRows(product(operation, operation.left(), operation.right()), operation.blocks()));
        }
        Window all = Window.all(rows(source));
        Operand out = tables.sum(operation);
        ProductTasks.Product product = new ProductTasks.Product(
                values.operand(operation.left(), source, all),
                values.operand(operation.right(), source, all),
                out,
                values.tokens(source, all),
                all.rows());
        if (operation.space() == Space.VOCABULARY) {
            return List.of(products.outerSum(product, operation.blocks(), byToken()));
        }
        Optional<Task> gemm = products.outerGemm(product, operation.blocks());
        if (gemm.isPresent()) {
            return List.of(gemm.get());
        }
        int splits = ProductTasks.splits(all.rows(), operation.blocks());
        ProductTasks.Groups parts = ProductTasks.parts(all.rows(), splits);
        if (splits == 1) {
            return List.of(products.outerSum(product, operation.blocks(), parts));
        }
        Operand partial = new Operand(scratch, operation.width(), 1, false);
        return List.of(
                products.outerSum(
                        new ProductTasks.Product(
                                product.left(), product.right(), partial, product.tokens(), product.rows()),
                        operation.blocks(),
                        parts),
                rowTasks.sumPartials(out, partial, splits, operation.width()));
    }

    private int rows(Space space) {
        return space.hasBatchRows() ? values.shape().positions() : tables.rows(space);
    }

    private ProductTasks.Groups byToken() {
        return new ProductTasks.Groups(values.input().order(), values.input().starts(), tables.vocabulary(), 0);
    }

    @Override
    public List<Task> sumRows(Operation.SumRows operation) {
        Space source = graph.operation(operation.input()).space();
        Window all = Window.all(rows(source));
        Operand in = values.operand(operation.input(), source, all);
        Operand out = tables.sum(operation);
        long tokens = values.tokens(source, all);
        return List.of(
                operation.space() == Space.PARAMETERS
                        ? rowTasks.sumRows(out, in, tokens, all.rows(), operation.width(), 0)
                        : rowTasks.sumByToken(out, in, tokens, byToken(), all.rows(), operation.width()));
    }

    @Override
    public List<Task> initialAdjoint(Operation.InitialAdjoint operation) {
        Operand in = values.operand(
                operation.input(), Space.STEP, new Window(0, values.shape().rows()));
        Operand out = tables.sum(operation);
        return List.of(rowTasks.sumRows(
                out,
                in,
                values.input().tokens(),
                values.shape().rows(),
                operation.width(),
                values.input().carried()));
    }

    @Override
    public List<Task> sumColumns(Operation.SumColumns operation) {
        int width = graph.operation(operation.input()).width();
        return perRow("sum_columns", operation, operation.input(), Operand.NONE, width);
    }

    @Override
    public List<Task> normalise(Operation.Normalise operation) {
        return perRow("normalise", operation, operation.input(), Operand.NONE, operation.width());
    }

    @Override
    public List<Task> normaliseAdjoint(Operation.NormaliseAdjoint operation) {
        Operand adjoint = in(operation, operation.adjoint());
        return perRow("normalise_adjoint", operation, operation.input(), adjoint, operation.width());
    }

    private List<Task> perRow(String kernel, Operation operation, int input, Operand other, int width) {
        return List.of(rowTasks.perRow(
                kernel, in(operation, input), other, out(operation), tokens(operation), window.rows(), width));
    }

    @Override
    public List<Task> copySlice(Operation.Slice operation) {
        Operand in = in(operation, operation.input()).from(operation.offset());
        return List.of(rowTasks.copy(out(operation), in, tokens(operation), window.rows(), operation.width()));
    }

    @Override
    public List<Task> concatenate(Operation.Concatenate operation) {
        List<Task> tasks = new ArrayList<>();
        int offset = 0;
        for (int id : operation.inputs()) {
            int width = graph.operation(id).width();
            tasks.add(rowTasks.copy(
                    out(operation).from(offset), in(operation, id), tokens(operation), window.rows(), width));
            offset += width;
        }
        return tasks;
    }

    @Override
    public List<Task> loss(Operation.Loss operation) {
        return List.of(rowTasks.loss(
                output.smoothed(operation.labelSmoothing()),
                out(operation),
                in(operation, operation.input()),
                values.input(),
                window.rows()));
    }

    @Override
    public List<Task> lossAdjoint(Operation.LossAdjoint operation) {
        return List.of(rowTasks.lossAdjoint(
                output.smoothed(operation.labelSmoothing()),
                out(operation),
                in(operation, operation.input()),
                values.input(),
                window.rows()));
    }

    @Override
    public List<Task> constant(Operation.Constant operation) {
        return List.of();
    }

    @Override
    public List<Task> oneHot(Operation.OneHot operation) {
        return List.of();
    }
}
