package io.recurbench.nd4j;

import io.recurbench.api.Availability;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.backend.ProgramTrainer;

/** Programs on ND4J with its native CPU library. */
public final class Nd4jBackend implements Backend {

    @Override
    public String id() {
        return "nd4j";
    }

    @Override
    public String description() {
        return "ND4J on its native CPU library";
    }

    @Override
    public Availability availability() {
        return NativeLibrary.availability();
    }

    /** The library splits its sums by thread. */
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
        NativeLibrary.require();
        try {
            return new ProgramTrainer(request, new Nd4jExecution(request));
        } catch (LinkageError e) {
            throw new RecurbenchException(
                    RecurbenchException.Kind.ENVIRONMENT,
                    "nd4j-native could not be loaded: " + e.getMessage() + "; `recurbench doctor` shows what was found",
                    e);
        } catch (OutOfMemoryError e) {
            throw new RecurbenchException(
                    RecurbenchException.Kind.RESOURCE,
                    "nd4j ran out of native memory: " + e.getMessage()
                            + "; raise -Dorg.bytedeco.javacpp.maxbytes or take a smaller batch",
                    e);
        }
    }
}
