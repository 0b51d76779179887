package io.recurbench.reference;

import io.recurbench.api.Availability;
import io.recurbench.api.Option;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.backend.ProgramTrainer;
import java.util.List;
import java.util.Map;

/**
 * Interprets programs in double precision, on one thread. The oracle of the conformance rules, and a usable, slow
 * backend wherever there is a JVM.
 */
public final class ReferenceBackend implements Backend {

    /** Its id, {@code reference}. */
    public static final String ID = "reference";

    static final Option PRECISION = Option.choice(
            "precision",
            Precision.words(),
            "significand to which every value is rounded; with anything but double it is no longer the reference");

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "interpreter in double precision that defines the right result; slow";
    }

    @Override
    public Availability availability() {
        return new Availability.Available(Map.of("precision", "float64", "threads", "1"));
    }

    @Override
    public List<Option> options() {
        return List.of(PRECISION);
    }

    @Override
    public Determinism determinism() {
        return Determinism.BITWISE;
    }

    @Override
    public Trainer open(TrainerRequest request) {
        return new ProgramTrainer(request, new ReferenceExecution(request));
    }
}
