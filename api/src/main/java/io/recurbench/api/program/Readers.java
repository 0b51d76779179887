package io.recurbench.api.program;

import io.recurbench.api.stability.Stability;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Who reads each value of a graph. */
@Stability.Experimental
public final class Readers {
    private final List<List<Integer>> readers = new ArrayList<>();
    private final Set<Integer> results = new HashSet<>();

    /** Collects the readers of all values. */
    public Readers(Graph graph) {
        for (int i = 0; i < graph.operations().size(); i++) {
            readers.add(new ArrayList<>());
        }
        for (Operation operation : graph.operations()) {
            operation.inputs().forEach(input -> readers.get(input).add(operation.id()));
        }
        for (Recurrence recurrence : graph.recurrences()) {
            results.add(recurrence.initial());
            results.add(recurrence.next());
            results.add(recurrence.currentAdjoint());
        }
        results.add(graph.output());
        results.add(graph.loss());
        results.addAll(graph.gradients());
    }

    /** Ids of the operations that read value {@code id}, once for each time they do. */
    public List<Integer> of(int id) {
        return readers.get(id);
    }

    /** Whether one operation reads the value, once, and nothing else needs it. */
    public boolean isSingle(int id) {
        return readers.get(id).size() == 1 && !results.contains(id);
    }

    /** Whether the value is read by a recurrence or is a result of the graph. */
    public boolean isResult(int id) {
        return results.contains(id);
    }
}
