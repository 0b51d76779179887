package io.recurbench.harness.plan;

import io.recurbench.api.RecurbenchException;
import io.recurbench.harness.experiment.BackendEntry;
import io.recurbench.harness.experiment.CellEntry;
import io.recurbench.harness.experiment.Experiment;
import io.recurbench.harness.experiment.Grid;
import io.recurbench.harness.experiment.TaskEntry;

/** How many trials an experiment unfolds to, counted before a single one is made. */
final class Unfolding {
    /** More than anybody runs, and few enough to be planned in seconds. */
    static final int MOST = 100_000;

    private Unfolding() {}

    /**
     * Refuses an experiment that is too large to be planned.
     *
     * @throws RecurbenchException of kind USAGE with the number of its trials
     */
    static void check(Experiment experiment) {
        long backends = 0;
        for (BackendEntry backend : experiment.backends()) {
            backends = plus(backends, require("backend '" + backend.id() + "'", Grid.size(backend.options())));
        }
        long perPair = Grid.times(backends, experiment.seeds().size());
        for (CellEntry cell : experiment.cells()) {
            require("cell '" + cell.label() + "'", size(cell));
        }
        long trials = 0;
        for (TaskEntry task : experiment.tasks()) {
            long options = require("task '" + task.label() + "'", Grid.size(task.options()));
            for (CellEntry cell : experiment.cells()) {
                if (cell.runsOn(task)) {
                    long training = experiment.training(task, cell).size();
                    long pair = Grid.times(Grid.times(options, size(cell)), Grid.times(training, perPair));
                    trials = plus(trials, pair);
                }
            }
            require("the experiment", trials);
        }
    }

    private static long size(CellEntry cell) {
        long stacks = Grid.times(cell.layers().size(), cell.embedding().size());
        long budgets = cell.budget().map(budget -> budget.parameters().size()).orElse(1);
        return Grid.times(Grid.size(cell.options()), Grid.times(stacks, budgets));
    }

    private static long plus(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }

    private static long require(String what, long size) {
        if (size > MOST) {
            String number = size == Long.MAX_VALUE ? "more than " + (Long.MAX_VALUE - 1) : Long.toString(size);
            throw RecurbenchException.usage(
                    what + " unfolds to " + number + " combinations of settings and seeds; at most " + MOST
                            + " trials are planned at once: shorten its lists");
        }
        return size;
    }
}
