package io.recurbench.suites.field;

import io.recurbench.api.task.Suite;
import io.recurbench.api.task.Task;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The tables that a survey of recurrent cells would print: every shipped cell at equal numbers of parameters. */
public final class FieldSuite implements Suite {

    @Override
    public String id() {
        return "field";
    }

    @Override
    public String description() {
        return "every shipped cell at equal parameters, as a survey would compare them";
    }

    @Override
    public List<Task> tasks() {
        return List.of();
    }

    @Override
    public List<URL> experiments() {
        return Stream.of("state-tracking")
                .map(name -> Objects.requireNonNull(
                        FieldSuite.class.getResource(name + ".yaml"), () -> name + ".yaml is not in the jar"))
                .toList();
    }
}
