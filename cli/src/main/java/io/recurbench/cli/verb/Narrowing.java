package io.recurbench.cli.verb;

import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSetting;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which of the results are compared, and which of their numbers. */
final class Narrowing {
    @Option(names = "--task", paramLabel = "ID", description = "Only these tasks, by label or id (all).")
    private List<String> tasks = List.of();

    @Option(names = "--cell", paramLabel = "ID", description = "Only these cells, by label or id (all).")
    private List<String> cells = List.of();

    @Option(names = "--only", paramLabel = "WHAT", description = "quality or speed (both).")
    private @Nullable Question only;

    @Option(names = "--metric", paramLabel = "NAME", description = "Compare this metric instead of the score.")
    private @Nullable String metric;

    /** What is asked of results. */
    private enum Question {
        QUALITY,
        SPEED
    }

    /** Whether a trial is asked for. */
    Predicate<TrialRecord> wanted() {
        List<String> wantedTasks = Verb.names(tasks);
        List<String> wantedCells = Verb.names(cells);
        return trial -> {
            TrialSetting setting = trial.setting();
            boolean isAsked = only == null || (only == Question.SPEED) == (setting.kind() == TrialSetting.Kind.SPEED);
            return isAsked
                    && isOneOf(wantedTasks, setting.taskLabel(), setting.task().id())
                    && isOneOf(wantedCells, setting.cellLabel(), setting.cell().id());
        };
    }

    /** The metric that is compared; empty for the score. */
    Optional<String> metric() {
        return Optional.ofNullable(metric);
    }

    private static boolean isOneOf(List<String> wanted, String label, String id) {
        return wanted.isEmpty() || wanted.contains(label) || wanted.contains(id);
    }
}
