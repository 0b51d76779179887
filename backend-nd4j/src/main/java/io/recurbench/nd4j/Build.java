package io.recurbench.nd4j;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Builds of nd4j-native, the widest first. What each needs of the processor is what its machine code holds: the compiler
 * put half-precision conversions into the one for AVX2, and bit manipulation into the one for AVX-512.
 */
enum Build {
    AVX512(512, "avx512f avx512cd avx512dq avx512bw avx512vl avx avx2 fma f16c bmi1 bmi2 abm"),
    AVX2(256, "avx avx2 fma f16c"),
    /** SSE2, which every x86-64 has, or NEON. */
    PLAIN(128, "");

    private final int bits;
    private final String needs;

    Build(int bits, String needs) {
        this.bits = bits;
        this.needs = needs;
    }

    /** The widest build that is there and that the processor can run; empty if none is. */
    static Optional<Build> choose(Processor processor, Predicate<Build> isPresent) {
        return Arrays.stream(values())
                .filter(build -> build.missing(processor).isEmpty() && isPresent.test(build))
                .findFirst();
    }

    /** What JavaCPP adds to the name of the platform. */
    String extension() {
        return this == PLAIN ? "" : "-" + name().toLowerCase(Locale.ROOT);
    }

    /** Width of its vectors. */
    int bits() {
        return bits;
    }

    /** What it needs and the processor does not have. */
    List<String> missing(Processor processor) {
        return processor.missing(needs);
    }
}
