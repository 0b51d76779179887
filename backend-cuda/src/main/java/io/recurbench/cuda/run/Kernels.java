package io.recurbench.cuda.run;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Program;
import io.recurbench.backend.Closing;
import io.recurbench.cuda.compile.Chain;
import io.recurbench.cuda.compile.ChainSource;
import io.recurbench.cuda.compile.CompileCache;
import io.recurbench.cuda.compile.Fusion;
import io.recurbench.cuda.compile.Sources;
import io.recurbench.cuda.driver.Architecture;
import io.recurbench.cuda.driver.Cublas;
import io.recurbench.cuda.driver.CudaDevice;
import io.recurbench.cuda.driver.KernelModule;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The kernels of one program: those that are the same for all, and those of its chains. */
final class Kernels implements AutoCloseable {
    private final IdentityHashMap<Graph, Fusion> fusions = new IdentityHashMap<>();
    private final IdentityHashMap<Chain, String> names = new IdentityHashMap<>();
    private final int multiprocessors;
    private final KernelModule common;
    private final @Nullable KernelModule chains;
    private final @Nullable Cublas cublas;

    /**
     * @param cublas for products of matrices; null if kernels of ours make them
     */
    Kernels(Program program, CompileCache cache, CudaDevice.Facts device, @Nullable Cublas cublas) {
        this.cublas = cublas;
        multiprocessors = device.multiprocessors();
        Architecture architecture = device.architecture();
        byte[] commonImage = cache.image(Sources.kernels(), architecture);
        String source = chainSource(program);
        byte[] chainImage = names.isEmpty() ? new byte[0] : cache.image(source, architecture);
        String origin =
                "made by " + cache.compiler() + " for " + architecture + " (driver for CUDA " + device.driver() + ")";
        common = new KernelModule(commonImage, origin);
        try {
            chains = names.isEmpty() ? null : new KernelModule(chainImage, origin);
        } catch (RuntimeException e) {
            Closing.after(e, common);
            throw e;
        }
    }

    private String chainSource(Program program) {
        Stream.Builder<ChainSource> sources = Stream.builder();
        for (Graph graph : List.of(program.training(), program.evaluation())) {
            Fusion fusion = new Fusion(graph);
            fusions.put(graph, fusion);
            for (Chain chain : fusion.chains()) {
                ChainSource source = ChainSource.of(chain, graph);
                names.put(chain, source.name());
                sources.add(source);
            }
        }
        return ChainSource.together(sources.build());
    }

    /** How the stages of a graph of the program are split. */
    Fusion fusion(Graph graph) {
        Fusion fusion = fusions.get(graph);
        if (fusion == null) {
            throw new IllegalArgumentException("not a graph of this program");
        }
        return fusion;
    }

    KernelModule.Kernel common(String name) {
        return common.kernel(name);
    }

    KernelModule.Kernel chain(Chain chain) {
        String name = names.get(chain);
        if (name == null || chains == null) {
            throw new IllegalArgumentException("not a chain of this program");
        }
        return chains.kernel(name);
    }

    /** The library for products of matrices; null if kernels make them. */
    @Nullable
    Cublas cublas() {
        return cublas;
    }

    /** How many blocks the device runs at a time, about. */
    int multiprocessors() {
        return multiprocessors;
    }

    @Override
    public void close() {
        Closing.all(Arrays.asList(common, chains));
    }
}
