package io.recurbench.cpu.plan;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Readers;
import io.recurbench.api.program.Recurrence;
import java.util.Arrays;

/**
 * The steps at which each value is computed: those at which it is needed and not known to be zero.
 *
 * <p>A product of zero with something not finite counts as zero here; a batch whose values are not finite has a loss that
 * is not finite.
 */
public final class ScoredRanges {
    private final Graph graph;
    private final Readers readers;
    private final ScoredRange[] nonzero;
    private final ScoredRange[] computed;
    private final boolean[] cleared;
    private boolean backwardFromLastScored = true;

    /** Follows the needs of a graph's results back through its operations. */
    ScoredRanges(Graph graph, Readers readers, Schedule schedule) {
        this.graph = graph;
        this.readers = readers;
        this.nonzero = Nonzero.of(graph);
        this.computed = new ScoredRange[nonzero.length];
        this.cleared = new boolean[nonzero.length];
        ScoredRange[] results = results();
        Arrays.fill(computed, ScoredRange.NONE);
        for (int id = graph.operations().size() - 1; id >= 0; id--) {
            Operation operation = graph.operation(id);
            if (!operation.space().hasBatchRows()) {
                continue;
            }
            ScoredRange needed = results[id];
            for (int consumer : readers.of(id)) {
                needed = needed.or(neededBy(graph.operation(consumer)));
            }
            computed[id] = needed.and(nonzero[id]);
            for (int consumer : readers.of(id)) {
                cleared[id] |= graph.operation(consumer).space().hasBatchRows()
                        && computed[consumer].compareTo(computed[id]) > 0;
            }
            cleared[id] |= results[id].compareTo(computed[id]) > 0;
            if (computed[id] == ScoredRange.ALL && schedule.sweepOf(id).backward()) {
                backwardFromLastScored = false;
            }
        }
    }

    private ScoredRange[] results() {
        ScoredRange[] results = new ScoredRange[nonzero.length];
        Arrays.fill(results, ScoredRange.NONE);
        for (Recurrence recurrence : graph.recurrences()) {
            results[recurrence.next()] = ScoredRange.ALL;
        }
        for (Recurrence recurrence : graph.recurrences()) {
            if (recurrence.currentAdjoint() >= 0) {
                int id = recurrence.currentAdjoint();
                results[id] = results[id].or(ScoredRange.TO_LAST_SCORED);
            }
        }
        results[graph.output()] = results[graph.output()].or(ScoredRange.SCORED);
        results[graph.loss()] = results[graph.loss()].or(ScoredRange.SCORED);
        return results;
    }

    private ScoredRange neededBy(Operation consumer) {
        if (consumer instanceof Operation.Loss || consumer instanceof Operation.LossAdjoint) {
            return ScoredRange.SCORED;
        }
        return consumer.space().hasBatchRows() ? computed[consumer.id()] : summed(consumer);
    }

    /** The steps whose rows a sum over rows has to visit: at all others they are zero. */
    public ScoredRange summed(Operation sum) {
        if (sum instanceof Operation.InitialAdjoint) {
            return ScoredRange.TO_LAST_SCORED;
        }
        if (sum instanceof Operation.OuterProduct outer) {
            return nonzero[outer.left()].and(nonzero[outer.right()]);
        }
        return sum.inputs().stream().map(input -> nonzero[input]).reduce(ScoredRange.NONE, ScoredRange::or);
    }

    /** The steps at which the value is computed. */
    public ScoredRange of(int id) {
        return computed[id];
    }

    /** Whether the value is read at further steps, where it has to be set to zero. */
    public boolean isCleared(int id) {
        return cleared[id];
    }

    /** Whether backward sweeps may start at the last scored step. */
    public boolean backwardFromLastScored() {
        return backwardFromLastScored;
    }
}
