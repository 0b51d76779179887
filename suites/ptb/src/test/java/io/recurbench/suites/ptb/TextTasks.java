package io.recurbench.suites.ptb;

import io.recurbench.api.Options;
import io.recurbench.api.task.LearningTask;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens tasks, and finds the Penn Treebank where there is one. */
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

    /** The data directory: $RECURBENCH_DATA, or shared/data beside the project or a folder above it. */
    static Optional<Path> dataDirectory() {
        String named = System.getenv("RECURBENCH_DATA");
        if (named != null && Files.isDirectory(Path.of(named, "ptb"))) {
            return Optional.of(Path.of(named));
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path candidate = at.resolve("shared/data");
            if (Files.isDirectory(candidate.resolve("ptb"))) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
