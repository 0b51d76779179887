package io.recurbench.suites.throughput;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What lies between the two readings of the clock. Host memory is the start and the end of each. */
enum Region {
    /** Loss and gradients of a batch, the gradient copied to the host. */
    FORWARD_BACKWARD,
    /** The same with the optimiser's update, nothing copied but the loss. */
    STEP,
    /** Scores of a batch, no gradient. */
    EVALUATION;

    static Region of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> names() {
        return Stream.of(STEP, FORWARD_BACKWARD, EVALUATION).map(Region::label).toList();
    }
}
