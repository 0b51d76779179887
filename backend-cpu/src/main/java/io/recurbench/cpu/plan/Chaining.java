package io.recurbench.cpu.plan;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts the items of a sweep in order: products as soon as they can run, light operations collected into chains that are
 * as long as the products let them be.
 */
final class Chaining {
    /**
     * Numbers per value and block: eight operands of this size fill half of a second-level cache of 1 MiB. Blocks that fit
     * the first level are slower by 5 to 10 % for gated cells: their kernels are called more often.
     */
    static final int BLOCK = 1 << 14;

    private final Graph graph;
    private final Views views;
    private final AliasSets sets;
    private final Fusion fusion;
    private final Set<Integer> accumulating = new HashSet<>();

    Chaining(Graph graph, Views views, AliasSets sets, Fusion fusion) {
        this.graph = graph;
        this.views = views;
        this.sets = sets;
        this.fusion = fusion;
    }

    /** Products that add to what a product before them has written. */
    Set<Integer> accumulating() {
        return accumulating;
    }

    List<FusedChain> order(int sweep) {
        List<Item> waiting = new ArrayList<>(fusion.of(sweep));
        List<FusedChain> chains = new ArrayList<>();
        Set<Integer> written = new HashSet<>();
        while (!waiting.isEmpty()) {
            int before = waiting.size();
            for (int i = 0; i < waiting.size(); i++) {
                Item item = waiting.get(i);
                if (isHeavy(item) && isReady(item, waiting)) {
                    if (!written.add(views.of(item.value()).root())) {
                        accumulating.add(item.value());
                    }
                    chains.add(FusedChain.ofProduct(item));
                    waiting.remove(i--);
                }
            }
            List<Item> chain = new ArrayList<>();
            for (int i = 0; i < waiting.size(); i++) {
                Item item = waiting.get(i);
                if (!isHeavy(item) && isReady(item, waiting)) {
                    chain.add(item);
                    waiting.remove(i);
                    i = -1;
                }
            }
            if (!chain.isEmpty()) {
                chains.add(new FusedChain(chain, blockRows(chain)));
            }
            if (waiting.size() == before) {
                throw new IllegalArgumentException("the operations of a loop wait for each other: " + waiting);
            }
        }
        return chains;
    }

    private int blockRows(List<Item> chain) {
        int widest = 1;
        for (Item item : chain) {
            widest = Math.max(widest, graph.operation(item.value()).width());
            for (int value : item.reads()) {
                widest = Math.max(widest, graph.operation(value).width());
            }
        }
        return Math.max(1, BLOCK / widest);
    }

    private boolean isHeavy(Item item) {
        if (item.kind() != Item.Kind.COMPUTE) {
            return false;
        }
        Operation operation = graph.operation(item.value());
        return operation instanceof Operation.VectorMatrix || operation instanceof Operation.OuterProduct;
    }

    private boolean isReady(Item item, List<Item> waiting) {
        return waiting.stream().allMatch(other -> other == item || !writesWhatIsReadBy(other, item));
    }

    private boolean writesWhatIsReadBy(Item writer, Item reader) {
        for (int value : reader.reads()) {
            Span read = sets.span(value);
            if (read != null && writer.writes().stream().anyMatch(read::overlaps)) {
                return true;
            }
        }
        return false;
    }
}
