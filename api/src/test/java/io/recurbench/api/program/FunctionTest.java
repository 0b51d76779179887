package io.recurbench.api.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FunctionTest {
    private static final double[] NUMBERS = {-2, -0.5, 0.25, 1.5};

    @ParameterizedTest
    @EnumSource(Function.class)
    void aZeroIsKeptByWhatSaysSoAlone(Function function) {
        assertThat(function.keepsZero(0))
                .isEqualTo(Arrays.stream(NUMBERS).allMatch(b -> function.apply(0, b, 1) == 0)
                        && function != Function.RELU_ADJOINT
                        && function != Function.SIGMOID_ADJOINT);
        if (function.arity() == 2) {
            assertThat(function.keepsZero(1))
                    .isEqualTo(Arrays.stream(NUMBERS).allMatch(a -> function.apply(a, 0, 1) == 0));
        }
    }

    @ParameterizedTest
    @EnumSource(Function.class)
    void theConstantIsReadByWhatSaysSoAlone(Function function) {
        assertThat(function.apply(0.5, 0.25, 3) != function.apply(0.5, 0.25, 7)).isEqualTo(function.hasConstant());
    }

    @ParameterizedTest
    @EnumSource(Function.class)
    void theTextIsTheNameInOneWord(Function function) {
        assertThat(function.text())
                .matches("[a-z]+([A-Z][a-z]+)*")
                .isEqualToIgnoringCase(function.name().replace("_", ""));
    }
}
