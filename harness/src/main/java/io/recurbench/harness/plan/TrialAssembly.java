package io.recurbench.harness.plan;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.program.Program;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.api.record.TrialSpec;
import io.recurbench.api.task.SpeedWorkload;
import io.recurbench.api.task.TaskSpec;
import io.recurbench.harness.discovery.PluginFailure;
import io.recurbench.harness.experiment.Experiment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes trials of combinations: each seed of those that the experiment keeps. */
final class TrialAssembly {
    /** A measurement of speed takes about half a minute whatever it measures, in which a core makes so many operations. */
    private static final double OPERATIONS_OF_MEASUREMENT = 3e11;

    private final Experiment experiment;
    private final int threads;
    private final Models models;
    private final Foresight foresight;
    private final Problems problems;
    private final SeriesNames names;
    private final Map<String, PlannedTrial> trials = new LinkedHashMap<>();

    /**
     * An assembly.
     *
     * @param threads host threads of a measurement of speed
     */
    TrialAssembly(Experiment experiment, int threads, Models models, Foresight foresight, Problems problems) {
        this.experiment = experiment;
        this.threads = threads;
        this.models = models;
        this.foresight = foresight;
        this.problems = problems;
        this.names = new SeriesNames(experiment);
    }

    /**
     * The trials of all combinations, each once.
     *
     * @throws RecurbenchException with all problems, of the kind of the first
     */
    List<PlannedTrial> trials(List<Combination> combinations) {
        Selection selection = new Selection(experiment);
        for (Combination combination : combinations) {
            Map<String, Object> series = names.of(combination);
            if (selection.keeps(combination, series)) {
                problems.attempt(() -> shared(combination, series)).ifPresent(shared -> add(combination, shared));
            }
        }
        problems.throwIfAny();
        // What no trial has is only known when there is nothing else that could have kept trials away.
        selection.check(problems);
        problems.throwIfAny();
        return new ArrayList<>(trials.values());
    }

    /** What the trials of all seeds have in common: looked at once, however many seeds there are. */
    private record Shared(
            TrialSetting setting,
            Map<String, String> facts,
            Optional<PlannedModel> model,
            double operations,
            Optional<String> skip,
            Optional<PluginFailure> failure) {}

    private void add(Combination combination, Shared shared) {
        TrialIdentity identity = new TrialIdentity(combination, threads);
        for (int seed : experiment.seeds()) {
            TrialSpec spec = identity.spec(shared.setting(), seed);
            PlannedTrial before = trials.putIfAbsent(
                    spec.key(),
                    new PlannedTrial(
                            new Trial(spec, combination.training(), shared.facts()),
                            shared.model(),
                            shared.operations(),
                            shared.skip(),
                            shared.failure()));
            Map<String, Object> series = shared.setting().series();
            if (before != null && !before.spec().setting().series().equals(series)) {
                problems.add("two entries are the same trial under different names: "
                        + before.spec().setting().series() + " and " + series + "; leave one of them out");
            }
        }
    }

    private Shared shared(Combination combination, Map<String, Object> series) {
        Map<String, String> facts = facts(combination);
        try {
            combination.requireSound();
            Program program = models.program(combination.cell().found(), combination.model());
            PlannedModel model = PlannedModel.of(program, combination.training().optimiser(), positions(combination));
            Optional<String> refusal = combination.backend().found().plugin().refuses(program);
            TrialSetting setting = setting(combination, series, Models.counts(program));
            double operations = refusal.isPresent() ? 0 : operations(combination, model);
            return new Shared(setting, facts, Optional.of(model), operations, refusal, Optional.empty());
        } catch (PluginFailure e) {
            TrialSetting setting = setting(combination, series, Map.of());
            return new Shared(setting, facts, Optional.empty(), 0, Optional.empty(), Optional.of(e));
        }
    }

    private double operations(Combination combination, PlannedModel model) {
        Choices.OfTask task = combination.task();
        return task.data().isEmpty()
                ? OPERATIONS_OF_MEASUREMENT
                : model.operationsOfUpdate()
                        * task.found()
                                .call(
                                        "its data",
                                        () -> foresight.updates(task.data().get(), combination.training()));
    }

    private long positions(Combination combination) {
        Choices.OfTask task = combination.task();
        String label = task.entry().label();
        if (task.workload().isPresent()) {
            SpeedWorkload workload = task.workload().get();
            return Foresight.positions(label, workload.rows(), workload.steps());
        }
        return task.found()
                .call("its data", () -> foresight.positions(label, task.data().orElseThrow(), combination.training()));
    }

    /** What the record says that is no part of the key. */
    private Map<String, String> facts(Combination combination) {
        Map<String, String> facts = new TreeMap<>();
        if (combination.kind() == TrialSetting.Kind.SPEED) {
            combination.settings().forEach((name, value) -> facts.put("optimiser: " + name, String.valueOf(value)));
        }
        combination.spec().ifPresent(task -> {
            task.facts().forEach((name, fact) -> facts.put("protocol: " + name, fact));
            if (!experiment.bestOf().isEmpty()) {
                facts.put("best of", String.join(",", experiment.bestOf()));
            }
        });
        return Map.copyOf(facts);
    }

    private TrialSetting setting(Combination combination, Map<String, Object> series, Map<String, Long> parameters) {
        Choices.OfCell cell = combination.cell();
        Optional<TaskSpec> spec = combination.spec();
        return new TrialSetting(
                experiment.id(),
                series,
                combination.task().ref(),
                spec.map(TaskSpec::protocol).orElse(Map.of()),
                spec.map(TaskSpec::dataDigests).orElse(Map.of()),
                cell.ref(),
                cell.layers(),
                cell.embedding(),
                combination.backend().ref(),
                combination.kind() == TrialSetting.Kind.LEARNING ? combination.settings() : Map.of(),
                parameters);
    }
}
