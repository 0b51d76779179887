package io.recurbench.api.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BlocksTest {
    private final Blocks blocks = new Blocks(2, 3, 5);

    @Test
    void aRowIsAsWideAsAllBlocksTogether() {
        assertThat(blocks.inputWidth(false)).isEqualTo(6);
        assertThat(blocks.outputWidth(false)).isEqualTo(10);
        assertThat(blocks.inputWidth(true)).isEqualTo(10);
        assertThat(blocks.outputWidth(true)).isEqualTo(6);
        assertThat(blocks.size()).isEqualTo(30);
        assertThat(blocks).hasToString("2 of 3x5");
        assertThat(Blocks.one(3, 5)).hasToString("3x5");
    }

    @Test
    void aProductOfNumbersIsElementwise() {
        assertThat(new Blocks(4, 1, 1).isElementwise(false)).isTrue();
        assertThat(Blocks.one(1, 5).isElementwise(false)).isTrue();
        assertThat(Blocks.one(1, 5).isElementwise(true)).isFalse();
        assertThat(new Blocks(2, 1, 5).isElementwise(false)).isFalse();
    }

    @Test
    void whatIsNoMatrixOrTooLargeIsRefused() {
        assertThatThrownBy(() -> new Blocks(1, 0, 5)).hasMessage("a matrix has blocks, rows and columns, not 1 of 0x5");
        assertThatThrownBy(() -> Blocks.one(1 << 16, 1 << 16)).isInstanceOf(ArithmeticException.class);
    }
}
