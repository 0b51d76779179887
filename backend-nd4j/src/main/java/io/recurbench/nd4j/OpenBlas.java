package io.recurbench.nd4j;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The BLAS that comes with ND4J has kernels for many processors and takes those for the one it finds. An environment
 * variable names others, and then it asks no further: where the processor cannot run them the JVM dies of an illegal
 * instruction.
 */
final class OpenBlas {
    /** The variable. */
    static final String VARIABLE = "OPENBLAS_CORETYPE";

    /** Its values whose kernels need more than every x86-64 has. */
    private static final Map<String, String> NEEDS = Map.of(
            "sandybridge", "avx",
            "bulldozer", "avx fma4",
            "piledriver", "avx fma fma4",
            "steamroller", "avx fma fma4",
            "excavator", "avx fma fma4",
            "haswell", "avx2 fma",
            "zen", "avx2 fma",
            "skylakex", "avx512f avx512dq avx512bw avx512vl",
            "cooperlake", "avx512f avx512dq avx512bw avx512vl avx512_bf16");

    private OpenBlas() {}

    /** What the kernels of this name need and the processor does not have; nothing where the processor is not known. */
    static List<String> missing(String kernels, Processor processor) {
        return processor.isKnown()
                ? processor.missing(NEEDS.getOrDefault(kernels.toLowerCase(Locale.ROOT), ""))
                : List.of();
    }
}
