package io.recurbench.harness.discovery;

import io.recurbench.api.backend.BatchCheck;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.BatchSource;
import io.recurbench.api.task.EvaluationSet;
import io.recurbench.api.task.TaskSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The batches of a task as the harness gets them. Drawing one is a {@link PluginCall}; one that is not what the task says
 * of itself is a {@link PluginFailure} with the task, where in its data, and what is wrong, before a backend sees it.
 *
 * @param task what the task is called
 * @param spec what it says of itself
 */
record TaskBatches(PluginName task, TaskSpec spec) {

    /** What a method has given, where it is batches. */
    Object guarded(String method, Object given) {
        if (given instanceof BatchSource source) {
            return new Source(method, source, false);
        }
        return method.equals("evaluations") ? sets((List<?>) given) : given;
    }

    /** Two sets of one name would be one in every record. */
    private List<EvaluationSet> sets(List<?> given) {
        Set<String> names = new HashSet<>();
        List<EvaluationSet> sets = new ArrayList<>();
        for (Object one : given) {
            if (!(one instanceof EvaluationSet set)) {
                throw wrong("evaluations holds " + one);
            }
            if (!names.add(set.name())) {
                throw wrong("evaluations has two sets called '" + set.name() + "'; give each a name of its own");
            }
            set.chance().ifPresent(chance -> checkChance(set, chance));
            sets.add(new EvaluationSet(
                    set.name(), set.role(), set.length(), set.chance(), () -> source("set '" + set.name() + "'", set)));
        }
        return List.copyOf(sets);
    }

    /** What the task's own chance is held to. */
    private void checkChance(EvaluationSet set, double chance) {
        try {
            spec.score().requireChance(chance);
        } catch (IllegalArgumentException e) {
            throw wrong("of set '" + set.name() + "', " + e.getMessage());
        }
    }

    private BatchSource source(String where, EvaluationSet set) {
        BatchSource source = PluginCall.of(task, "batches of " + where, set.batches()::get);
        return new Source(where, source, true);
    }

    private PluginFailure wrong(String reason) {
        return PluginFailure.wrong(task, reason);
    }

    /** Numbers the batches of a source, so that the wrong one is found again. */
    private final class Source implements BatchSource {
        private final String where;
        private final BatchSource source;
        private final boolean evaluates;
        private int batches;
        private boolean scores;

        Source(String where, BatchSource source, boolean evaluates) {
            this.where = where;
            this.source = source;
            this.evaluates = evaluates;
        }

        @Override
        public @Nullable Batch next() {
            Optional<Batch> next = PluginCall.of(
                    task, "next of " + where, () -> Optional.ofNullable(Guard.inItsLoader(source, source::next)));
            next.ifPresentOrElse(this::check, this::end);
            return next.orElse(null);
        }

        private void check(Batch batch) {
            batches++;
            scores = scores || batch.scored() > 0;
            try {
                BatchCheck.check(spec.input(), spec.output(), batch);
            } catch (IllegalArgumentException e) {
                throw wrong(where + ", batch " + batches + ": " + e.getMessage());
            }
        }

        private void end() {
            if (evaluates && !scores) {
                throw wrong(where + " has no scored position: of each batch, the mask is 0 everywhere");
            }
        }
    }
}
