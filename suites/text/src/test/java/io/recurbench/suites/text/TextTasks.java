package io.recurbench.suites.text;

import io.recurbench.api.Options;
import io.recurbench.api.task.LearningTask;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskRequest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens tasks. */
final class TextTasks {
    private TextTasks() {}

    /** Opens a task with options given as name and value in turn. */
    static TaskData open(LearningTask task, @Nullable Path directory, Object... options) {
        Map<String, Object> given = new HashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            given.put((String) options[i], options[i + 1]);
        }
        return task.open(new TaskRequest(
                Options.resolve("task '" + task.id() + "'", task.options(), given), Optional.ofNullable(directory)));
    }
}
