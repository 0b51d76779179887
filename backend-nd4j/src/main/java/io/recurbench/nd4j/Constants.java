package io.recurbench.nd4j;

import java.util.HashMap;
import java.util.Map;

/** Numbers that operations read and nothing writes. */
final class Constants {
    private final Memory memory;
    private final Map<Double, Region> scalars = new HashMap<>();
    private Region ones;

    Constants(Memory memory) {
        this.memory = memory;
        this.ones = memory.allocate(1, 1);
        this.ones.fill(1f);
    }

    /** {@code [1][1]}. */
    Region scalar(double value) {
        return scalars.computeIfAbsent(value, key -> {
            Region region = memory.allocate(1, 1);
            region.fill((float) value);
            return region;
        });
    }

    /** {@code [1][n]} ones, n at least {@code count}. A shorter one stays where it is: kernels point to it. */
    Region ones(int count) {
        if (ones.width() < count) {
            ones = memory.allocate(1, Math.max(count, 2 * ones.width()));
            ones.fill(1f);
        }
        return ones;
    }
}
