package com.acme;

import io.recurbench.api.Availability;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.backend.ProgramTrainer;
import java.util.Map;

/** Runs programs with plain loops over arrays of floats, on one thread. */
public final class LoopsBackend implements Backend {
    @Override
    public String id() {
        return "acme:loops";
    }

    @Override
    public String description() {
        return "plain loops over arrays, to be read";
    }

    @Override
    public Availability availability() {
        return new Availability.Available(Map.of("threads", "1"));
    }

    @Override
    public Determinism determinism() {
        return Determinism.BITWISE;
    }

    @Override
    public Trainer open(TrainerRequest request) {
        return new ProgramTrainer(request, new LoopsExecution(request));
    }
}
