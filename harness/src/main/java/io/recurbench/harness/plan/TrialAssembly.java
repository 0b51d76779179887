package io.recurbench.harness.plan;

import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.Program;
import io.recurbench.api.record.Seeds;
import io.recurbench.api.record.SeriesValue;
import io.recurbench.api.task.SpeedWorkload;
import io.recurbench.api.task.TaskSpec;
import io.recurbench.api.text.Suggestion;
import io.recurbench.harness.discovery.PluginFailure;
import io.recurbench.harness.experiment.CellEntry;
import io.recurbench.harness.experiment.Experiment;
import io.recurbench.harness.experiment.Grid;
import io.recurbench.harness.experiment.TaskEntry;
import io.recurbench.harness.experiment.TrainingConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Puts trials together and keeps those that the experiment's {@code where} lets through. */
final class TrialAssembly {
    private final Experiment experiment;
    private final PlanSettings settings;
    private final Models models;
    private final Problems problems;
    private final Foresight foresight;
    private final SeriesNames names;
    private final Map<String, PlannedTrial> trials = new LinkedHashMap<>();
    private final Set<String> seriesSeen = new TreeSet<>();
    private final Set<String> settingsSeen = new TreeSet<>(List.of("task", "cell", "backend", "parameters"));
    private int seen;

    TrialAssembly(Experiment experiment, PlanSettings settings, Models models, Problems problems, Foresight foresight) {
        this.experiment = experiment;
        this.settings = settings;
        this.models = models;
        this.problems = problems;
        this.foresight = foresight;
        this.names = new SeriesNames(experiment);
    }

    /** What the experiment, the task and the cell say of training, the later over the earlier. */
    static Map<String, List<Object>> merged(Experiment experiment, TaskEntry task, CellEntry cell) {
        Map<String, List<Object>> merged = new LinkedHashMap<>(experiment.training());
        merged.putAll(task.training());
        merged.putAll(cell.training());
        return merged;
    }

    /** Adds the trials of a combination: every setting of training, every seed. */
    void add(Choices.OfTask task, Choices.OfCell cell, Choices.OfBackend backend) {
        for (Map<String, Object> given : Grid.expand(merged(experiment, task.entry(), cell.entry()))) {
            problems.attempt(() -> add(new Choices.Combination(task, cell, backend, training(task, given))));
        }
    }

    /** Everything but the seed is looked at once, however many seeds there are; gives the number of trials. */
    private int add(Choices.Combination combination) {
        Map<String, Object> series = names.of(combination);
        seen += experiment.seeds().size();
        seriesSeen.addAll(series.keySet());
        see("task", combination.task().options().values());
        see("cell", combination.cell().options().values());
        see("backend", combination.backend().options().values());
        see("training", combination.training());
        if (!passes(series)) {
            return 0;
        }
        PlannedTrial shared = shared(combination, series);
        TrialIdentity identity = new TrialIdentity(combination, shared.spec().threads());
        for (int seed : experiment.seeds()) {
            TrialSpec spec = shared.spec().withSeed(identity.key(seed), identity.workKey(seed), identity.seeds(seed));
            PlannedTrial before = trials.putIfAbsent(spec.key(), shared.with(spec));
            if (before != null && !before.spec().series().equals(series)) {
                problems.add("two entries are the same trial under different names: "
                        + before.spec().series() + " and " + series + "; leave one of them out");
            }
        }
        return experiment.seeds().size();
    }

    /** What the trials of all seeds have in common. */
    private PlannedTrial shared(Choices.Combination combination, Map<String, Object> series) {
        try {
            combination.requireSound();
            Program program = program(combination);
            TrialSpec spec = spec(combination, series, Models.counts(program));
            PlannedModel model =
                    PlannedModel.of(program, TrainingConfig.optimiser(combination.training()), positions(combination));
            Optional<String> refusal = combination.backend().found().plugin().refuses(program);
            return new PlannedTrial(spec, Optional.of(model), refusal, Optional.empty());
        } catch (PluginFailure e) {
            TrialSpec spec = spec(combination, series, Map.of());
            return new PlannedTrial(spec, Optional.empty(), Optional.empty(), Optional.of(e));
        }
    }

    private Program program(Choices.Combination combination) {
        Choices.OfCell cell = combination.cell();
        Map<String, Object> training = combination.training();
        boolean readoutBias = !Boolean.FALSE.equals(training.get("readout-bias"));
        ModelSpec model = Planner.model(
                cell.found().plugin(),
                cell.options(),
                cell.layers(),
                cell.embedding(),
                combination.task(),
                readoutBias);
        double smoothing = (double) training.getOrDefault("label-smoothing", 0.0);
        return models.program(cell.found(), model.smoothed(smoothing));
    }

    private static Map<String, Object> training(Choices.OfTask task, Map<String, Object> given) {
        if (task.isLearning()) {
            return TrainingConfig.of(given).values();
        }
        var optimiser = TrainingConfig.optimiser(given);
        Map<String, Object> values = new TreeMap<>();
        values.put("optimiser", optimiser.kind().name().toLowerCase(Locale.ROOT));
        values.put("beta1", optimiser.beta1());
        values.put("beta2", optimiser.beta2());
        values.put("epsilon", optimiser.epsilon());
        values.put("weight-decay", optimiser.weightDecay());
        values.put("clip-norm", optimiser.clipNorm());
        return values;
    }

    private long positions(Choices.Combination combination) {
        Choices.OfTask task = combination.task();
        String label = task.entry().label();
        if (task.workload().isPresent()) {
            SpeedWorkload workload = task.workload().get();
            return Foresight.positions(label, workload.rows(), workload.steps());
        }
        TrainingConfig config = TrainingConfig.of(combination.training());
        return task.found()
                .call("its data", () -> foresight.positions(label, task.data().orElseThrow(), config));
    }

    /** What the record says of a trial to learn that is no part of its key. */
    private Map<String, String> facts(TaskSpec task) {
        Map<String, String> facts = new TreeMap<>();
        task.facts().forEach((name, fact) -> facts.put("protocol: " + name, fact));
        if (!experiment.bestOf().isEmpty()) {
            facts.put("best of", String.join(",", experiment.bestOf()));
        }
        return facts;
    }

    /** Key and seeds are still to come. */
    private TrialSpec spec(Choices.Combination combination, Map<String, Object> series, Map<String, Long> parameters) {
        Choices.OfCell cell = combination.cell();
        boolean learning = combination.task().isLearning();
        Optional<TaskSpec> spec = combination.spec();
        return new TrialSpec(
                "",
                "",
                experiment.id(),
                series,
                learning ? TrialSpec.Kind.LEARNING : TrialSpec.Kind.SPEED,
                combination.task().ref(),
                spec.map(TaskSpec::protocol).orElse(Map.of()),
                spec.map(TaskSpec::dataDigests).orElse(Map.of()),
                cell.ref(),
                cell.layers(),
                cell.embedding(),
                combination.backend().ref(),
                combination.training(),
                new Seeds(0, 0, 0),
                learning ? 0 : settings.threads(),
                parameters,
                spec.map(this::facts).orElse(Map.of()));
    }

    /** A reference may name a setting with or without what it is a setting of. */
    private void see(String owner, Map<String, Object> settings) {
        for (String name : settings.keySet()) {
            settingsSeen.add(name);
            settingsSeen.add(owner + "." + name);
        }
    }

    private boolean passes(Map<String, Object> series) {
        return experiment.where().entrySet().stream().allMatch(filter -> {
            Object value = series.get(filter.getKey());
            return value != null && filter.getValue().stream().anyMatch(allowed -> SeriesValue.same(value, allowed));
        });
    }

    /** The trials; an experiment without any is a problem, as is a filter on what no trial has. */
    List<PlannedTrial> trials() {
        for (String name : experiment.where().keySet()) {
            if (seen > 0 && !seriesSeen.contains(name)) {
                problems.add("'where' filters by '" + name + "', which no trial has" + Suggestion.of(name, seriesSeen)
                        + "; they have " + String.join(", ", seriesSeen));
            }
        }
        Set<String> referenced = new TreeSet<>();
        experiment
                .references()
                .forEach(reference -> referenced.addAll(reference.selects().keySet()));
        for (String name : referenced) {
            if (seen > 0 && !seriesSeen.contains(name) && !settingsSeen.contains(name)) {
                problems.add("'references' have values for a '" + name + "', which no trial has"
                        + Suggestion.of(name, seriesSeen) + "; they have " + String.join(", ", seriesSeen));
            }
        }
        if (trials.isEmpty() && seen > 0) {
            problems.add("no trial is left: 'where' " + experiment.where() + " matches none of " + seen);
        } else if (seen == 0) {
            problems.add("the experiment has no trial: its cells and tasks do not meet");
        }
        problems.throwIfAny();
        return new ArrayList<>(trials.values());
    }
}
