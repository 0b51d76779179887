package com.acme;

import io.recurbench.api.task.Suite;
import io.recurbench.api.task.Task;
import java.net.URL;
import java.util.List;
import java.util.Objects;

/** A suite with one task and one experiment. */
public final class WavesSuite implements Suite {
    @Override
    public String id() {
        return "acme:waves";
    }

    @Override
    public String description() {
        return "forecasts of sums of sines";
    }

    @Override
    public List<Task> tasks() {
        return List.of(new WavesTask());
    }

    @Override
    public List<URL> experiments() {
        return List.of(Objects.requireNonNull(getClass().getResource("waves.yaml"), "waves.yaml"));
    }
}
