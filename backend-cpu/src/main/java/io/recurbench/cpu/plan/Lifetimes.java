package io.recurbench.cpu.plan;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Readers;

/** How long the numbers of each alias set are needed: for all steps, for this one and the next, or for one. */
final class Lifetimes {
    private final Graph graph;
    private final Readers readers;
    private final Schedule schedule;
    private final Views views;
    private final PlannedSlot.Kind[] kinds;

    Lifetimes(Graph graph, Readers readers, Schedule schedule, Views views, AliasSets sets) {
        this.graph = graph;
        this.readers = readers;
        this.schedule = schedule;
        this.views = views;
        this.kinds = new PlannedSlot.Kind[sets.count()];
        for (int set = 0; set < kinds.length; set++) {
            kinds[set] = sets.isRecurrent(set) ? PlannedSlot.Kind.RING : PlannedSlot.Kind.STEP;
        }
        for (Operation operation : graph.operations()) {
            Span span = sets.span(operation.id());
            if (span != null && isKept(operation.id())) {
                kinds[span.set()] = sets.isRecurrent(span.set()) ? PlannedSlot.Kind.HISTORY : PlannedSlot.Kind.BATCH;
            } else if (span != null
                    && kinds[span.set()] == PlannedSlot.Kind.STEP
                    && isSummedAtFirstStep(operation.id())) {
                kinds[span.set()] = PlannedSlot.Kind.RING;
            }
        }
    }

    /** What kind of slot a set needs. */
    PlannedSlot.Kind of(int set) {
        return kinds[set];
    }

    /** Whether a value is read after its sweep. */
    private boolean isKept(int id) {
        int computed = schedule.phase(views.of(id).root());
        return id == graph.loss()
                || readers.of(id).stream()
                        .anyMatch(reader -> schedule.phase(reader) > computed
                                && !(graph.operation(reader) instanceof Operation.InitialAdjoint)
                                && !isAnotherName(reader));
    }

    private boolean isSummedAtFirstStep(int id) {
        return readers.of(id).stream().anyMatch(reader -> graph.operation(reader) instanceof Operation.InitialAdjoint);
    }

    private boolean isAnotherName(int id) {
        return graph.operation(id).space().hasBatchRows()
                && !views.isRoot(id)
                && !(graph.operation(id) instanceof Operation.VectorMatrix);
    }
}
