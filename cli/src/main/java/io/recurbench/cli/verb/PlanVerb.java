package io.recurbench.cli.verb;

import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.terminal.Console;
import io.recurbench.cli.text.PlanText;
import io.recurbench.harness.plan.Plan;
import io.recurbench.harness.plan.PlanSettings;
import io.recurbench.harness.plan.Sharding;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what a run would do: trials, what they cost, and which machine of many would run them. */
@Command(
        name = "plan",
        description = {
            "Print the trials of an experiment: keys, sizes, about how much work each is, and its shard.",
            "Everything is checked that can be without training. Nothing is run."
        },
        footer = {
            "",
            "  recurbench plan cprnn/budget --scale paper --shards 10 --json",
            "",
            "'run' takes the same choices; its --shard runs one part."
        })
public final class PlanVerb extends Verb {
    @Mixin
    private ExperimentChoice choice = new ExperimentChoice();

    @Option(names = "--shards", paramLabel = "N", description = "Say which of N parts each trial belongs to.")
    private @Nullable Integer shards;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Host threads that a measurement of speed would use (all processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Mixin
    private DataFolder data = new DataFolder();

    public PlanVerb(Console console) {
        super(console);
    }

    @Override
    Answer answer() {
        Plan plan = choice.plan(harness(), new PlanSettings(data.of(console()), threads));
        return PlanText.answer(plan, shards == null ? Map.of() : Sharding.of(plan, shards), console());
    }
}
