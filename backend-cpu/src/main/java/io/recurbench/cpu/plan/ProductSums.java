package io.recurbench.cpu.plan;

import io.recurbench.api.program.Function;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Readers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sums of products that are accumulated by the products themselves. In {@code (P1 + x) + P2}, where the products have no
 * other reader, P2 is added to the storage of P1, and the outer sum is the inner one under another name.
 */
final class ProductSums {
    private final Graph graph;
    private final Readers readers;
    private final Schedule schedule;
    private final ScoredRanges ranges;
    private final Map<Integer, Integer> aliases = new HashMap<>();
    private final Map<Integer, Integer> targets = new HashMap<>();

    ProductSums(Graph graph, Readers readers, Schedule schedule, ScoredRanges ranges) {
        this.graph = graph;
        this.readers = readers;
        this.schedule = schedule;
        this.ranges = ranges;
        for (int id = graph.operations().size() - 1; id >= 0; id--) {
            if (isSum(id) && !isInner(id)) {
                new Tree(id).join();
            }
        }
    }

    /** For each sum that has become another name of one of its operands, that operand. */
    Map<Integer, Integer> aliases() {
        return aliases;
    }

    /** For each product that shares its storage with others, the product whose storage that is (for that one, itself). */
    Map<Integer, Integer> targets() {
        return targets;
    }

    private boolean isSum(int id) {
        return graph.operation(id) instanceof Operation.Elementwise sum
                && sum.function() == Function.ADD
                && sum.space().hasBatchRows()
                && sum.inputs().stream()
                        .allMatch(input -> graph.operation(input).width() == sum.width());
    }

    private boolean isInner(int id) {
        return readers.isSingle(id)
                && isSum(readers.of(id).get(0))
                && schedule.phase(readers.of(id).get(0)) == schedule.phase(id);
    }

    private boolean isProduct(int id) {
        return graph.operation(id) instanceof Operation.VectorMatrix product
                && product.space().hasBatchRows()
                && readers.isSingle(id);
    }

    /** One tree of sums, whose leaves are products or other values. */
    private final class Tree {
        private final int[] parents = new int[graph.operations().size()];
        private final int[] lefts = new int[parents.length];
        private final int[] rights = new int[parents.length];
        private final List<Integer> products = new ArrayList<>();

        Tree(int root) {
            Arrays.fill(parents, -1);
            collect(root);
        }

        private void collect(int sum) {
            List<Integer> inputs = graph.operation(sum).inputs();
            lefts[sum] = inputs.get(0);
            rights[sum] = inputs.get(1);
            for (int input : inputs) {
                parents[input] = sum;
                if (isSum(input) && isInner(input)) {
                    collect(input);
                } else if (isProduct(input) && schedule.phase(input) == schedule.phase(sum)) {
                    products.add(input);
                }
            }
        }

        void join() {
            products.sort(null);
            for (int first : products) {
                if (targets.containsKey(first)) {
                    continue;
                }
                for (int other : products) {
                    if (other > first && !targets.containsKey(other) && ranges.of(other) == ranges.of(first)) {
                        targets.put(first, first);
                        targets.put(other, first);
                        remove(other);
                    }
                }
            }
        }

        /** Takes a leaf out: its sum is now its sibling, which moves up. */
        private void remove(int leaf) {
            int sum = parents[leaf];
            int sibling = lefts[sum] == leaf ? rights[sum] : lefts[sum];
            aliases.put(sum, sibling);
            int above = parents[sum];
            parents[sibling] = above;
            if (above >= 0) {
                if (lefts[above] == sum) {
                    lefts[above] = sibling;
                } else {
                    rights[above] = sibling;
                }
            }
        }
    }
}
