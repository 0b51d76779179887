package io.recurbench.suites.quickstart;

import io.recurbench.api.task.Suite;
import io.recurbench.api.task.Task;
import java.net.URL;
import java.util.List;
import java.util.Objects;

/** An experiment on the tasks of other suites: small enough to end before a coffee is brewed. It has no tasks itself. */
public final class QuickstartSuite implements Suite {

    /** The suite. */
    public QuickstartSuite() {}

    @Override
    public String id() {
        return "quickstart";
    }

    @Override
    public String description() {
        return "Five cells on four small tasks, to begin with";
    }

    @Override
    public List<Task> tasks() {
        return List.of();
    }

    @Override
    public List<URL> experiments() {
        return List.of(Objects.requireNonNull(getClass().getResource("quickstart.yaml"), "quickstart.yaml"));
    }
}
