package io.recurbench.testkit.task;

import io.recurbench.api.Option;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.task.EvaluationSet;
import io.recurbench.api.task.LearningTask;
import io.recurbench.api.task.SpeedTask;
import io.recurbench.api.task.TaskSpec;
import io.recurbench.testkit.rule.Check;
import io.recurbench.testkit.rule.Declarations;
import io.recurbench.testkit.rule.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** T1 and T2: what a task says of itself. */
final class TaskDeclarationRules {
    private static final double MOST = 1000;
    private static final List<String> TEXTS =
            List.of("", " ", "x", "-1", "1,2", "ab(", "\u202e\u0000<b>", "9".repeat(500));

    static final Rule<TaskSubject> DEFAULTS = Rule.single(
            "T1",
            "the task has a proper id and description, and what it says of its data goes together",
            List.of(
                    "the id: lower case, digits and hyphens, a vendor and a colon in front for third parties",
                    "defaults that do not go together: open takes them before anything else",
                    "chance lies below 1 for classes, and is a mean squared error for numbers",
                    "names of evaluation sets are unique; there is one of role VALIDATION, and heldOut() names sets that exist"),
            TaskDeclarationRules::defaults);

    static final Rule<TaskSubject> BOUNDS = Rule.single(
            "T2",
            "an option's value is taken or refused with a RecurbenchException, never another exception",
            List.of(
                    "the minimum of an option: a size of 0 may pass the bounds and fail in open",
                    "texts: whatever a user types there is read or refused, with what was expected"),
            TaskDeclarationRules::bounds);

    static final List<Rule<TaskSubject>> ALL = List.of(DEFAULTS, BOUNDS);

    private TaskDeclarationRules() {}

    private static void defaults(TaskSubject subject, Check check) {
        Declarations.check(subject.task(), check);
        Declarations.check(subject.task().options(), check);
        if (subject.task() instanceof SpeedTask speed) {
            check.that(speed.workload(subject.options(Map.of())) != null, "workload(options) gives null");
            return;
        }
        TaskSubject.Opened opened;
        try {
            opened = subject.open(Map.of());
        } catch (RecurbenchException e) {
            check.untriedIf(TaskSubject.isHindrance(e), "it does not open: " + e.getMessage());
            check.that(false, "the task refuses its own defaults: " + e.getMessage());
            throw e;
        }
        spec(opened.data().spec(), check);
        check.that(opened.data().spec().equals(opened.data().spec()), "spec() changes from call to call");
        Set<String> names = new HashSet<>();
        boolean validates = false;
        for (EvaluationSet set : opened.data().evaluations(TaskSubject.ROWS)) {
            check.that(names.add(set.name()), "two evaluation sets are called '" + set.name() + "'");
            validates |= set.role() == EvaluationSet.Role.VALIDATION;
        }
        check.that(validates, "there is no evaluation set of role VALIDATION: nothing drives the schedule");
        check.that(
                names.containsAll(opened.data().heldOut()),
                "heldOut() is " + opened.data().heldOut() + ", the evaluation sets are " + names);
    }

    private static void spec(TaskSpec spec, Check check) {
        boolean numbers = spec.output().loss() == OutputSpec.LossKind.MEAN_SQUARED_ERROR;
        check.that(
                numbers == (spec.score() == TaskSpec.Score.MEAN_SQUARED_ERROR),
                "the score is " + spec.score() + " and the output is for "
                        + spec.output().loss());
        double chance = spec.chance();
        check.that(
                numbers ? chance >= 0 && Double.isFinite(chance) : chance >= 0 && chance < 1,
                "chance is " + chance + ", expected " + (numbers ? "a mean squared error" : "a share below 1"));
        check.that(
                spec.optimum().isEmpty() || Double.isFinite(spec.optimum().getAsDouble()), "the optimum is no number");
        check.that(
                !spec.protocol().isEmpty(), "the protocol says nothing: what decides whether results can be compared?");
    }

    private static void bounds(TaskSubject subject, Check check) {
        for (Option option : subject.task().options()) {
            switch (option.type()) {
                case INTEGER, REAL -> {
                    refused(subject, option, option.minimum() - 1, check);
                    if (option.maximum() < Integer.MAX_VALUE) {
                        refused(subject, option, option.maximum() + 1, check);
                    }
                    takenOrRefused(subject, option, number(option, option.minimum()), check);
                    // What is larger may be a matter of minutes.
                    takenOrRefused(subject, option, number(option, Math.min(MOST, option.maximum())), check);
                }
                case FLAG -> {
                    takenOrRefused(subject, option, true, check);
                    takenOrRefused(subject, option, false, check);
                }
                case CHOICE -> {
                    refused(subject, option, "no-such-choice", check);
                    option.choices().forEach(choice -> takenOrRefused(subject, option, choice, check));
                }
                case TEXT -> TEXTS.forEach(text -> takenOrRefused(subject, option, text, check));
            }
        }
        check.refused("an unknown option", RecurbenchException.class, () -> subject.options(Map.of("no-such", 1)));
    }

    private static Object number(Option option, double value) {
        return option.type() == Option.Type.INTEGER ? (Object) (long) value : (Object) value;
    }

    private static void refused(TaskSubject subject, Option option, Object value, Check check) {
        check.refused(
                "option " + option.name() + "=" + value,
                RecurbenchException.class,
                () -> subject.options(Map.of(option.name(), value)));
    }

    private static void takenOrRefused(TaskSubject subject, Option option, Object value, Check check) {
        String what = "option " + option.name() + "=" + value;
        try {
            if (subject.task() instanceof SpeedTask speed) {
                speed.workload(subject.options(Map.of(option.name(), value)));
            } else if (subject.task() instanceof LearningTask) {
                subject.open(Map.of(option.name(), value)).data().spec();
            }
        } catch (RecurbenchException e) {
            // A file that is not there, or is not what it should be, is no matter of the option's value.
            check.that(
                    e.kind() != RecurbenchException.Kind.RESULT && e.kind() != RecurbenchException.Kind.CONFORMANCE,
                    what + " is refused with kind " + e.kind() + ", expected USAGE: " + e.getMessage());
        } catch (RuntimeException e) {
            check.threw(what + ": expected data or a RecurbenchException", e);
        }
    }
}
