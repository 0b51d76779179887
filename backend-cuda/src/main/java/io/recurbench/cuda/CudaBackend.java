package io.recurbench.cuda;

import io.recurbench.api.Availability;
import io.recurbench.api.Option;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.backend.ProgramTrainer;
import io.recurbench.cuda.compile.CompileCache;
import io.recurbench.cuda.compile.KernelCompiler;
import io.recurbench.cuda.compile.NvccCompiler;
import io.recurbench.cuda.compile.NvrtcCompiler;
import io.recurbench.cuda.driver.CudaDevice;
import io.recurbench.cuda.run.CudaExecution;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Programs on NVIDIA GPUs: JCuda's driver API, kernels compiled at run time. */
public final class CudaBackend implements Backend {
    private final Supplier<Optional<KernelCompiler>> finder;
    private final Supplier<Path> folder;
    private boolean looked;
    private @Nullable KernelCompiler compiler;
    private @Nullable CompileCache cache;

    /** For the service loader; touches nothing. */
    public CudaBackend() {
        this(() -> NvrtcCompiler.find().or(NvccCompiler::find), CompileCache::defaultFolder);
    }

    CudaBackend(Supplier<Optional<KernelCompiler>> finder, Supplier<Path> folder) {
        this.finder = finder;
        this.folder = folder;
    }

    @Override
    public String id() {
        return "cuda";
    }

    @Override
    public String description() {
        return "NVIDIA GPUs, with kernels compiled at run time for the device";
    }

    @Override
    public Availability availability() {
        return CudaLibrary.availability(0, compiler());
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.integer("device", 0, 0, "index of the device, as the driver counts"),
                Option.choice(
                        "gemm",
                        List.of("auto", "tiled", "cublas"),
                        "who multiplies matrices: kernels of ours (tiled), cuBLAS, or cuBLAS where it loads (auto)"),
                Option.flag("tf32", false, "let cuBLAS round factors to 10 bits (TF32): faster, and parity fails"),
                Option.flag("graphs", true, "launch a batch as one captured graph instead of kernel by kernel"),
                Option.flag(
                        "separate-buffers",
                        false,
                        "give each value a buffer of its own, for compute-sanitizer to find overruns; slower"));
    }

    /** Sums are made in a fixed order and nothing is added atomically. */
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
        int device = request.options().integer("device");
        if (CudaLibrary.availability(device, compiler()) instanceof Availability.Unavailable unavailable) {
            throw unavailable.error("backend 'cuda'");
        }
        return new ProgramTrainer(request, new CudaExecution(request, CudaDevice.open(device), cache()));
    }

    private synchronized Optional<KernelCompiler> compiler() {
        if (!looked) {
            looked = true;
            compiler = finder.get().orElse(null);
        }
        return Optional.ofNullable(compiler);
    }

    private synchronized CompileCache cache() {
        CompileCache known = cache;
        if (known == null) {
            known = new CompileCache(
                    folder.get(),
                    compiler()
                            .orElseThrow(() -> new IllegalStateException("only asked for where there is a compiler")));
            cache = known;
        }
        return known;
    }
}
