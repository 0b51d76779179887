package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Space;
import io.recurbench.backend.Profile;
import io.recurbench.cpu.kernel.Operand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes one thread's instructions for tables and for sums over rows, in levels: the instructions of a level do not read
 * each other's results.
 */
final class TableLowering {
    /** How finely the gradients of matrices are cut: the last part to end keeps the other threads waiting. */
    private static final double PARTS_PER_THREAD = 3;

    /** Rows of a batch, where the cost of sums over them is compared with that of sums over a table. */
    private static final int TYPICAL_ROWS = 2048;

    private final Binding binding;
    private final Groupings groupings;
    private final Optional<Profile> profile;
    private final List<List<TableInstruction>> levels = new ArrayList<>();
    private final Map<Integer, Integer> levelOf = new HashMap<>();
    private double outerWork;

    TableLowering(Binding binding, Optional<Profile> profile) {
        this.binding = binding;
        this.profile = profile;
        this.groupings = binding.context.groupings;
    }

    /** The tables that depend on parameters alone, and the matrices packed from them. */
    TableInstruction[][] prepare() {
        binding.plan.schedule().prepare().forEach(this::add);
        for (Packing.Matrix matrix : binding.packing.all()) {
            add(level(matrix.value) + 1, new PackMatrix(binding.kernels(), matrix), "pack v" + matrix.value);
        }
        return result();
    }

    /** The sums over rows and what follows from them, up to the flat gradient. */
    TableInstruction[][] reduce() {
        for (int id : binding.plan.schedule().reduce()) {
            if (binding.operation(id) instanceof Operation.OuterProduct product) {
                outerWork += work(product);
            }
        }
        binding.plan.schedule().reduce().forEach(this::add);
        for (int parameter : binding.plan.copiedGradients()) {
            int id = binding.plan.graph().gradients().get(parameter);
            Parameter target = binding.plan.program().parameters().get(parameter);
            Operand from = binding.table(id, Space.PARAMETERS, target.size());
            Operand to = Operand.rows(binding.memory.of(binding.plan.gradient()), target.offset(), 0);
            add(level(id) + 1, TableElements.copy(binding.kernels(), 1, target.size(), from, to), "copy v" + id);
        }
        return result();
    }

    private TableInstruction[][] result() {
        return levels.stream()
                .map(level -> level.toArray(new TableInstruction[0]))
                .toArray(TableInstruction[][]::new);
    }

    private void add(int level, TableInstruction instruction, String label) {
        while (levels.size() <= level) {
            levels.add(new ArrayList<>());
        }
        levels.get(level).add(Timed.of(profile, label, instruction));
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
        for (List<TableInstruction> instructions : levels(operation)) {
            level++;
            for (TableInstruction instruction : instructions) {
                add(level, instruction, "v" + id + " " + Labels.of(operation));
            }
        }
        levelOf.put(id, level);
    }

    private List<List<TableInstruction>> levels(Operation operation) {
        if (operation instanceof Operation.VectorMatrix product && TableMatrixProduct.serves(binding, product)) {
            return TableMatrixProduct.of(binding, product);
        }
        List<TableInstruction> instructions = instructions(operation);
        return instructions.isEmpty() ? List.of() : List.of(instructions);
    }

    private List<TableInstruction> instructions(Operation operation) {
        if (operation instanceof Operation.Elementwise elementwise) {
            return List.of(TableElements.of(binding, elementwise));
        }
        if (operation instanceof Operation.VectorMatrix product) {
            return List.of(new TableProduct(binding, product));
        }
        if (operation instanceof Operation.OuterProduct product) {
            return List.of(outerProduct(product));
        }
        if (operation instanceof Operation.SumRows sum) {
            return List.of(
                    sum.space() == Space.VOCABULARY
                            ? new SumByToken(binding, groupings, sum)
                            : new SumOverRows(binding, sum));
        }
        if (operation instanceof Operation.InitialAdjoint adjoint) {
            return List.of(new InitialSum(binding, adjoint));
        }
        if (operation instanceof Operation.SumColumns sum) {
            return List.of(TableRows.of(binding, sum));
        }
        if (operation instanceof Operation.Normalise normalise) {
            return List.of(TableRows.of(binding, normalise));
        }
        if (operation instanceof Operation.NormaliseAdjoint adjoint) {
            return List.of(TableRows.of(binding, adjoint));
        }
        if (operation instanceof Operation.Concatenate row) {
            return parts(row);
        }
        if (operation instanceof Operation.Flatten flatten && binding.plan.isStored(flatten.id())) {
            return List.of(flatten(flatten));
        }
        return List.of();
    }

    private TableInstruction outerProduct(Operation.OuterProduct product) {
        Space from = binding.operation(product.left())
                .space()
                .join(binding.operation(product.right()).space());
        if (!product.space().coarserThan(from)) {
            return TableRows.of(binding, product);
        }
        double share = outerWork / (PARTS_PER_THREAD * binding.context.threads * work(product));
        return product.space() == Space.VOCABULARY
                ? new OuterByToken(binding, groupings, product)
                : new OuterSum(binding, product, share);
    }

    private double work(Operation.OuterProduct product) {
        boolean batch = binding.operation(product.left()).space().hasBatchRows()
                || binding.operation(product.right()).space().hasBatchRows();
        return (double) product.width() * (batch ? TYPICAL_ROWS : binding.vocabulary());
    }

    private List<TableInstruction> parts(Operation.Concatenate row) {
        List<TableInstruction> parts = new ArrayList<>();
        int rows = binding.tableRows(row.space());
        int offset = 0;
        for (int part : row.inputs()) {
            int width = binding.operation(part).width();
            Operand from = binding.table(part, row.space(), width);
            Operand to = binding.table(row.id(), row.space(), row.width());
            to.at(to.offset() + offset);
            parts.add(TableElements.copy(binding.kernels(), rows, width, from, to));
            offset += width;
        }
        return parts;
    }

    private TableInstruction flatten(Operation.Flatten flatten) {
        int width = binding.operation(flatten.input()).width();
        Operand from = binding.table(flatten.input(), Space.VOCABULARY, width);
        Operand row = binding.table(flatten.id(), Space.PARAMETERS, flatten.width());
        Operand to = Operand.rows(row.array(), row.offset(), width);
        return TableElements.copy(binding.kernels(), binding.vocabulary(), width, from, to);
    }
}
