package io.recurbench.api.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EvaluationTallyTest {

    /** Two steps of three rows: row 0 right twice, row 1 once right and once wrong, row 2 never scored. */
    @Test
    void countsByStepAndBySequence() {
        EvaluationTally tally = new EvaluationTally(2, 3);
        tally.add(0, 0.5, true);
        tally.add(1, 0.25, true);
        tally.add(3, 1, true);
        tally.add(4, 2, false);

        Evaluation evaluation = tally.evaluation();
        assertThat(evaluation.loss()).containsExactly(0.75, 3);
        assertThat(evaluation.scored()).containsExactly(2, 2);
        assertThat(evaluation.correct()).containsExactly(2, 1);
        assertThat(evaluation.sequences()).isEqualTo(2);
        assertThat(evaluation.sequencesCorrect()).isEqualTo(1);
    }

    @Test
    void countsNothingWhereNothingIsScored() {
        Evaluation evaluation = new EvaluationTally(1, 2).evaluation();
        assertThat(evaluation.totalScored()).isZero();
        assertThat(evaluation.sequences()).isZero();
        assertThat(evaluation.sequencesCorrect()).isZero();
    }
}
