package com.example.pytorch;

import static com.example.pytorch.Axis.ONE;
import static com.example.pytorch.Axis.ROWS;

import io.recurbench.api.program.Blocks;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import io.recurbench.backend.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Products with matrices and sums of outer products. Rows that share a matrix are one product; rows whose matrix is their
 * token's are brought together by token, so that there is one product for each token of the batch. In a loop a step has few
 * rows of a token: there each row gets a copy of its matrix.
 */
final class ProductScript {
    private final Operands operands;
    private final Script script;
    private final Map<Integer, Place> matricesOfStep = new HashMap<>();

    ProductScript(Operands operands) {
        this.operands = operands;
        this.script = operands.script();
    }

    void vectorMatrix(Operation.VectorMatrix operation) {
        Space space = operands.graph().operation(operation.matrix()).space();
        Product product = new Product(operation);
        if (space == Space.PARAMETERS) {
            withShared(product);
        } else if (space == Space.VOCABULARY && operation.space().hasBatchRows()) {
            if (operands.inLoop()) {
                withTokens(product);
            } else {
                byToken(product);
            }
        } else {
            withOwn(product, operands.read(operation.space(), operation.matrix(), product.matrices(ROWS)));
        }
    }

    private void withShared(Product product) {
        Operation.VectorMatrix operation = product.operation;
        if (product.count() == 1) {
            withOne(product);
        } else {
            script.call("torch.bmm("
                    + operands.read(operation.space(), operation.vector(), product.blocks(product.from()))
                    + ", " + operands.read(operation.space(), operation.matrix(), product.matrices())
                    + ", out=" + operands.write(operation, product.blocks(product.to())) + ")");
        }
    }

    private void withOne(Product product) {
        Operation.VectorMatrix operation = product.operation;
        String vectors = operands.read(operation, operation.vector());
        String matrix = operands.read(operation.space(), operation.matrix(), product.matrices());
        String result = operands.write(operation);
        String byMkl = "torch.mm(" + vectors + ", " + matrix + ", out=" + result + ")";
        if (operation.space().hasBatchRows() && operands.onednnFrom() < Long.MAX_VALUE) {
            String rows = operands.inLoop() ? "B" : Values.positions(script);
            String large = "torch.ge(" + rows + " * " + operation.blocks().size() + ", " + operands.onednnFrom() + ")";
            String weights = script.once("torch.contiguous(torch.t(" + matrix + "))");
            script.block(
                    "if " + script.once(large) + ":",
                    () -> script.call("torch.copy_(" + result
                            + ", ops.mkldnn._linear_pointwise(" + vectors + ", " + weights
                            + ", None, \"none\", annotate(List[Optional[number]], []), None))"));
            script.block("else:", () -> script.call(byMkl));
        } else {
            script.call(byMkl);
        }
    }

    private void withOwn(Product product, String matrices) {
        Operation.VectorMatrix operation = product.operation;
        script.call((product.count() == 1 ? "torch.bmm(" : "torch.matmul(")
                + operands.read(operation.space(), operation.vector(), product.rowVectors(product.from())) + ", "
                + matrices + ", out=" + operands.write(operation, product.rowVectors(product.to())) + ")");
    }

    /** A matrix that is used twice in a step is copied once. */
    private void withTokens(Product product) {
        int id = product.operation.matrix();
        Values values = operands.values();
        Values.Reader step = new Values.Reader(Space.STEP, true);
        int width = operands.width(id);
        Place place = matricesOfStep.get(id);
        if (place == null) {
            place = values.room(width, true);
            matricesOfStep.put(id, place);
            script.call("torch.index_select(" + values.table(script, id, ROWS, Axis.columns(width)) + ", 0, "
                    + script.once("torch.unbind(torch.as_strided(tokens, [T, B], [B, 1], 0))") + "[t], out="
                    + values.view(script, place, 0, false, step, ROWS, Axis.columns(width)) + ")");
        }
        withOwn(product, values.view(script, place, 0, false, step, product.matrices(ROWS)));
    }

    private void byToken(Product product) {
        Operation.VectorMatrix operation = product.operation;
        String vectors = sorted(operation.space(), operation.vector());
        String tables = operands.values().table(script, operation.matrix(), product.matrices(ROWS));
        String results =
                script.let("torch.empty([" + Values.positions(script) + ", " + operation.width() + "], dtype=6)");
        forEachToken(() -> script.call(product(product.count())
                + part(vectors, product.count(), product.from()) + ", torch.select(" + tables + ", 0, present[g]), out="
                + part(results, product.count(), product.to()) + ")"));
        script.call("torch.index_copy_(" + operands.write(operation) + ", 0, " + order() + ", " + results + ")");
    }

    void outerProduct(Operation.OuterProduct operation) {
        Space source = operands.graph().finestSpace(operation);
        if (!operation.space().coarserThan(source)) {
            outerOfRows(operation);
        } else if (operation.space() == Space.PARAMETERS) {
            outerSum(operation, source);
        } else {
            outerByToken(operation, source);
        }
    }

    private void outerOfRows(Operation.OuterProduct operation) {
        Blocks blocks = operation.blocks();
        int r = blocks.rows();
        int c = blocks.columns();
        script.call("torch.mul("
                + operands.read(
                        operation.space(), operation.left(), ROWS, Axis.of(blocks.count(), r), Axis.columns(r), ONE)
                + ", "
                + operands.read(
                        operation.space(), operation.right(), ROWS, Axis.of(blocks.count(), c), ONE, Axis.columns(c))
                + ", out="
                + operands.write(operation, ROWS, Axis.of(blocks.count(), (long) r * c), Axis.of(r, c), Axis.columns(c))
                + ")");
    }

    private void outerSum(Operation.OuterProduct operation, Space source) {
        Blocks blocks = operation.blocks();
        int r = blocks.rows();
        int c = blocks.columns();
        Axis count = Axis.of(blocks.count(), (long) r * c);
        script.call(
                blocks.count() == 1
                        ? "torch.mm(" + operands.read(source, operation.left(), Axis.columns(r), ROWS) + ", "
                                + operands.read(source, operation.right()) + ", out="
                                + operands.write(operation, Axis.of(r, c), Axis.columns(c)) + ")"
                        : "torch.bmm("
                                + operands.read(
                                        source, operation.left(), Axis.of(blocks.count(), r), Axis.columns(r), ROWS)
                                + ", "
                                + operands.read(
                                        source, operation.right(), Axis.of(blocks.count(), c), ROWS, Axis.columns(c))
                                + ", out=" + operands.write(operation, count, Axis.of(r, c), Axis.columns(c)) + ")");
    }

    private void outerByToken(Operation.OuterProduct operation, Space source) {
        Blocks blocks = operation.blocks();
        int r = blocks.rows();
        int c = blocks.columns();
        String left = sorted(source, operation.left());
        String right = sorted(source, operation.right());
        Axis[] matrices = blocks.count() == 1
                ? new Axis[] {ROWS, Axis.of(r, c), Axis.columns(c)}
                : new Axis[] {ROWS, Axis.of(blocks.count(), (long) r * c), Axis.of(r, c), Axis.columns(c)};
        String sums = operands.write(operation, matrices);
        script.call("torch.zero_(" + sums + ")");
        int last = blocks.count() == 1 ? 1 : 2;
        forEachToken(() -> script.call(product(blocks.count()) + "torch.transpose("
                + part(left, blocks.count(), r) + ", " + (last - 1) + ", " + last + "), "
                + part(right, blocks.count(), c) + ", out=torch.select(" + sums + ", 0, present[g]))"));
    }

    private static String product(int blocks) {
        return blocks == 1 ? "torch.mm(" : "torch.bmm(";
    }

    /** The rows of a value in the order of their tokens. */
    private String sorted(Space source, int id) {
        return script.let("torch.index_select(" + operands.read(source, id) + ", 0, " + order() + ")");
    }

    private String order() {
        return script.once("torch.narrow(order, 0, 0, " + Values.positions(script) + ")");
    }

    private void forEachToken(Runnable body) {
        script.block("for g in range(torch.len(present)):", () -> {
            script.line("first = starts[g]");
            script.line("count = starts[g + 1] - first");
            body.run();
        });
    }

    /** The rows of a token among sorted ones, {@code [count][width]} or {@code [blocks][count][width]}. */
    private static String part(String sorted, int blocks, int width) {
        String rows = "torch.narrow(" + sorted + ", 0, first, count)";
        return blocks == 1
                ? rows
                : "torch.transpose(torch.view(" + rows + ", [count, " + blocks + ", " + width + "]), 0, 1)";
    }

    /** The sizes of a product. */
    private record Product(Operation.VectorMatrix operation) {
        int count() {
            return operation.blocks().count();
        }

        /** Numbers of a block that are read. */
        int from() {
            return operation.blocks().inputWidth(operation.transposed()) / count();
        }

        /** Numbers of a block that are written. */
        int to() {
            return operation.width() / count();
        }

        /** The axes of the matrices: of those in front, of the blocks if there are some, of what is read, of what is written. */
        Axis[] matrices(Axis... front) {
            Blocks blocks = operation.blocks();
            List<Axis> axes = new ArrayList<>(List.of(front));
            if (count() > 1) {
                axes.add(Axis.of(count(), (long) blocks.rows() * blocks.columns()));
            }
            Axis rows = Axis.of(blocks.rows(), blocks.columns());
            Axis columns = Axis.columns(blocks.columns());
            axes.add(operation.transposed() ? columns : rows);
            axes.add(operation.transposed() ? rows : columns);
            return axes.toArray(Axis[]::new);
        }

        /** {@code [blocks][rows][width]}. */
        Axis[] blocks(int width) {
            return new Axis[] {Axis.of(count(), width), ROWS, Axis.columns(width)};
        }

        /** {@code [rows][1][width]} or {@code [rows][blocks][1][width]}. */
        Axis[] rowVectors(int width) {
            return count() == 1
                    ? new Axis[] {ROWS, ONE, Axis.columns(width)}
                    : new Axis[] {ROWS, Axis.of(count(), width), ONE, Axis.columns(width)};
        }
    }
}
