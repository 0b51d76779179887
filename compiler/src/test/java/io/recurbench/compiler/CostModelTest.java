package io.recurbench.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.Program;
import org.junit.jupiter.api.Test;

class CostModelTest {
    private static final int STEPS = 7;
    private static final int ROWS = 3;
    private final Program program = TestCells.compile(TestCells.rnn(4), InputSpec.tokens(5));

    @Test
    void evaluationOfAnRnnIsCountedByHand() {
        int prepare = 5 * 4;
        int loop = 2 * 4 * 4 + 4 + 4;
        int readout = 2 * 4 * 3 + 3 + 3 * 3;
        assertThat(CostModel.flops(program, program.evaluation(), STEPS, ROWS))
                .isEqualTo(prepare + STEPS * ROWS * (loop + readout));
    }

    @Test
    void trainingOfAnRnnIsCountedByHand() {
        int lossAdjoint = 3 * 3 + 2 * 4 * 3;
        int loop = 4 + 4 + 2 * 4 * 4;
        int reduce = 3 + 2 * 4 * 3 + 4 + 2 * 4 * 4;
        int byToken = 5 * 4;
        assertThat(CostModel.flops(program, STEPS, ROWS) - CostModel.flops(program, program.evaluation(), STEPS, ROWS))
                .isEqualTo(byToken + STEPS * ROWS * (lossAdjoint + loop + reduce));
    }

    @Test
    void keptBytesGrowWithThePositions() {
        long once = CostModel.bytesKept(program, STEPS, ROWS);
        long twice = CostModel.bytesKept(program, 2 * STEPS, ROWS);
        long thrice = CostModel.bytesKept(program, 3 * STEPS, ROWS);
        assertThat(thrice - twice).isEqualTo(twice - once).isPositive();
        assertThat(CostModel.bytesMoved(program, STEPS, ROWS)).isGreaterThan(once);
    }

    @Test
    void aBatchNeedsPositions() {
        assertThatThrownBy(() -> CostModel.flops(program, 0, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("steps and rows must be >= 1, not 0 x 3");
    }
}
