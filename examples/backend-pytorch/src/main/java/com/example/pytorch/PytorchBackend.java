package com.example.pytorch;

import io.recurbench.api.Availability;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.backend.ProgramTrainer;

/** Programs on libtorch, PyTorch's native library: each is written as a module in TorchScript, which libtorch runs. */
public final class PytorchBackend implements Backend {
    static final String ID = "example:pytorch";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "libtorch through DJL, one TorchScript module per program";
    }

    @Override
    public Availability availability() {
        return Libtorch.availability();
    }

    /** Sums are split by thread. */
    @Override
    public Determinism determinism() {
        return Determinism.ROUNDING;
    }

    @Override
    public boolean isNative() {
        return true;
    }

    @Override
    public Trainer open(TrainerRequest request) {
        return new ProgramTrainer(request, new PytorchExecution(request));
    }
}
