package io.recurbench.suites.throughput;

import io.recurbench.api.service.AuditRequest;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What lies between the two readings of the clock. Host memory is the start and the end of each. */
enum Region {
    /** Loss and gradients of a batch, the gradient copied to the host. */
    FORWARD_BACKWARD(AuditRequest.Call.GRADIENTS),
    /** The same with the optimiser's update, nothing copied but the loss. */
    STEP(AuditRequest.Call.STEP),
    /** Scores of a batch, no gradient. */
    EVALUATION(AuditRequest.Call.EVALUATE);

    private final AuditRequest.Call call;

    Region(AuditRequest.Call call) {
        this.call = call;
    }

    /** The method of a trainer that is timed. */
    AuditRequest.Call call() {
        return call;
    }

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
