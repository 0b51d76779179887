package io.recurbench.cuda.run;

import io.recurbench.api.program.BlockNorm;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
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

    /** What runs a stage over the window's rows. */
    List<Task> of(Stage stage, Window rows) {
        return tables.fusion().items(stage).stream()
                .flatMap(item -> of(item, rows).stream())
                .toList();
    }

    /** What runs a stage whose results have no rows of the batch: each over all rows of its space. */
    List<Task> ofTables(Stage stage) {
        return tables.fusion().items(stage).stream()
                .flatMap(item -> of(item, Window.all(tables.rows(item.space()))).stream())
                .toList();
    }

    private List<Task> of(Fusion.Item item, Window rows) {
        this.window = rows;
        if (item instanceof Fusion.Single single) {
            return single.operation().accept(this);
        }
        return List.of(chain((Chain) item));
    }

    private Task chain(Chain chain) {
        Arguments arguments = new Arguments();
        for (int id : chain.inputs()) {
            Operation input = graph.operation(id);
            Operand operand = values.operand(id, chain.space(), window);
            arguments.operand(chain.isOfBlocks(input) ? operand.ofBlocks(chain.width() / input.width()) : operand);
        }
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

    private RowWork work(Operation operation, int left, int right) {
        return new RowWork(in(operation, left), in(operation, right), out(operation), tokens(operation), window.rows());
    }

    private RowWork work(Operand in, Operation operation, Operand out) {
        return new RowWork(in, out, tokens(operation), window.rows());
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
        RowWork product = work(operation, operation.vector(), operation.matrix());
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
                    products.outerRows(work(operation, operation.left(), operation.right()), operation.blocks()));
        }
        Window all = Window.all(rows(source));
        Operand out = tables.sum(operation);
        RowWork product = new RowWork(
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
        RowWork summed = new RowWork(product.left(), product.right(), partial, product.tokens(), product.rows());
        return List.of(
                products.outerSum(summed, operation.blocks(), parts),
                rowTasks.sumPartials(new RowWork(partial, out, 0, splits), operation.width()));
    }

    private int rows(Space space) {
        return space.hasBatchRows() ? values.shape().positions() : tables.rows(space);
    }

    private ProductTasks.Groups byToken() {
        return new ProductTasks.Groups(
                values.input().order(),
                values.input().starts(),
                tables.program().vocabulary(),
                0);
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
        BlockNorm blocks = new BlockNorm(operation.width(), 0);
        return perBlock(
                "sum_columns", operation, work(in(operation, operation.input()), operation, out(operation)), blocks);
    }

    @Override
    public List<Task> softmax(Operation.Softmax operation) {
        BlockNorm blocks = new BlockNorm(operation.blocks(), 0);
        return perBlock(
                "softmax", operation, work(in(operation, operation.input()), operation, out(operation)), blocks);
    }

    @Override
    public List<Task> normalise(Operation.Normalise operation) {
        return perBlock(
                "normalise",
                operation,
                work(in(operation, operation.input()), operation, out(operation)),
                operation.norm());
    }

    @Override
    public List<Task> normaliseAdjoint(Operation.NormaliseAdjoint operation) {
        RowWork both = work(operation, operation.input(), operation.adjoint());
        return perBlock("normalise_adjoint", operation, both, operation.norm());
    }

    private List<Task> perBlock(String kernel, Operation operation, RowWork work, BlockNorm norm) {
        int width = graph.operation(operation.inputs().get(0)).width() / norm.blocks();
        return List.of(rowTasks.perBlock(kernel, work, width, norm));
    }

    @Override
    public List<Task> copySlice(Operation.Slice operation) {
        Operand in = in(operation, operation.input()).from(operation.offset());
        return List.of(rowTasks.copy(work(in, operation, out(operation)), operation.width()));
    }

    @Override
    public List<Task> concatenate(Operation.Concatenate operation) {
        List<Task> tasks = new ArrayList<>();
        int offset = 0;
        for (int id : operation.inputs()) {
            int width = graph.operation(id).width();
            Operand part = out(operation).from(offset);
            tasks.add(rowTasks.copy(work(in(operation, id), operation, part), width));
            offset += width;
        }
        return tasks;
    }

    @Override
    public List<Task> loss(Operation.Loss operation) {
        OutputSpec smoothed = output.smoothed(operation.labelSmoothing());
        Operand prediction = in(operation, operation.input());
        return List.of(rowTasks.loss(smoothed, out(operation), prediction, values.input(), window.rows()));
    }

    @Override
    public List<Task> lossAdjoint(Operation.LossAdjoint operation) {
        OutputSpec smoothed = output.smoothed(operation.labelSmoothing());
        Operand prediction = in(operation, operation.input());
        return List.of(rowTasks.lossAdjoint(smoothed, out(operation), prediction, values.input(), window.rows()));
    }
}
