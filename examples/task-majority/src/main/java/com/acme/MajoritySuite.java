package com.acme;

import io.recurbench.api.task.Suite;
import io.recurbench.api.task.Task;
import java.net.URL;
import java.util.List;
import java.util.Objects;

/** A suite with one task and one experiment. */
public final class MajoritySuite implements Suite {
    @Override
    public String id() {
        return "acme:majority";
    }

    @Override
    public String description() {
        return "majority of a bit string";
    }

    @Override
    public List<Task> tasks() {
        return List.of(new MajorityTask());
    }

    @Override
    public List<URL> experiments() {
        return List.of(Objects.requireNonNull(getClass().getResource("majority.yaml"), "majority.yaml"));
    }
}
