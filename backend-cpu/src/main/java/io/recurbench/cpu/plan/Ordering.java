package io.recurbench.cpu.plan;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the items of a sweep in order: products as soon as they can run, light operations collected into chains that are
 * as long as the products let them be.
 */
final class Ordering {
    /** Numbers per value and block: eight operands of this size fill two thirds of a 48 KiB cache. */
    static final int BLOCK = 1024;

    private final Graph graph;
    private final Schedule schedule;
    private final Views views;
    private final Reaches reaches;
    private final Groups groups;
    private final Set<Integer> accumulating = new HashSet<>();

    Ordering(Graph graph, Schedule schedule, Views views, Reaches reaches, Groups groups) {
        this.graph = graph;
        this.schedule = schedule;
        this.views = views;
        this.reaches = reaches;
        this.groups = groups;
    }

    /** Products that add to what a product before them has written. */
    Set<Integer> accumulating() {
        return accumulating;
    }

    List<Node> order(int sweep) {
        List<Item> waiting = new ArrayList<>(items(sweep));
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
                    nodes.add(new Node(false, List.of(item), 0));
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
                            || (writer.second() >= 0 && overlaps(writer.second(), group, from, to, shift)))) {
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

    private List<Item> items(int sweep) {
        List<Item> items = new ArrayList<>();
        Set<Integer> done = new HashSet<>();
        List<Integer> operations = schedule.sweeps().get(sweep).operations();
        for (int id : operations) {
            Operation operation = graph.operation(id);
            if (done.contains(id) || !isComputed(operation)) {
                continue;
            }
            Item pair = lossPair(operation, operations);
            if (pair != null) {
                items.add(pair);
                done.add(pair.value());
                done.add(pair.second());
            } else {
                items.add(compute(operation));
            }
        }
        for (Item move : groups.moves(sweep)) {
            items.add(withClears(move));
        }
        if (!graph.hasAdjoint() && schedule.place(graph.loss()) == sweep + 1) {
            int output = graph.output();
            items.add(new Item(Item.Kind.SCORE, output, -1, -1, 0, 0, List.of(output), Reach.SCORED, false));
        }
        return items;
    }

    private boolean isComputed(Operation operation) {
        boolean product = operation instanceof Operation.VectorMatrix;
        return !(operation instanceof Operation.Leaf)
                && !(operation instanceof Operation.Concatenate)
                && (product || views.isRoot(operation.id()))
                && reaches.of(operation.id()) != Reach.NONE;
    }

    private Item compute(Operation operation) {
        int id = operation.id();
        boolean clears = groups.isCleared(groups.of(id));
        return new Item(Item.Kind.COMPUTE, id, -1, -1, 0, 0, operation.inputs(), reaches.of(id), clears);
    }

    private Item withClears(Item move) {
        return new Item(
                move.kind(),
                move.value(),
                -1,
                move.destination(),
                move.column(),
                move.shift(),
                move.reads(),
                move.reach(),
                groups.isCleared(move.destination()));
    }

    private @Nullable Item lossPair(Operation operation, List<Integer> operations) {
        for (int id : operations) {
            Operation other = graph.operation(id);
            Operation.Loss loss =
                    operation instanceof Operation.Loss l ? l : other instanceof Operation.Loss l ? l : null;
            Operation.LossAdjoint adjoint = operation instanceof Operation.LossAdjoint a
                    ? a
                    : other instanceof Operation.LossAdjoint a ? a : null;
            if (loss != null && adjoint != null && loss.input() == adjoint.input()) {
                boolean clears = groups.isCleared(groups.of(adjoint.id()));
                return new Item(
                        Item.Kind.LOSS_PAIR,
                        loss.id(),
                        adjoint.id(),
                        -1,
                        0,
                        0,
                        List.of(loss.input()),
                        Reach.SCORED,
                        clears);
            }
        }
        return null;
    }
}
