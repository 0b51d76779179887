package com.acme;

import io.recurbench.api.Availability;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import java.util.Map;

/** Says something on standard output and takes its process down. */
public final class CrashingBackend implements Backend {
    @Override
    public String id() {
        return "acme:crashing";
    }

    @Override
    public String description() {
        return "a backend that takes its process down";
    }

    @Override
    public Availability availability() {
        return new Availability.Available(Map.of());
    }

    @Override
    public Determinism determinism() {
        return Determinism.BITWISE;
    }

    @Override
    public boolean isNative() {
        return true;
    }

    @Override
    public Trainer open(TrainerRequest request) {
        System.out.println("crashing, as ever");
        Runtime.getRuntime().halt(9);
        throw new IllegalStateException("still here");
    }
}
