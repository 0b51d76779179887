package io.recurbench.cli.verb;

import io.recurbench.api.RecurbenchException;
import io.recurbench.harness.Harness;
import io.recurbench.harness.experiment.Experiment;
import io.recurbench.harness.experiment.Overrides;
import io.recurbench.harness.plan.Plan;
import io.recurbench.harness.plan.PlanSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which experiment, and what of it: what run and plan have in common. */
final class ExperimentChoice {
    @Parameters(
            index = "0",
            paramLabel = "EXPERIMENT",
            completionCandidates = Ids.Experiments.class,
            description = "Id of an experiment (see 'list experiments') or path of a .yaml file.")
    private String name = "";

    @Option(
            names = "--scale",
            paramLabel = "NAME",
            description = "smoke, small, paper or what else the experiment has; else as it stands.")
    private @Nullable String scale;

    @Option(
            names = "--cell",
            paramLabel = "ID",
            completionCandidates = Ids.Cells.class,
            description =
                    "Only these cells of the experiment, by label or id, separated by commas; one that it has not is"
                            + " added with default options. A label with a comma stands in double quotes inside the others.")
    private List<String> cells = List.of();

    @Option(
            names = "--task",
            paramLabel = "ID",
            completionCandidates = Ids.Tasks.class,
            description = "Likewise for tasks.")
    private List<String> tasks = List.of();

    @Option(
            names = "--backend",
            paramLabel = "ID",
            completionCandidates = Ids.Backends.class,
            description = "Likewise for backends.")
    private List<String> backends = List.of();

    @Option(names = "--seeds", paramLabel = "N", description = "Number of seeds.")
    private @Nullable Integer seeds;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Change a setting: training.updates=100, cell.hidden=64, cell.lstm.hidden=[32,64],"
                    + " task.test-length=1000. A list makes a trial of each.")
    private Map<String, String> settings = new LinkedHashMap<>();

    /**
     * Plans it.
     *
     * @throws RecurbenchException of kind USAGE if nothing is left of it
     */
    Plan plan(Harness harness, PlanSettings machine) {
        Overrides overrides = new Overrides(
                Verb.names(cells), Verb.names(tasks), Verb.names(backends), Optional.ofNullable(seeds), settings);
        Experiment experiment = harness.load(name, Optional.ofNullable(scale), overrides);
        Plan plan = harness.plan(experiment, machine);
        if (plan.trials().isEmpty()) {
            throw RecurbenchException.usage("nothing to run: the experiment with these filters has no trial");
        }
        return plan;
    }
}
