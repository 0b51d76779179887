package io.recurbench.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlowVectorsTest {
    private static final String SERVER = "OpenJDK 64-Bit Server VM";

    @Test
    void nothingIsInTheWayOfAServerJvmWithC2() {
        assertThat(SlowVectors.reason(SERVER, "mixed mode, sharing", false)).isEmpty();
        assertThat(SlowVectors.reason("Java HotSpot(TM) 64-Bit Server VM", "mixed mode", false))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OpenJDK 64-Bit Server VM | interpreted mode, sharing            | false | -Xint
            OpenJDK 64-Bit Server VM | mixed mode, emulated-client, sharing | false | TieredStopAtLevel
            OpenJDK Client VM        | mixed mode                           | false | server JVM
            OpenJDK 64-Bit Server VM | mixed mode, sharing                  | true  | -XX:-UseJVMCICompiler
            Eclipse OpenJ9 VM        | JRE 17                               | false | HotSpot
            """)
    void eachWayToLoseC2IsNamedWithItsRemedy(String name, String info, boolean jvmci, String said) {
        assertThat(SlowVectors.reason(name, info, jvmci)).get().asString().contains(said);
    }

    @Test
    void theJvmOfTheTestsIsAsked() {
        assertThat(SlowVectors.reason().isPresent())
                .isEqualTo(System.getProperty("java.vm.info", "").matches(".*(interpreted|emulated-client).*"));
    }
}
