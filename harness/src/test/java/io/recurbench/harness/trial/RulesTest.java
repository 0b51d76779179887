package io.recurbench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recurbench.api.record.Curve;
import io.recurbench.api.record.Metric.Direction;
import io.recurbench.harness.experiment.TrainingConfig.EarlyStopping;
import io.recurbench.harness.experiment.TrainingConfig.Schedule;
import org.junit.jupiter.api.Test;

/** The rules of the training loop by themselves. */
class RulesTest {

    @Test
    void theLearningRateFallsAfterMoreThanPatienceBadEvaluations() {
        PlateauSchedule schedule =
                new PlateauSchedule(new Schedule(0.5, 2, 0.01, 0.2), Direction.LOWER, PlateauSchedule.Memory.of(1.0));
        double[] losses = {2.0, 1.999, 1.99, 1.985, 1.0, 0.995, 0.991, 0.9901, 5, 5, 5, 5, 5, 5, 5};
        double[] rates = {1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.2, 0.2, 0.2, 0.2, 0.2};
        for (int i = 0; i < losses.length; i++) {
            schedule.evaluated(losses[i]);
            assertThat(schedule.learningRate()).as("after evaluation %d", i).isEqualTo(rates[i]);
        }
    }

    @Test
    void aScoreThatHasToRiseHasItsOwnDirection() {
        PlateauSchedule schedule =
                new PlateauSchedule(new Schedule(0.1, 0, 0.1, 0), Direction.HIGHER, PlateauSchedule.Memory.of(1.0));
        schedule.evaluated(-0.5);
        schedule.evaluated(-0.4);
        assertThat(schedule.learningRate()).isEqualTo(1.0);
        schedule.evaluated(-0.39);
        assertThat(schedule.learningRate()).isCloseTo(0.1, within(1e-15));
    }

    @Test
    void aFactorOfOneIsAConstantRateAndALowRateIsNeverRaised() {
        PlateauSchedule constant =
                new PlateauSchedule(new Schedule(1, 0, 0.01, 0), Direction.LOWER, PlateauSchedule.Memory.of(0.3));
        PlateauSchedule low =
                new PlateauSchedule(new Schedule(0.5, 0, 0.01, 1.0), Direction.LOWER, PlateauSchedule.Memory.of(0.3));
        for (int i = 0; i < 5; i++) {
            constant.evaluated(1);
            low.evaluated(1);
        }
        assertThat(constant.learningRate()).isEqualTo(0.3);
        assertThat(low.learningRate()).isEqualTo(0.3);
    }

    @Test
    void trainingEndsWhenNothingImprovesByMoreThanDelta() {
        StallCounter stall = new StallCounter(new EarlyStopping(2, 0.1), Direction.LOWER, new StallCounter.Memory());
        assertThat(stall.evaluated(1.0)).isFalse();
        assertThat(stall.evaluated(0.95)).isFalse();
        assertThat(stall.evaluated(0.85)).isFalse();
        assertThat(stall.evaluated(0.80)).isFalse();
        assertThat(stall.evaluated(Double.NaN)).isTrue();
        StallCounter never = new StallCounter(new EarlyStopping(0, 0), Direction.LOWER, new StallCounter.Memory());
        for (int i = 0; i < 100; i++) {
            assertThat(never.evaluated(1)).isFalse();
        }
    }

    @Test
    void whatComesAfterAnInfiniteValueIsAnImprovement() {
        PlateauSchedule falling =
                new PlateauSchedule(new Schedule(0.5, 0, 0.01, 0), Direction.LOWER, PlateauSchedule.Memory.of(1.0));
        for (double loss : new double[] {Double.POSITIVE_INFINITY, 4.0, 3.0, 2.0, 1.0}) {
            falling.evaluated(loss);
            assertThat(falling.learningRate()).as("after %s", loss).isEqualTo(1.0);
        }
        PlateauSchedule rising =
                new PlateauSchedule(new Schedule(0.5, 0, 0, 0), Direction.HIGHER, PlateauSchedule.Memory.of(1.0));
        rising.evaluated(Double.NEGATIVE_INFINITY);
        rising.evaluated(-7);
        assertThat(rising.learningRate()).isEqualTo(1.0);
        StallCounter stall = new StallCounter(new EarlyStopping(1, 0.1), Direction.LOWER, new StallCounter.Memory());
        for (double loss : new double[] {Double.POSITIVE_INFINITY, 5.0, 4.0}) {
            assertThat(stall.evaluated(loss)).as("after %s", loss).isFalse();
        }
        assertThat(stall.evaluated(Double.POSITIVE_INFINITY)).isTrue();
    }

    @Test
    void whatIsNotANumberIsNoImprovementAndTheFirstNumberAfterItIs() {
        PlateauSchedule schedule =
                new PlateauSchedule(new Schedule(0.5, 1, 0.01, 0), Direction.LOWER, PlateauSchedule.Memory.of(1.0));
        double[] losses = {Double.NaN, Double.NaN, 3.0, Double.NaN, 2.0, Double.NaN, Double.NaN};
        double[] rates = {1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.25};
        for (int i = 0; i < losses.length; i++) {
            schedule.evaluated(losses[i]);
            assertThat(schedule.learningRate()).as("after evaluation %d", i).isEqualTo(rates[i]);
        }
        StallCounter stall = new StallCounter(new EarlyStopping(2, 0), Direction.HIGHER, new StallCounter.Memory());
        assertThat(stall.evaluated(Double.NaN)).isFalse();
        assertThat(stall.evaluated(0.1)).isFalse();
        assertThat(stall.evaluated(Double.NaN)).isFalse();
        assertThat(stall.evaluated(Double.NaN)).isTrue();
    }

    @Test
    void theLossCurveStaysShortAndKeepsItsMean() {
        LossCurve loss = new LossCurve();
        for (int update = 1; update <= 10_001; update++) {
            loss.add(update);
        }
        Curve curve = loss.curve("nat");
        assertThat(curve.x()).hasSizeBetween(200, 401).isSorted().endsWith(10_001.0);
        assertThat(curve.x().get(0)).isEqualTo(32);
        assertThat(curve.y().get(0)).isEqualTo(16.5);
        assertThat(curve.y().get(10))
                .isCloseTo((curve.x().get(9) + 1 + curve.x().get(10)) / 2, within(1e-9));
    }

    @Test
    void normalisedAccuracyIsZeroAtChanceAndOneAtBest() {
        assertThat(ScoreKind.normalised(0.2, 0.2)).isZero();
        assertThat(ScoreKind.normalised(1, 0.2)).isEqualTo(1);
        assertThat(ScoreKind.BITS_PER_CHARACTER.of(Math.log(4), 0, 0)).isCloseTo(2, within(1e-12));
        assertThat(ScoreKind.BITS_PER_CHARACTER.reaches(1.9, 2.0)).isTrue();
        assertThat(ScoreKind.NORMALISED_ACCURACY.reaches(0.9, 1.0)).isFalse();
    }
}
