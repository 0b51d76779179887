package io.recurbench.harness.plan;

import io.recurbench.api.Availability;
import io.recurbench.api.Option;
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
import io.recurbench.harness.discovery.FoundPlugin;
import io.recurbench.harness.discovery.PluginCatalog;
import io.recurbench.harness.discovery.PluginFailure;
import io.recurbench.harness.experiment.BackendEntry;
import io.recurbench.harness.experiment.CellEntry;
import io.recurbench.harness.experiment.Grid;
import io.recurbench.harness.experiment.TaskEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes {@link Choices} of the entries of an experiment: looks plugins up, resolves options, opens data, compiles models
 * and solves budgets. What a user can act on is a problem, and there is no choice; a plugin that fails is a choice with
 * its failure.
 */
final class Choosing {
    private final PluginCatalog catalog;
    private final TaskStore tasks;
    private final Models models;
    private final Problems problems;

    Choosing(PluginCatalog catalog, TaskStore tasks, Models models, Problems problems) {
        this.catalog = catalog;
        this.tasks = tasks;
        this.models = models;
        this.problems = problems;
    }

    List<Choices.OfBackend> backends(List<BackendEntry> entries) {
        List<Choices.OfBackend> choices = new ArrayList<>();
        for (BackendEntry entry : entries) {
            problems.attempt(() -> catalog.backend(entry.id()))
                    .ifPresent(backend -> problems.attempt(() -> failure(backend))
                            .ifPresent(failure -> Grid.expand(entry.options())
                                    .forEach(given -> problems.attempt(() -> resolved(
                                                    "backend",
                                                    entry.id(),
                                                    backend.plugin().options(),
                                                    given))
                                            .ifPresent(options ->
                                                    choices.add(new Choices.OfBackend(backend, options, failure))))));
        }
        return choices;
    }

    /** Why the backend cannot say whether it is available; one that says that it is not is an error. */
    private static Optional<PluginFailure> failure(FoundPlugin<Backend> backend) {
        try {
            if (backend.plugin().availability() instanceof Availability.Unavailable unavailable) {
                throw unavailable.error("backend '" + backend.id() + "'");
            }
            return Optional.empty();
        } catch (PluginFailure e) {
            return Optional.of(e);
        }
    }

    List<Choices.OfTask> tasks(TaskEntry entry) {
        List<Choices.OfTask> choices = new ArrayList<>();
        problems.attempt(() -> catalog.task(entry.id())).ifPresent(task -> {
            for (Map<String, String> given : Grid.expand(entry.options())) {
                problems.attempt(() -> open(entry, task, given)).ifPresent(choices::add);
            }
        });
        return choices;
    }

    private Choices.OfTask open(TaskEntry entry, FoundPlugin<Task> task, Map<String, String> given) {
        Options options = resolved("task", entry.id(), task.plugin().options(), given);
        Optional<TaskData> data = Optional.empty();
        Optional<SpeedWorkload> workload = Optional.empty();
        Optional<PluginFailure> failure = Optional.empty();
        try {
            if (task.plugin() instanceof LearningTask learning) {
                data = Optional.of(tasks.open(learning, options));
            } else if (task.plugin() instanceof SpeedTask speed) {
                workload = Optional.of(speed.workload(options));
            }
        } catch (PluginFailure e) {
            failure = Optional.of(e);
        }
        return new Choices.OfTask(entry, task, options, data, workload, failure);
    }

    /** Names and values of options of cells, which can be judged also where no task can be opened. */
    void check(List<CellEntry> entries) {
        for (CellEntry entry : entries) {
            problems.attempt(() -> catalog.cell(entry.id()))
                    .ifPresent(cell -> Grid.expand(entry.options())
                            .forEach(given -> problems.attempt(() ->
                                    resolved("cell", entry.id(), cell.plugin().options(), given))));
        }
    }

    /**
     * The cells of an entry on a task; none if it does not run there.
     *
     * @param readoutBias whether a budget counts a bias of the readout
     */
    List<Choices.OfCell> cells(CellEntry entry, Choices.OfTask task, boolean readoutBias) {
        List<Choices.OfCell> choices = new ArrayList<>();
        if (!entry.runsOn(task.entry())) {
            return choices;
        }
        List<String> budgets = entry.budget().map(CellEntry.Budget::parameters).orElse(List.of(""));
        problems.attempt(() -> catalog.cell(entry.id())).ifPresent(cell -> {
            for (Map<String, String> given : Grid.expand(entry.options())) {
                for (int layers : entry.layers()) {
                    for (int embedding : entry.embedding()) {
                        Stack stack = new Stack(
                                entry,
                                cell,
                                layers,
                                embedding,
                                options -> task.model(cell.plugin(), options, layers, embedding, readoutBias));
                        budgets.forEach(budget -> problems.attempt(() -> cell(stack, given, budget, task.failure()))
                                .ifPresent(choices::add));
                    }
                }
            }
        });
        return choices;
    }

    /** A cell in a stack before its options are resolved. */
    private record Stack(
            CellEntry entry, FoundPlugin<Cell> cell, int layers, int embedding, Function<Options, ModelSpec> models) {
        Options options(Map<String, String> given) {
            return resolved("cell", cell.id(), cell.plugin().options(), given);
        }

        ModelSpec model(Map<String, String> given) {
            return models.apply(options(given));
        }
    }

    private Choices.OfCell cell(
            Stack stack, Map<String, String> given, String budget, Optional<PluginFailure> ofTheTask) {
        Map<String, String> solved = given;
        Optional<PluginFailure> failure = ofTheTask;
        if (failure.isEmpty()) {
            try {
                solved = budget.isEmpty() ? given : solved(stack, given, budget);
                // Compiling finds what no single option shows: sizes that do not fit each other or the task.
                models.program(stack.cell(), stack.model(solved));
            } catch (PluginFailure e) {
                failure = Optional.of(e);
            }
        }
        return new Choices.OfCell(
                stack.entry(), stack.cell(), stack.options(solved), stack.layers(), stack.embedding(), budget, failure);
    }

    private Map<String, String> solved(Stack stack, Map<String, String> given, String budget) {
        FoundPlugin<Cell> cell = stack.cell();
        String owner = "cell '" + cell.id() + "'";
        CellEntry.Budget wanted = stack.entry().budget().orElseThrow();
        if (given.containsKey(wanted.solve())) {
            throw RecurbenchException.usage(owner + " has a value for '" + wanted.solve()
                    + "' and a budget that is solved for it; leave one of the two out");
        }
        Map<String, String> solved = new LinkedHashMap<>(given);
        BudgetSolver solver = new BudgetSolver(owner, cell.plugin().options(), wanted.solve(), value -> {
            solved.put(wanted.solve(), String.valueOf(value));
            return (long) models.program(cell, stack.model(solved)).parameterCount();
        });
        solved.put(wanted.solve(), String.valueOf(solver.solve(wanted, budget)));
        return solved;
    }

    private static Options resolved(String kind, String id, List<Option> declared, Map<String, String> given) {
        return Options.resolve(kind + " '" + id + "'", declared, given);
    }
}
