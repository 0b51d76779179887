package io.recurbench.harness.plan;

import io.recurbench.api.Options;
import io.recurbench.api.task.LearningTask;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskRequest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Opened tasks: each is opened once, however many trials use it. Thread-safe. */
public final class TaskStore {
    private final Optional<Path> dataDirectory;
    private final Map<String, TaskData> open = new HashMap<>();

    /** A store of tasks that look for files in {@code dataDirectory}. */
    public TaskStore(Optional<Path> dataDirectory) {
        this.dataDirectory = dataDirectory;
    }

    /** Where tasks look for files; empty if nowhere. */
    public Optional<Path> dataDirectory() {
        return dataDirectory;
    }

    /** The data of a task with these options; throws what {@link LearningTask#open} throws. */
    public synchronized TaskData open(LearningTask task, Options options) {
        String name = task.id() + " " + options;
        TaskData data = open.get(name);
        if (data == null) {
            data = task.open(new TaskRequest(options, dataDirectory));
            open.put(name, data);
        }
        return data;
    }
}
