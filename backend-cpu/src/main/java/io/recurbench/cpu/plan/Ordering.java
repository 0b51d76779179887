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
final class Ordering {
    /**
     * Numbers per value and block: eight operands of this size fill half of a second-level cache of 1 MiB. Blocks that fit
     * the first level are slower by 5 to 10 % for gated cells: their kernels are called more often.
     */
    static final int BLOCK = 1 << 14;

    private final Graph graph;
    private final Views views;
    private final Groups groups;
    private final Items items;
    private final Set<Integer> accumulating = new HashSet<>();

    Ordering(Graph graph, Views views, Groups groups, Items items) {
        this.graph = graph;
        this.views = views;
        this.groups = groups;
        this.items = items;
    }

    /** Products that add to what a product before them has written. */
    Set<Integer> accumulating() {
        return accumulating;
    }

    List<Node> order(int sweep) {
        List<Item> waiting = new ArrayList<>(items.of(sweep));
        List<Node> nodes = new ArrayList<>();
        Set<Integer> written = new HashSet<>();
        while (!waiting.isEmpty()) {
            int before = waiting.size();
            for (int i = 0; i < waiting.size(); i++) {
                Item item = waiting.get(i);
                if (isHeavy(item) && isReady(item, waiting)) {
                    if (!written.add(views.of(item.value()).root())) {
                        accumulating.add(item.value());
                    }
                    nodes.add(new Node(false, List.of(item), Integer.MAX_VALUE));
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
                nodes.add(new Node(true, chain, blockRows(chain)));
            }
            if (waiting.size() == before) {
                throw new IllegalArgumentException("the operations of a loop wait for each other: " + waiting);
            }
        }
        return nodes;
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
            int group = groups.of(value);
            if (group < 0) {
                continue;
            }
            int from = groups.column(value);
            int to = from + graph.operation(value).width();
            int shift = groups.shift(value);
            if (writer.kind() == Item.Kind.MOVE) {
                int end = writer.column() + graph.operation(writer.value()).width();
                if (writer.destination() == group && writer.shift() == shift && writer.column() < to && from < end) {
                    return true;
                }
            } else if (writer.kind() != Item.Kind.SCORE
                    && (overlaps(writer.value(), group, from, to, shift)
                            || (writer.kind() == Item.Kind.LOSS_PAIR
                                    && overlaps(writer.second(), group, from, to, shift)))) {
                return true;
            }
        }
        return false;
    }

    private boolean overlaps(int written, int group, int from, int to, int shift) {
        int begin = groups.column(written);
        int end = begin + graph.operation(written).width();
        return groups.of(written) == group && groups.shift(written) == shift && begin < to && from < end;
    }
}
