package io.recurbench.harness.plan;

import io.recurbench.api.Availability;
import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.task.LearningTask;
import io.recurbench.api.task.SpeedTask;
import io.recurbench.api.task.SpeedWorkload;
import io.recurbench.api.task.Task;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskSpec;
import io.recurbench.harness.discovery.FoundPlugin;
import io.recurbench.harness.discovery.PluginCatalog;
import io.recurbench.harness.discovery.PluginFailure;
import io.recurbench.harness.experiment.BackendEntry;
import io.recurbench.harness.experiment.CellEntry;
import io.recurbench.harness.experiment.Experiment;
import io.recurbench.harness.experiment.Grid;
import io.recurbench.harness.experiment.TaskEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Unfolds an experiment into trials and finds every error that can be found without training: unknown plugins and
 * options, values out of bounds, files that are missing, cells and tasks that do not fit, budgets that no size reaches.
 */
public final class Planner {
    private final PluginCatalog catalog;
    private final PlanSettings settings;
    private final TaskStore tasks;
    private final Models models = new Models();
    private final Problems problems = new Problems();

    private Planner(PluginCatalog catalog, PlanSettings settings) {
        this.catalog = catalog;
        this.settings = settings;
        this.tasks = new TaskStore(settings.dataDirectory());
    }

    /**
     * Plans an experiment.
     *
     * @throws RecurbenchException with all problems, of the kind of the first
     */
    public static Plan plan(Experiment experiment, PluginCatalog catalog, PlanSettings settings) {
        return new Planner(catalog, settings).plan(experiment);
    }

    private Plan plan(Experiment experiment) {
        Unfolding.check(experiment);
        List<Choices.OfBackend> backends = experiment.backends().stream()
                .flatMap(entry -> backends(entry).stream())
                .toList();
        experiment.cells().forEach(this::checkOptions);
        experiment.series().forEach(path -> SeriesNames.problem(path, catalog).ifPresent(problems::add));
        Foresight foresight = new Foresight();
        TrialAssembly assembly = new TrialAssembly(experiment, settings, models, problems, foresight);
        for (TaskEntry entry : experiment.tasks()) {
            for (Choices.OfTask task : tasks(entry)) {
                for (CellEntry cellEntry : experiment.cells()) {
                    if (cellEntry.runsOn(entry)) {
                        cells(cellEntry, task, readoutBias(experiment, entry, cellEntry))
                                .forEach(cell -> backends.forEach(backend -> assembly.add(task, cell, backend)));
                    }
                }
            }
        }
        problems.throwIfAny();
        return new Plan(experiment, assembly.trials(), foresight.notes(), tasks, models);
    }

    /** Names and values of a cell's options, which can be judged also where no task can be opened. */
    private void checkOptions(CellEntry entry) {
        problems.attempt(() -> catalog.cell(entry.id())).ifPresent(cell -> {
            for (Map<String, String> given : Grid.expand(entry.options())) {
                problems.attempt(() -> Options.resolve(
                        "cell '" + entry.id() + "'", cell.plugin().options(), given));
            }
        });
    }

    private List<Choices.OfBackend> backends(BackendEntry entry) {
        List<Choices.OfBackend> backends = new ArrayList<>();
        problems.attempt(() -> catalog.backend(entry.id())).ifPresent(backend -> {
            Optional<Optional<PluginFailure>> failure =
                    problems.attempt(() -> failure(() -> requireAvailable(backend)));
            if (failure.isEmpty()) {
                return;
            }
            for (Map<String, String> given : Grid.expand(entry.options())) {
                problems.attempt(() -> Options.resolve(
                                "backend '" + entry.id() + "'", backend.plugin().options(), given))
                        .ifPresent(
                                options -> backends.add(new Choices.OfBackend(entry, backend, options, failure.get())));
            }
        });
        return backends;
    }

    /** What fails is a trial that has failed, and stops no other; what a user can act on stops all. */
    private static Optional<PluginFailure> failure(Runnable action) {
        try {
            action.run();
            return Optional.empty();
        } catch (PluginFailure e) {
            return Optional.of(e);
        }
    }

    private static void requireAvailable(FoundPlugin<Backend> backend) {
        if (backend.plugin().availability() instanceof Availability.Unavailable unavailable) {
            throw unavailable.error("backend '" + backend.id() + "'");
        }
    }

    private List<Choices.OfTask> tasks(TaskEntry entry) {
        List<Choices.OfTask> choices = new ArrayList<>();
        Optional<FoundPlugin<Task>> found = problems.attempt(() -> catalog.task(entry.id()));
        found.ifPresent(task -> {
            for (Map<String, String> given : Grid.expand(entry.options())) {
                problems.attempt(() -> open(entry, task, given)).ifPresent(choices::add);
            }
        });
        return choices;
    }

    private Choices.OfTask open(TaskEntry entry, FoundPlugin<Task> task, Map<String, String> given) {
        Options options =
                Options.resolve("task '" + entry.id() + "'", task.plugin().options(), given);
        Optional<TaskData> data = Optional.empty();
        Optional<SpeedWorkload> workload = Optional.empty();
        try {
            if (task.plugin() instanceof LearningTask learning) {
                data = Optional.of(tasks.open(learning, options));
            } else if (task.plugin() instanceof SpeedTask speed) {
                workload = Optional.of(speed.workload(options));
            }
            return new Choices.OfTask(entry, task, options, data, workload, Optional.empty());
        } catch (PluginFailure e) {
            return new Choices.OfTask(entry, task, options, data, workload, Optional.of(e));
        }
    }

    private List<Choices.OfCell> cells(CellEntry entry, Choices.OfTask task, boolean readoutBias) {
        List<Choices.OfCell> choices = new ArrayList<>();
        Optional<FoundPlugin<Cell>> found = problems.attempt(() -> catalog.cell(entry.id()));
        found.ifPresent(cell -> {
            List<String> budgets =
                    entry.budget().map(CellEntry.Budget::parameters).orElse(List.of(""));
            for (Map<String, String> given : Grid.expand(entry.options())) {
                for (int layers : entry.layers()) {
                    for (int embedding : entry.embedding()) {
                        for (String budget : budgets) {
                            problems.attempt(() ->
                                            cell(entry, cell, given, layers, embedding, budget, task, readoutBias))
                                    .ifPresent(choices::add);
                        }
                    }
                }
            }
        });
        return choices;
    }

    private Choices.OfCell cell(
            CellEntry entry,
            FoundPlugin<Cell> cell,
            Map<String, String> given,
            int layers,
            int embedding,
            String budget,
            Choices.OfTask task,
            boolean readoutBias) {
        Function<Options, ModelSpec> model =
                options -> model(cell.plugin(), options, layers, embedding, task, readoutBias);
        Map<String, String> solved = given;
        Optional<PluginFailure> failure = task.failure();
        if (failure.isEmpty()) {
            try {
                solved = budget.isEmpty() ? given : solved(entry, cell, given, budget, model);
                // Compiling finds what no single option shows: sizes that do not fit each other or the task.
                models.program(cell, model.apply(options(cell, solved)));
            } catch (PluginFailure e) {
                failure = Optional.of(e);
            }
        }
        return new Choices.OfCell(entry, cell, options(cell, solved), layers, embedding, budget, failure);
    }

    private Map<String, String> solved(
            CellEntry entry,
            FoundPlugin<Cell> cell,
            Map<String, String> given,
            String budget,
            Function<Options, ModelSpec> model) {
        String owner = "cell '" + entry.id() + "'";
        CellEntry.Budget wanted = entry.budget().orElseThrow();
        if (given.containsKey(wanted.solve())) {
            throw RecurbenchException.usage(owner + " has a value for '" + wanted.solve()
                    + "' and a budget that is solved for it; leave one of the two out");
        }
        Map<String, String> solved = new LinkedHashMap<>(given);
        BudgetSolver solver = new BudgetSolver(owner, cell.plugin().options(), wanted.solve(), value -> {
            Map<String, String> trial = new LinkedHashMap<>(given);
            trial.put(wanted.solve(), String.valueOf(value));
            return (long)
                    models.program(cell, model.apply(options(cell, trial))).parameterCount();
        });
        solved.put(wanted.solve(), String.valueOf(solver.solve(wanted, budget)));
        return solved;
    }

    private static Options options(FoundPlugin<Cell> cell, Map<String, String> given) {
        return Options.resolve("cell '" + cell.id() + "'", cell.plugin().options(), given);
    }

    static ModelSpec model(
            Cell cell, Options options, int layers, int embedding, Choices.OfTask task, boolean readoutBias) {
        return task.workload()
                .map(workload -> workload.model(cell, options, layers))
                .orElseGet(() -> {
                    TaskSpec spec = task.data().orElseThrow().spec();
                    return new ModelSpec(cell, options, layers, spec.input(), embedding, spec.output(), readoutBias);
                });
    }

    /** Whether the readout has a bias, before training settings are unfolded: a budget counts it. */
    private static boolean readoutBias(Experiment experiment, TaskEntry task, CellEntry cell) {
        return !TrialAssembly.merged(experiment, task, cell)
                .getOrDefault("readout-bias", List.of())
                .equals(List.of(false));
    }
}
