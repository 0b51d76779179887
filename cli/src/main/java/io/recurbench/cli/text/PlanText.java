package io.recurbench.cli.text;

import io.recurbench.api.record.TrialSetting;
import io.recurbench.api.record.TrialSpec;
import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.answer.ExitCode;
import io.recurbench.cli.terminal.Console;
import io.recurbench.harness.plan.Plan;
import io.recurbench.harness.plan.PlannedTrial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code plan} and {@code run --dry-run} tell. */
public final class PlanText {
    private static final int KEY_DIGITS = 12;

    private PlanText() {}

    /**
     * The plan.
     *
     * @param shards of each trial by its key the number of its part; empty if it is not cut into parts
     */
    public static Answer answer(Plan plan, Map<String, Integer> shards, Console console) {
        Layout layout = new Layout(console.columns(), "");
        plan.trials().forEach(trial -> layout.row(trial.spec().key().substring(0, KEY_DIGITS), line(trial, shards)));
        List<String> lines = new ArrayList<>();
        lines.addAll(layout.lines());
        plan.notes().forEach(note -> lines.add("Note: " + note + "."));
        int parts = shards.values().stream().max(Integer::compare).orElse(0);
        for (int part = 1; part <= parts; part++) {
            lines.add(load(plan, shards, part));
        }
        lines.add(plan.shard().map(shard -> "Shard " + shard.name() + ": ").orElse("")
                + TrialText.count(plan.trials().size())
                + plan.shard().map(shard -> " of " + shard.plan().size()).orElse("") + "; nothing was run.");
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("experiment", plan.experiment().id());
        data.put("resolved", plan.experiment().toYaml());
        data.put("notes", plan.notes());
        // Each is described when it is written: there may be many, and a person does not ask for them.
        Iterable<Map<String, Object>> described = () ->
                plan.trials().stream().map(trial -> describe(trial, shards)).iterator();
        data.put("trials", described);
        long failing = plan.trials().stream()
                .filter(trial -> trial.failure().isPresent())
                .count();
        return failing == 0
                ? Answer.of(data, lines)
                : new Answer(
                        data,
                        String.join("\n", lines),
                        ExitCode.TRIALS_FAILED,
                        failing + " of " + plan.trials().size() + " trials would fail: a plugin does");
    }

    private static String load(Plan plan, Map<String, Integer> shards, int part) {
        List<PlannedTrial> trials = plan.trials().stream()
                .filter(trial -> shards.getOrDefault(trial.spec().key(), 0) == part)
                .toList();
        return "Shard " + part + ": " + TrialText.count(trials.size()) + ", about "
                + operations(
                        trials.stream().mapToDouble(PlannedTrial::operations).sum());
    }

    private static String operations(double operations) {
        return String.format(Locale.ROOT, "%.3g operations", operations);
    }

    private static String line(PlannedTrial trial, Map<String, Integer> shards) {
        Long parameters = trial.spec().setting().parameters().get("total");
        Integer shard = shards.get(trial.spec().key());
        return (shard == null ? "" : "shard " + shard + ": ")
                + trial.spec().name()
                + (parameters == null ? "" : ", " + parameters + " parameters")
                + (trial.memoryBytes() > 0 ? ", about " + TrialText.bytes(trial.memoryBytes()) : "")
                + (trial.operations() > 0 ? ", " + operations(trial.operations()) : "")
                + trial.skip().map(reason -> ", skipped: " + reason).orElse("")
                + trial.failure()
                        .map(failure -> ", fails: " + failure.getMessage())
                        .orElse("");
    }

    private static Map<String, Object> describe(PlannedTrial trial, Map<String, Integer> shards) {
        TrialSpec spec = trial.spec();
        TrialSetting setting = spec.setting();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("key", spec.key());
        facts.put("workKey", spec.workKey());
        facts.put("name", spec.name());
        facts.put("task", setting.task());
        facts.put("cell", setting.cell());
        facts.put("layers", setting.layers());
        facts.put("embedding", setting.embedding());
        facts.put("backend", setting.backend());
        facts.put("training", trial.trial().training().values(setting.kind()));
        facts.put("seeds", spec.seeds());
        facts.put("parameters", setting.parameters());
        facts.put("memoryBytes", trial.memoryBytes());
        facts.put("operations", trial.operations());
        if (!shards.isEmpty()) {
            facts.put("shard", shards.get(spec.key()));
        }
        trial.skip().ifPresent(reason -> facts.put("skipped", reason));
        trial.failure().ifPresent(failure -> facts.put("fails", failure.getMessage()));
        return facts;
    }
}
