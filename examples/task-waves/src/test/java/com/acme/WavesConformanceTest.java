package com.acme;

import io.recurbench.api.task.Task;
import io.recurbench.testkit.TaskConformance;
import java.util.stream.Stream;

class WavesConformanceTest extends TaskConformance {
    @Override
    protected Stream<Task> tasks() {
        return new WavesSuite().tasks().stream();
    }
}
