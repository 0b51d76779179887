package io.recurbench.harness.plan;

import io.recurbench.api.RecurbenchException;
import io.recurbench.harness.discovery.PluginCatalog;
import io.recurbench.harness.experiment.Experiment;
import java.util.List;

/**
 * Unfolds an experiment into trials and finds every error that can be found without training: unknown plugins and
 * options, values out of bounds, files that are missing, cells and tasks that do not fit, budgets that no size reaches.
 *
 * <p>It goes one way: entries to {@link Choices}, these to {@link Combination}s, and these, with a {@link TrialIdentity}
 * each, to trials.
 */
public final class Planner {
    private Planner() {}

    /**
     * Plans an experiment.
     *
     * @throws RecurbenchException with all problems, of the kind of the first
     */
    public static Plan plan(Experiment experiment, PluginCatalog catalog, PlanSettings settings) {
        Unfolding.check(experiment);
        TaskStore tasks = new TaskStore(settings.dataDirectory());
        Models models = new Models();
        Problems problems = new Problems();
        Foresight foresight = new Foresight();
        Choosing choosing = new Choosing(catalog, tasks, models, problems);
        List<Choices.OfBackend> backends = choosing.backends(experiment.backends());
        choosing.check(experiment.cells());
        experiment.series().forEach(path -> SeriesNames.problem(path, catalog).ifPresent(problems::add));
        List<Combination> combinations = Combination.of(experiment, choosing, backends, problems);
        List<PlannedTrial> trials =
                new TrialAssembly(experiment, settings.threads(), models, foresight, problems).trials(combinations);
        return new Plan(experiment, trials, foresight.notes(), tasks, models);
    }
}
