package io.recurbench.cli.verb;

import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.terminal.Console;
import io.recurbench.cli.text.ModelText;
import io.recurbench.harness.Harness;
import io.recurbench.harness.plan.Plan;
import io.recurbench.harness.plan.PlanSettings;
import io.recurbench.harness.plan.PlannedModel;
import io.recurbench.harness.plan.PlannedTrial;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what the compiler makes of a cell. It goes the way of a run, as far as planning. */
@Command(
        name = "show",
        description = "Print the program of a cell on a task: stages, spaces, shapes and parameters, and what a step of"
                + " training costs.",
        footer = {
            "",
            "Examples:",
            "  recurbench show lstm",
            "  recurbench show cprnn --set cell.hidden=[32,64] --set cell.rank=8",
            "  recurbench show gru --task modular-addition --set cell.layers=2 --set training.batch=128 --json"
        })
public final class ShowVerb extends Verb {
    private static final String DEFAULT_TASK = "parity";

    @Parameters(
            index = "0",
            paramLabel = "CELL",
            completionCandidates = Ids.Cells.class,
            description = "Id of a cell (see 'list cells').")
    private String cell = "";

    @Option(
            names = "--task",
            paramLabel = "ID",
            completionCandidates = Ids.Tasks.class,
            description = "The task whose input and output the model has (" + DEFAULT_TASK + ").")
    private String task = DEFAULT_TASK;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Change a setting, as 'run' does: cell.hidden=64, cell.layers=2, task.modulus=7,"
                    + " training.batch=32. Of a list, each value is shown.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Mixin
    private DataFolder data = new DataFolder();

    public ShowVerb(Console console) {
        super(console);
    }

    @Override
    Answer answer() {
        Harness harness = harness();
        PlanSettings machine =
                new PlanSettings(data.of(console()), PlanSettings.standard().threads());
        Plan plan = harness.plan(harness.single(cell, task, settings), machine);
        // Seeds, backends and much of training change no model.
        Map<PlannedModel, PlannedTrial> models = new LinkedHashMap<>();
        for (PlannedTrial trial : plan.trials()) {
            trial.failure().ifPresent(failure -> {
                throw failure;
            });
            models.putIfAbsent(trial.model().orElseThrow(), trial);
        }
        return ModelText.answer(models.values(), console());
    }
}
