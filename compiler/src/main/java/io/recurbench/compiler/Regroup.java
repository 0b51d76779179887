package io.recurbench.compiler;

import io.recurbench.api.program.Function;
import io.recurbench.api.program.Operation.Elementwise;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Regroups sums and products so that coarse operands meet first: {@code (V h + U x) + b} becomes {@code V h + (U x + b)},
 * where the bracket is one row per token, not one per position. Only intermediate results that nothing else reads are
 * opened. Terms of a sum that share their finest factor are joined: {@code a u f + b f} becomes {@code (a u + b) f}.
 */
final class Regroup extends Rewrite {
    private static final int MOST_ROUNDS = 8;

    private final int[] uses;
    private final Loops loops;
    private final BitSet opened = new BitSet();

    /** An operand of a sum or product: the old id, its sign in a sum. */
    record Operand(int id, boolean negative) {}

    /** A flattened sum or product of old values, and the constant summand or factor beside them. */
    record Chain(List<Operand> operands, double constant) {}

    private Regroup(Draft source) {
        super(source);
        this.uses = source.uses();
        this.loops = new Loops(source);
        BitSet live = source.live();
        for (int id = live.length() - 1; id >= 0; id = live.previousSetBit(id - 1)) {
            if (!opened.get(id) && source.nodes().get(id) instanceof Elementwise e && isChain(e)) {
                markOpened(e, isProduct(e.function()));
            }
        }
    }

    /** Marks what the chain of a root goes through: no value of its own is needed for it. */
    private void markOpened(Elementwise operation, boolean product) {
        for (int input : operation.inputs()) {
            if (opens(input, product)) {
                opened.set(input);
                markOpened((Elementwise) source().nodes().get(input), product);
            }
        }
    }

    /** Regroups until nothing changes: joined terms may be equal to others, which then are read once. */
    static Draft apply(Draft draft) {
        Draft before = copy(draft);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Draft after = copy(new Regroup(before).run());
            if (after.nodes().operations().equals(before.nodes().operations())) {
                return after;
            }
            before = after;
        }
        return before;
    }

    @Override
    public Integer elementwise(Elementwise operation) {
        if (!isChain(operation)) {
            return super.elementwise(operation);
        }
        if (opened.get(operation.id())) {
            return -1;
        }
        return isSum(operation.function())
                ? sum(operation.id())
                : product(operation.id(), chain(operation.id(), true)).build(1);
    }

    /** Operands that stand for blocks are left where they are: those of two partitions of a row have no sum of their own. */
    private boolean isChain(Elementwise operation) {
        boolean ofBlocks = operation.inputs().stream()
                .map(source().nodes()::width)
                .anyMatch(width -> width > 1 && width < operation.width());
        return !ofBlocks && (isSum(operation.function()) || isProduct(operation.function()));
    }

    private static boolean isSum(Function function) {
        return function == Function.ADD || function == Function.SUBTRACT || function == Function.SHIFT;
    }

    private static boolean isProduct(Function function) {
        return function == Function.MULTIPLY || function == Function.SCALE;
    }

    private Combination product(int root, Chain chain) {
        Combination product = Combination.product(target());
        for (Operand operand : chain.operands()) {
            product.add(at(operand.id()), false, loops.rank(operand.id(), root));
        }
        return product.constant(chain.constant());
    }

    private int sum(int root) {
        Chain chain = chain(root, false);
        Combination sum = Combination.sum(target());
        sum.constant(chain.constant());
        List<Operand> rest = new ArrayList<>(chain.operands());
        while (!rest.isEmpty()) {
            Operand first = rest.get(0);
            int inside = finestFactor(first.id(), root);
            int factor = inside >= 0 ? inside : first.id();
            List<Operand> sharing = rest.stream()
                    .filter(o -> o.id() == factor || finestFactor(o.id(), root) == factor)
                    .toList();
            if (sharing.size() < 2) {
                rest.remove(0);
                sum.add(at(first.id()), first.negative(), loops.rank(first.id(), root));
            } else {
                rest.removeAll(sharing);
                sum.add(joined(sharing, factor, root), false, loops.rank(factor, root));
            }
        }
        return sum.build(0);
    }

    /** {@code f (sum of what stands beside f)}. */
    private int joined(List<Operand> sharing, int factor, int root) {
        Combination beside = Combination.sum(target());
        double constant = 0;
        for (Operand operand : sharing) {
            double sign = operand.negative() ? -1 : 1;
            if (operand.id() == factor) {
                constant += sign;
                continue;
            }
            Chain chain = chain(operand.id(), true);
            List<Operand> others =
                    chain.operands().stream().filter(o -> o.id() != factor).toList();
            if (others.isEmpty()) {
                constant += sign * chain.constant();
            } else {
                int rank = others.stream()
                        .mapToInt(o -> loops.rank(o.id(), root))
                        .max()
                        .orElseThrow();
                beside.add(product(root, new Chain(others, chain.constant())).build(1), operand.negative(), rank);
            }
        }
        return target().multiply(at(factor), beside.constant(constant).build(0));
    }

    /** The only factor of finest rank in a product that may be opened, if the others are coarser; else -1. */
    private int finestFactor(int id, int root) {
        if (!(source().nodes().get(id) instanceof Elementwise e)
                || !isProduct(e.function())
                || !isChain(e)
                || uses[id] != 1) {
            return -1;
        }
        List<Operand> factors = chain(id, true).operands();
        int finest =
                factors.stream().mapToInt(f -> loops.rank(f.id(), root)).max().orElseThrow();
        List<Operand> found =
                factors.stream().filter(f -> loops.rank(f.id(), root) == finest).toList();
        return finest >= 2 && found.size() == 1 ? found.get(0).id() : -1;
    }

    private Chain chain(int root, boolean product) {
        List<Operand> operands = new ArrayList<>();
        double constant = open(root, false, product, true, operands);
        return new Chain(operands, constant);
    }

    /** Collects the operands below {@code id} and returns the constant beside them. */
    private double open(int id, boolean negative, boolean product, boolean isRoot, List<Operand> operands) {
        double neutral = product ? 1 : 0;
        if (!isRoot && !opens(id, product)) {
            operands.add(new Operand(id, negative));
            return neutral;
        }
        Elementwise e = (Elementwise) source().nodes().get(id);
        double left = open(e.inputs().get(0), negative != (!product && isNegation(e)), product, false, operands);
        return switch (e.function()) {
            case SCALE -> product ? e.constant() * left : left;
            case SHIFT -> left + (negative ? -e.constant() : e.constant());
            case SUBTRACT -> left + open(e.inputs().get(1), !negative, false, false, operands);
            case ADD -> left + open(e.inputs().get(1), negative, false, false, operands);
            default -> left * open(e.inputs().get(1), negative, true, false, operands);
        };
    }

    /** Whether a sum or a product goes through this operand. */
    private boolean opens(int id, boolean product) {
        return uses[id] == 1
                && source().nodes().get(id) instanceof Elementwise e
                && isChain(e)
                && (product ? isProduct(e.function()) : isSum(e.function()) || isNegation(e));
    }

    private static boolean isNegation(Elementwise e) {
        return e.function() == Function.SCALE && e.constant() == -1;
    }
}
