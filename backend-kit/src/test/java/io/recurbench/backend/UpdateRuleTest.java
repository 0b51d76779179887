package io.recurbench.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.program.Program;
import org.junit.jupiter.api.Test;

class UpdateRuleTest {
    private final Program program = Handmade.program();

    @Test
    void neighboursThatAreTrainedAreOneRange() {
        assertThat(UpdateRule.trained(program)).containsExactly(new UpdateRule.Range(5, 10));
    }

    @Test
    void correctionsFollowTheCount() {
        UpdateRule rule = new UpdateRule(program, Optimiser.adam());
        rule.restore(2);
        rule.next(0.5);

        assertThat(rule.updates()).isEqualTo(3);
        assertThat(rule.learningRate()).isEqualTo(0.5);
        assertThat(rule.firstCorrection()).isCloseTo(1 - 0.9 * 0.9 * 0.9, within(1e-15));
        assertThat(rule.secondCorrection()).isCloseTo(1 - 0.999 * 0.999 * 0.999, within(1e-15));
    }

    @Test
    void weightDecayIsCoupledOrNot() {
        Optimiser adam = new Optimiser(Optimiser.Kind.ADAM, 0.9, 0.999, 1e-8, 0.1, 0);
        Optimiser adamw = new Optimiser(Optimiser.Kind.ADAMW, 0.9, 0.999, 1e-8, 0.1, 0);

        assertThat(new UpdateRule(program, adam).coupledDecay()).isEqualTo(0.1);
        assertThat(new UpdateRule(program, adam).decoupledDecay()).isZero();
        assertThat(new UpdateRule(program, adamw).coupledDecay()).isZero();
        assertThat(new UpdateRule(program, adamw).decoupledDecay()).isEqualTo(0.1);
    }

    @Test
    void aGradientIsScaledOnlyAboveTheLimit() {
        UpdateRule rule = new UpdateRule(program, Optimiser.sgd().clipped(2));

        assertThat(rule.clipScale(8)).isEqualTo(0.25);
        assertThat(rule.clipScale(2)).isEqualTo(1);
        assertThat(new UpdateRule(program, Optimiser.sgd()).clipScale(8)).isEqualTo(1);
    }

    @Test
    void anUpdateOnTheHostLeavesWhatIsFrozen() {
        HostVectors vectors = new HostVectors(program, Optimiser.sgd());
        UpdateRule rule = new UpdateRule(program, Optimiser.sgd());
        java.util.Arrays.fill(vectors.of(Vector.GRADIENT), 2);
        rule.next(0.25);
        vectors.update(rule);

        assertThat(vectors.read(Vector.PARAMETERS))
                .containsExactly(0, 0, 0, 0, 0, -0.5f, -0.5f, -0.5f, -0.5f, -0.5f, -0.5f, -0.5f, -0.5f, -0.5f, -0.5f);
    }
}
