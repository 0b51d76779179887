package io.recurbench.cpu.exec;

import io.recurbench.api.program.GraphCost;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Space;
import io.recurbench.cpu.plan.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes one thread's instructions for tables and for sums over rows, in levels: the instructions of a level do not read
 * each other's results.
 */
final class SharedLowering {
    /** How finely the gradients of matrices are cut: the last part to end keeps the other threads waiting. */
    private static final double PARTS_PER_THREAD = 3;

    /** Rows of a batch, where the cost of sums over them is compared with that of sums over a table. */
    private static final int TYPICAL_ROWS = 2048;

    /** Rows of a part of a product of a table with small matrices. */
    private static final int PRODUCT_ROWS = 16;

    private final Binding binding;
    private final Lowering lowering;
    private final GraphCost cost;
    private final List<List<Instruction>> levels = new ArrayList<>();
    private final Map<Integer, Integer> levelOf = new HashMap<>();
    private double outerWork;

    SharedLowering(Binding binding, Lowering lowering) {
        this.binding = binding;
        this.lowering = lowering;
        this.cost = new GraphCost(binding.plan.program(), binding.plan.graph(), TYPICAL_ROWS);
    }

    /** The tables that depend on parameters alone, and the matrices packed from them. */
    Instruction[][] prepare() {
        binding.plan.schedule().prepare().forEach(this::add);
        binding.packing.forEach(
                binding.kernels().matrix(), (id, packing) -> add(level(id) + 1, packing, "pack v" + id));
        return result();
    }

    /** The sums over rows and what follows from them, up to the flat gradient. */
    Instruction[][] reduce() {
        for (int id : binding.plan.schedule().reduce()) {
            if (binding.operation(id) instanceof Operation.OuterProduct product) {
                outerWork += cost.productOperations(product);
            }
        }
        binding.plan.schedule().reduce().forEach(this::add);
        for (int parameter : binding.plan.copiedGradients()) {
            int id = binding.plan.graph().gradients().get(parameter);
            Parameter target = binding.plan.program().parameters().get(parameter);
            Cursor to = binding.at(binding.plan.gradient(target), 1);
            Instruction copy = copy(binding.operation(id), binding.numbers(id), to, target.size());
            add(level(id) + 1, copy, "copy v" + id);
        }
        return result();
    }

    private Instruction[][] result() {
        return levels.stream().map(level -> level.toArray(new Instruction[0])).toArray(Instruction[][]::new);
    }

    private void add(int level, Instruction instruction, String label) {
        while (levels.size() <= level) {
            levels.add(new ArrayList<>());
        }
        levels.get(level).add(lowering.timed(label, instruction));
    }

    private int level(int id) {
        return levelOf.getOrDefault(id, -1);
    }

    private void add(int id) {
        Operation operation = binding.operation(id);
        int level = -1;
        for (int input : operation.inputs()) {
            level = Math.max(level, level(input));
        }
        for (List<Instruction> instructions : levels(operation)) {
            level++;
            for (Instruction instruction : instructions) {
                add(level, instruction, Timed.label(operation));
            }
        }
        levelOf.put(id, level);
    }

    private List<List<Instruction>> levels(Operation operation) {
        if (operation instanceof Operation.VectorMatrix product && TableMatrixProduct.serves(binding, product)) {
            return TableMatrixProduct.of(binding, product);
        }
        List<Instruction> instructions = instructions(operation);
        return instructions.isEmpty() ? List.of() : List.of(instructions);
    }

    private List<Instruction> instructions(Operation operation) {
        if (operation instanceof Operation.SumRows || operation instanceof Operation.InitialAdjoint) {
            return List.of(new SumOfRows(binding, (Operation.Unary) operation));
        }
        if (operation instanceof Operation.OuterProduct product
                && product.space().coarserThan(binding.plan.graph().finestSpace(product))) {
            double share = outerWork / (PARTS_PER_THREAD * binding.context.threads * cost.productOperations(product));
            return List.of(new SumOfOuterProducts(binding, product, share));
        }
        if (operation instanceof Operation.Elementwise function && ElementOperation.isOfNumbers(binding, function)) {
            RowOperation numbers = ElementOperation.ofNumbers(binding, function);
            return List.of(new TableRows(numbers, function.width(), Instruction.PART));
        }
        if (operation instanceof Operation.Concatenate row) {
            return parts(row);
        }
        if (!binding.plan.isStored(operation.id()) || operation instanceof Operation.Leaf) {
            return List.of();
        }
        if (operation instanceof Operation.Flatten flatten) {
            return List.of(flatten(flatten));
        }
        int partRows = operation instanceof Operation.VectorMatrix ? PRODUCT_ROWS : Instruction.PART / width(operation);
        RowOperation rows = lowering.operation(Item.of(operation));
        return List.of(new TableRows(rows, binding.tableRows(operation.space()), partRows));
    }

    /** The numbers of a row that an operation goes through. */
    private int width(Operation operation) {
        return operation instanceof Operation.SumColumns sum
                ? binding.operation(sum.input()).width()
                : operation.width();
    }

    private List<Instruction> parts(Operation.Concatenate row) {
        List<Instruction> parts = new ArrayList<>();
        int offset = 0;
        for (int part : row.inputs()) {
            Cursor from = binding.read(part, row.space());
            int width = from.operand.width();
            Cursor to = binding.columns(row.id(), row.space(), offset, width);
            parts.add(copy(row, from, to, binding.tableRows(row.space())));
            offset += width;
        }
        return parts;
    }

    private Instruction flatten(Operation.Flatten flatten) {
        Cursor from = binding.read(flatten.input(), Space.VOCABULARY);
        int width = from.operand.width();
        Cursor to = binding.at(binding.plan.place(flatten.id()).reshaped(width), width);
        return copy(flatten, from, to, binding.tableRows(Space.VOCABULARY));
    }

    private Instruction copy(Operation value, Cursor from, Cursor to, int rows) {
        RowOperation copy = ElementOperation.copy(binding, Item.of(value), from, to);
        return new TableRows(copy, rows, Instruction.PART / to.operand.width());
    }
}
