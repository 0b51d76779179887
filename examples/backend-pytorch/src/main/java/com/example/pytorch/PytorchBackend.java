package com.example.pytorch;

import io.recurbench.api.Availability;
import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Program;
import io.recurbench.backend.ProgramTrainer;
import java.util.List;
import java.util.Optional;

/** Programs on libtorch, PyTorch's native library: each is written as a module in TorchScript, which libtorch runs. */
public final class PytorchBackend implements Backend {
    static final String ID = "example:pytorch";

    private static final String PRODUCTS = "products";

    /** A call of oneDNN takes 9 us more than one of MKL, and half the time for each of the multiply-adds. */
    private static final long WORK_FOR_ONEDNN = 1 << 20;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "libtorch through DJL, one TorchScript module per program";
    }

    @Override
    public List<Option> options() {
        return List.of(Option.choice(
                PRODUCTS,
                List.of("auto", "mkl", "onednn"),
                "whose products of matrices; auto takes oneDNN's for large ones where MKL does not use AVX-512"));
    }

    /** Multiply-adds from which a product is oneDNN's. */
    static long onednnFrom(Options options) {
        return switch (options.text(PRODUCTS)) {
            case "auto" -> Libtorch.isOnednnFaster() ? WORK_FOR_ONEDNN : Long.MAX_VALUE;
            case "onednn" -> 0;
            default -> Long.MAX_VALUE;
        };
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

    /**
     * A program with an operation that is younger than this plugin. To write one needs no library; whoever was compiled
     * without an operation fails in one way, whatever the kind of it.
     */
    @Override
    public Optional<String> refuses(Program program) {
        try {
            for (Graph graph : List.of(program.training(), program.evaluation())) {
                GraphScript script = new GraphScript(program, graph, new Sizes(), 0);
                script.prepare();
                script.run();
            }
            return Optional.empty();
        } catch (IncompatibleClassChangeError e) {
            return Optional.of("it has an operation that this build of the plugin does not know (" + e.getMessage()
                    + "): build the plugin against this version of Recurbench");
        }
    }

    @Override
    public boolean isNative() {
        return true;
    }

    @Override
    public Trainer open(TrainerRequest request) {
        String name = request.program().name();
        refuses(request.program()).ifPresent(reason -> {
            throw RecurbenchException.environment("backend '" + ID + "' does not run " + name + ": " + reason);
        });
        return new ProgramTrainer(request, new PytorchExecution(request));
    }
}
