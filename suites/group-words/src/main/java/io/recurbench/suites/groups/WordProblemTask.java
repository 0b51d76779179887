package io.recurbench.suites.groups;

import io.recurbench.api.Option;
import io.recurbench.api.task.LearningTask;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskRequest;
import io.recurbench.suites.common.SequenceSettings;
import io.recurbench.suites.common.SequenceTaskData;
import java.util.List;
import java.util.Map;

/**
 * The product of the elements read so far in a finite group: the standard test of state tracking. Over a group that is
 * not solvable (A_5, S_5) it is complete for NC^1 (Barrington 1989), beyond what a constant-depth parallel model can do
 * (Merrill et al., 'The Illusion of State in State-Space Models', ICML 2024).
 */
public final class WordProblemTask implements LearningTask {

    /** The task. */
    public WordProblemTask() {}

    @Override
    public String id() {
        return "word-problem";
    }

    @Override
    public String description() {
        return "Product of the elements of a finite group read so far";
    }

    @Override
    public List<Option> options() {
        return SequenceSettings.optionsAfter(
                Option.text("group", "S3", "Z_m, D_m, S_n, A_n or a product of them: Z5, D4, S_5, A5, S3xZ2"));
    }

    @Override
    public TaskData open(TaskRequest request) {
        Group group = Groups.parse(request.options().text("group"));
        return new SequenceTaskData(
                new WordProblem(group),
                SequenceSettings.of(request.options()),
                Map.of(
                        "group", GroupWordTask.describe(group),
                        "input", "elements, each equally likely",
                        "target", "product of the elements in the order read"));
    }
}
