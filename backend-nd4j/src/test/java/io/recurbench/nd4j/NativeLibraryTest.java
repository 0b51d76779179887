package io.recurbench.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.Availability;
import org.junit.jupiter.api.Test;

class NativeLibraryTest {
    @Test
    void namesLibraryBlasAndBuild() {
        Availability availability = new Nd4jBackend().availability();
        assertThat(availability).isInstanceOf(Availability.Available.class);
        var facts = ((Availability.Available) availability).facts();
        assertThat(facts.get("library")).matches("ND4J \\d.*");
        assertThat(facts.get("blas")).matches("OpenBLAS \\d.*");
        assertThat(facts.get("build")).matches("(linux|macosx|windows)-(x86_64|arm64)(-avx2|-avx512)?");
        assertThat(facts.get("vector bits")).matches("128|256|512");
        assertThat(Integer.parseInt(facts.get("threads"))).isPositive();
    }
}
