package io.recurbench.cpu.exec;

import java.util.HashMap;
import java.util.Map;

/** Arrays that instructions of all threads share beside the plan's regions, by name. */
final class SharedArrays {
    private final Map<String, float[]> arrays = new HashMap<>();

    /** The array of this name, made by whoever asks first. */
    float[] array(String name, int length) {
        return arrays.computeIfAbsent(name, ignored -> new float[length]);
    }

    long bytes() {
        return arrays.values().stream().mapToLong(array -> 4L * array.length).sum();
    }
}
