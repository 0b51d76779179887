package io.recurbench.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.program.GraphCost;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.Program;
import org.junit.jupiter.api.Test;

/** The cost of a graph that the compiler made, counted by hand. */
class GraphCostTest {
    private static final int POSITIONS = 7 * 3;

    private final Program program = TestCells.compile(TestCells.rnn(4), InputSpec.tokens(5));

    @Test
    void anEvaluationHasTwoProductsForEachPosition() {
        assertThat(new GraphCost(program, program.evaluation(), POSITIONS).productOperations())
                .isEqualTo(POSITIONS * (2 * 4 * 4 + 2 * 4 * 3));
    }

    @Test
    void trainingHasTwoMoreForEachOfThem() {
        assertThat(new GraphCost(program, program.training(), POSITIONS).productOperations())
                .isEqualTo(3 * POSITIONS * (2 * 4 * 4 + 2 * 4 * 3));
    }

    /** Products as above, 16 for each number that is computed otherwise; views are free. */
    @Test
    void allWorkIsThatOfPositionsAndThatOfUpdates() {
        GraphCost cost = new GraphCost(program, program.evaluation(), POSITIONS);

        // State, sum and tanh of 4 numbers, the readout's sum of 3, the loss.
        assertThat(cost.operationsOfPosition()).isEqualTo(2 * 4 * 4 + 2 * 4 * 3 + 16 * (4 + 4 + 4 + 3 + 1));
        // The table of U x + b over 5 tokens; parameters and the initial state as they stand.
        assertThat(cost.operationsOfUpdate()).isEqualTo(16 * (5 * 4 + 16 + 20 + 4 + 12 + 3 + 4));
    }

    @Test
    void rowsThatLaterStagesReadAreKept() {
        long once = new GraphCost(program, program.training(), POSITIONS).keptBytes();
        long twice = new GraphCost(program, program.training(), 2 * POSITIONS).keptBytes();
        // Kept for each position: state before and after the step, adjoints of logits, of the state and of the sum.
        assertThat(twice - once).isEqualTo(4L * POSITIONS * (4 + 4 + 3 + 4 + 4));
    }

    @Test
    void aBatchHasPositions() {
        assertThatThrownBy(() -> new GraphCost(program, program.training(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a batch has at least one position, not 0");
    }
}
