package io.recurbench.cpu.exec;

import io.recurbench.cpu.plan.Reach;
import java.util.EnumMap;
import java.util.Map;

/** The groupings of the batch's rows by token, one for each range of steps over which something is summed. */
final class Groupings {
    private final Pass pass;
    private final int vocabulary;
    private final Map<Reach, Grouping> groupings = new EnumMap<>(Reach.class);
    private final Reach[] reaches = Reach.values();

    Groupings(Pass pass, int vocabulary) {
        this.pass = pass;
        this.vocabulary = vocabulary;
    }

    /** The grouping of a reach, sorted for each batch from now on. */
    Grouping of(Reach reach) {
        return groupings.computeIfAbsent(reach, ignored -> new Grouping(vocabulary));
    }

    /** Sorts the rows of the batch. */
    void sort() {
        for (Reach reach : reaches) {
            Grouping grouping = groupings.get(reach);
            if (grouping != null) {
                grouping.sort(pass.tokens, pass.first(reach) * pass.rows, pass.end(reach) * pass.rows);
            }
        }
    }

    long bytes() {
        return groupings.values().stream().mapToLong(Grouping::bytes).sum();
    }
}
