package io.recurbench.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.Availability;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The choice of a build from what Linux says of a processor. */
class BuildTest {
    private static final String OLD = "fpu sse sse2 ssse3 sse4_1 sse4_2 popcnt";
    private static final String HASWELL = OLD + " fma movbe avx f16c abm bmi1 avx2 bmi2";
    private static final String SKYLAKE = HASWELL + " avx512f avx512dq avx512cd avx512bw avx512vl";

    /** As the kernel writes it, for two processors. */
    private static String cpuinfo(String flags) {
        String one = "processor\t: 0\nvendor_id\t: GenuineIntel\nmodel name\t: A processor\nflags\t\t: " + flags
                + "\nvmx flags\t: vnmi\nbugs\t\t: spectre_v1\n\n";
        return one + one;
    }

    private static Build chosen(String cpuinfo) {
        return Build.choose(Processor.parse(cpuinfo), build -> true).orElseThrow();
    }

    @Test
    void aProcessorGetsTheWidestBuildThatItCanRun() {
        assertThat(chosen(cpuinfo(SKYLAKE))).isEqualTo(Build.AVX512);
        assertThat(chosen(cpuinfo(HASWELL))).isEqualTo(Build.AVX2);
        assertThat(chosen(cpuinfo(OLD))).isEqualTo(Build.PLAIN);
    }

    /** Virtual machines hide single flags; Knights Landing has AVX-512 without its bytes, words and doublewords. */
    @ParameterizedTest
    @CsvSource({
        "avx512bw, AVX2",
        "avx512dq, AVX2",
        "avx512vl, AVX2",
        "avx512f, AVX2",
        "bmi2, AVX2",
        "abm, AVX2",
        "fma, PLAIN",
        "f16c, PLAIN",
        "avx2, PLAIN"
    })
    void eachFlagCounts(String hidden, Build expected) {
        String flags = Arrays.stream(SKYLAKE.split(" "))
                .filter(flag -> !flag.equals(hidden))
                .collect(Collectors.joining(" "));
        assertThat(chosen(cpuinfo(flags))).isEqualTo(expected);
    }

    @Test
    void whatSaysNothingOfFlagsGetsThePlainBuild() {
        assertThat(chosen("")).isEqualTo(Build.PLAIN);
        assertThat(chosen("processor\t: 0\nFeatures\t: fp asimd avx512f\n")).isEqualTo(Build.PLAIN);
        assertThat(chosen(cpuinfo(""))).isEqualTo(Build.PLAIN);
        assertThat(chosen("model name\t: flags : avx512f\nflags_of_others : " + SKYLAKE + "\n"))
                .isEqualTo(Build.PLAIN);
    }

    /** OpenBLAS takes what the variable says, and the JVM dies where the processor cannot do it. */
    @ParameterizedTest
    @CsvSource({"Haswell", "ZEN", "Sandybridge"})
    void kernelsOfOpenBlasThatTheProcessorCannotRunAreRefused(String kernels) {
        Availability refused = NativeLibrary.availability(Processor.parse(cpuinfo(OLD)), Optional.of(kernels));
        assertThat(refused).isInstanceOfSatisfying(Availability.Unavailable.class, unavailable -> {
            assertThat(unavailable.reason()).contains("OPENBLAS_CORETYPE=" + kernels);
            assertThat(unavailable.found()).singleElement().asString().contains("needs avx");
            assertThat(unavailable.remedy()).startsWith("unset OPENBLAS_CORETYPE");
        });
        assertThat(NativeLibrary.availability(Processor.parse(cpuinfo(HASWELL)), Optional.of(kernels)))
                .isInstanceOfSatisfying(
                        Availability.Available.class,
                        available -> assertThat(available.facts().get("blas")).endsWith(", kernels for " + kernels));
    }

    @Test
    void kernelsThatEveryProcessorRunsAndUnknownProcessorsAreLeftToOpenBlas() {
        assertThat(OpenBlas.missing("Nehalem", Processor.parse(cpuinfo(OLD)))).isEmpty();
        assertThat(OpenBlas.missing("no such name", Processor.parse(cpuinfo(OLD))))
                .isEmpty();
        assertThat(OpenBlas.missing("SkylakeX", Processor.parse(""))).isEmpty();
        assertThat(OpenBlas.missing("SkylakeX", Processor.parse(cpuinfo(HASWELL))))
                .contains("avx512bw");
    }

    @Test
    void aBuildThatIsNotThereIsNotChosen() {
        Processor skylake = Processor.parse(cpuinfo(SKYLAKE));
        assertThat(Build.choose(skylake, EnumSet.of(Build.AVX2, Build.PLAIN)::contains))
                .contains(Build.AVX2);
        assertThat(Build.choose(Processor.parse(cpuinfo(OLD)), EnumSet.of(Build.AVX512)::contains))
                .isEmpty();
    }
}
