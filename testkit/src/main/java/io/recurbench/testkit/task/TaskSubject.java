package io.recurbench.testkit.task;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.command.NameList;
import io.recurbench.api.command.ShellCommand;
import io.recurbench.api.stability.Stability;
import io.recurbench.api.task.EvaluationSet;
import io.recurbench.api.task.LearningTask;
import io.recurbench.api.task.SpeedTask;
import io.recurbench.api.task.Task;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskRequest;
import io.recurbench.testkit.rule.Check;
import io.recurbench.testkit.rule.Extent;
import io.recurbench.testkit.rule.Rule;
import io.recurbench.testkit.rule.RuleCase;
import io.recurbench.testkit.rule.Subject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A task under examination, and the settings of its options with which it is opened. */
@Stability.Experimental
public final class TaskSubject implements Subject {
    /** B of the batches that are drawn; no task is about it. */
    static final int ROWS = 6;

    static final long SEED = 4242;

    private final Task task;
    private final Map<String, ?> given;
    private final Optional<Path> data;
    private final Extent extent;

    /**
     * Makes a subject.
     *
     * @param task the task to examine
     * @param options its options by name, where they are not to have their defaults
     * @param data where data files are looked for
     * @param extent whether every option is varied
     * @throws RecurbenchException of kind USAGE for an option that the task does not have, or a value out of its bounds
     */
    public TaskSubject(Task task, Map<String, ?> options, Optional<Path> data, Extent extent) {
        this.task = task;
        this.given = new TreeMap<>(options);
        this.data = data;
        this.extent = extent;
        if (!given.isEmpty()) {
            options(Map.of());
        }
    }

    /**
     * Opens the task with the options that were given, before rules are tried with them.
     *
     * @throws RecurbenchException of kind USAGE if the task refuses them; what else hinders it is left to the rules
     */
    public void checkOptions() {
        try {
            if (!given.isEmpty() && task instanceof SpeedTask speed) {
                speed.workload(options(Map.of()));
            } else if (!given.isEmpty() && task instanceof LearningTask) {
                open(Map.of());
            }
        } catch (RecurbenchException e) {
            if (!isHindrance(e)) {
                throw e;
            }
        }
    }

    /** Whether it is the machine that a task does not open on, and not what it was asked for. */
    static boolean isHindrance(RecurbenchException e) {
        return switch (e.kind()) {
            case ENVIRONMENT, DATA, RESOURCE -> true;
            case USAGE, RESULT, CONFORMANCE -> false;
        };
    }

    /** The task under examination. */
    public Task task() {
        return task;
    }

    @Override
    public String name() {
        return "task " + task.id();
    }

    @Override
    public ShellCommand command() {
        ShellCommand command = ShellCommand.recurbench("tck").with("run").with(NameList.write(List.of(task.id())));
        for (Map.Entry<String, ?> option : given.entrySet()) {
            command = command.with("--option", option.getKey() + "=" + option.getValue());
        }
        if (data.isPresent()) {
            command = command.with("--data", data.get().toString());
        }
        return extent == Extent.BRIEF ? command.with("--brief") : command;
    }

    /** The given options and these. */
    Options options(Map<String, ?> values) {
        Map<String, Object> all = new TreeMap<>(given);
        all.putAll(values);
        return Options.resolve("task '" + task.id() + "'", task.options(), all);
    }

    /** How many positions of a source are looked at. */
    long positions() {
        return extent == Extent.FULL ? 1 << 19 : 1 << 16;
    }

    /** A learning task, opened. */
    Opened open(Map<String, ?> values) {
        TaskRequest request = new TaskRequest(options(values), data);
        return new Opened(((LearningTask) task).open(request), positions());
    }

    /**
     * Data of a task, and what was drawn of them.
     *
     * @param data opened
     * @param positions of each source that are looked at
     */
    record Opened(TaskData data, long positions) {
        Drawn training() {
            return training(ROWS, 0);
        }

        Drawn training(int rows, int epoch) {
            return Drawn.of(data.training(rows, SEED, epoch), positions / 4);
        }

        Drawn drawn(EvaluationSet set) {
            return Drawn.of(set.batches().get(), positions);
        }
    }

    /** A rule that is tried with the given options, and with others, one at a time. Not tried where a task has no data here. */
    static Rule<TaskSubject> rule(String id, String title, DataBody body, String... ifThisFails) {
        return new Rule<>(id, title, List.of(ifThisFails), subject -> {
            List<RuleCase> cases = new ArrayList<>();
            for (Map<String, Object> setting : subject.settings()) {
                cases.add(subject.ruleCase(setting, body));
            }
            return cases;
        });
    }

    /** As {@link #rule}, for what costs too much to try with every option. */
    static Rule<TaskSubject> once(String id, String title, DataBody body, String... ifThisFails) {
        return new Rule<>(id, title, List.of(ifThisFails), subject -> List.of(subject.ruleCase(Map.of(), body)));
    }

    private RuleCase ruleCase(Map<String, Object> setting, DataBody body) {
        String name = setting.isEmpty()
                ? ""
                : setting.keySet().iterator().next() + "="
                        + setting.values().iterator().next();
        return new RuleCase(name, SEED, check -> {
            check.skipIf(!(task instanceof LearningTask), "it measures speed and has no batches of its own");
            Opened opened;
            try {
                opened = open(setting);
            } catch (RecurbenchException e) {
                String reason = "it does not open: " + e.getMessage();
                // Another value of an option need not go with the others; the task's own have to.
                check.skipIf(!isHindrance(e) && !setting.isEmpty(), reason);
                check.untriedIf(true, reason);
                throw e;
            }
            body.run(this, setting, opened, check);
        });
    }

    private List<Map<String, Object>> settings() {
        Set<Map<String, Object>> settings = new LinkedHashSet<>();
        settings.add(Map.of());
        for (Option option : task.options()) {
            if (!given.containsKey(option.name()) && (extent == Extent.FULL || option.type() == Option.Type.CHOICE)) {
                others(option).forEach(value -> settings.add(Map.of(option.name(), value)));
            }
        }
        return List.copyOf(settings);
    }

    /** Values other than the default: all of a few, or one a little larger. */
    private static List<Object> others(Option option) {
        List<Object> values = new ArrayList<>();
        switch (option.type()) {
            case FLAG -> values.add(!(Boolean) option.defaultValue());
            case CHOICE -> values.addAll(option.choices());
            case INTEGER -> {
                long before = ((Number) option.defaultValue()).longValue();
                values.add((long) Math.min(option.maximum(), before + 7.0));
            }
            case REAL -> {
                double before = ((Number) option.defaultValue()).doubleValue();
                values.add(Math.min(option.maximum(), before + 0.375));
            }
            case TEXT -> {}
        }
        values.remove(option.defaultValue());
        return values;
    }

    /** What a rule does with the data. */
    @FunctionalInterface
    interface DataBody {
        void run(TaskSubject subject, Map<String, Object> setting, Opened opened, Check check) throws Exception;
    }
}
