package io.recurbench.cpu.plan;

import io.recurbench.api.program.Function;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Readers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What there is to do in each sweep, with pairs of operations that one kernel computes taken together. */
final class Fusion {
    private final Graph graph;
    private final Readers readers;
    private final Schedule schedule;
    private final Views views;
    private final ScoredRanges ranges;
    private final AliasSets sets;

    Fusion(Graph graph, Readers readers, Schedule schedule, Views views, ScoredRanges ranges, AliasSets sets) {
        this.graph = graph;
        this.readers = readers;
        this.schedule = schedule;
        this.views = views;
        this.ranges = ranges;
        this.sets = sets;
    }

    /** The items of a sweep, each after those that it reads. */
    List<Item> of(int sweep) {
        List<Integer> operations = schedule.sweeps().get(sweep).operations();
        Map<Integer, Item> items = new LinkedHashMap<>();
        Set<Integer> fused = new HashSet<>();
        for (int id : operations) {
            Operation operation = graph.operation(id);
            if (!isComputed(operation)) {
                continue;
            }
            int inner = inner(operation, fused);
            if (inner >= 0) {
                items.remove(inner);
                fused.add(id);
                items.put(id, item(Item.Kind.FUSED, id, inner, terms(operation, inner)));
            } else {
                items.put(id, item(Item.Kind.COMPUTE, id, -1, operation.inputs()));
            }
        }
        pairLosses(items);
        List<Item> result = new ArrayList<>(items.values());
        result.addAll(sets.moves(sweep));
        if (!graph.hasAdjoint() && schedule.phase(graph.loss()) == sweep + 1) {
            int output = graph.output();
            result.add(new Item(Item.Kind.SCORE, output, -1, List.of(output), List.of(), ScoredRange.SCORED, false));
        }
        return result;
    }

    private boolean isComputed(Operation operation) {
        boolean product = operation instanceof Operation.VectorMatrix;
        return !(operation instanceof Operation.Leaf)
                && !(operation instanceof Operation.Concatenate)
                && (product || views.isRoot(operation.id()))
                && ranges.of(operation.id()) != ScoredRange.NONE;
    }

    private Item item(Item.Kind kind, int id, int second, List<Integer> reads) {
        Span span = Objects.requireNonNull(sets.span(id));
        return new Item(kind, id, second, reads, List.of(span), ranges.of(id), sets.isCleared(span.set()));
    }

    private boolean isCleared(int id) {
        return sets.isCleared(Objects.requireNonNull(sets.span(id)).set());
    }

    /** The term of a sum that can be computed with it, or -1. */
    private int inner(Operation operation, Set<Integer> fused) {
        if (!(operation instanceof Operation.Elementwise sum) || sum.function() != Function.ADD) {
            return -1;
        }
        for (int term : sum.inputs()) {
            if (graph.operation(term) instanceof Operation.Elementwise inner
                    && (inner.function() == Function.ADD || inner.function() == Function.MULTIPLY)
                    && inner.width() == sum.width()
                    && readers.isSingle(term)
                    && views.isRoot(term)
                    && !fused.contains(term)
                    && schedule.phase(term) == schedule.phase(sum.id())
                    && ranges.of(term) == ranges.of(sum.id())
                    && !isCleared(term)) {
                return term;
            }
        }
        return -1;
    }

    private List<Integer> terms(Operation sum, int inner) {
        List<Integer> terms = new ArrayList<>(graph.operation(inner).inputs());
        terms.add(
                sum.inputs().get(0) == inner
                        ? sum.inputs().get(1)
                        : sum.inputs().get(0));
        return terms;
    }

    private void pairLosses(Map<Integer, Item> items) {
        Item loss = items.get(graph.loss());
        if (loss == null || !(graph.operation(graph.loss()) instanceof Operation.Loss)) {
            return;
        }
        int input = loss.reads().get(0);
        for (int id : readers.of(input)) {
            Item adjoint = items.get(id);
            if (adjoint != null && graph.operation(id) instanceof Operation.LossAdjoint) {
                items.remove(id);
                List<Span> writes =
                        List.of(loss.writes().get(0), adjoint.writes().get(0));
                items.put(
                        graph.loss(),
                        new Item(
                                Item.Kind.LOSS_PAIR,
                                graph.loss(),
                                id,
                                List.of(input),
                                writes,
                                ScoredRange.SCORED,
                                adjoint.clears()));
                return;
            }
        }
    }
}
