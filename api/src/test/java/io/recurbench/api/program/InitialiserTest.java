package io.recurbench.api.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A draw that gives no numbers is refused where it is declared, not when training diverges. */
class InitialiserTest {
    @Test
    void whatIsNoFiniteNumberIsRefused() {
        refused("width of inverseRoot must be >= 1, not 0", () -> Initialiser.inverseRoot(0));
        refused("width of inverseRoot must be >= 1, not -4", () -> Initialiser.inverseRoot(-4));
        refused("not Infinity", () -> new Initialiser.Uniform(Double.POSITIVE_INFINITY));
        refused("not -0.5", () -> new Initialiser.Uniform(-0.5));
        refused("not Infinity", () -> new Initialiser.Normal(1 / 0.0));
        refused("not NaN", () -> new Initialiser.Constant(Double.NaN));
        refused("not NaN", () -> new Initialiser.Orthogonal(Double.NaN));
        refused("not -Infinity", () -> new Initialiser.Identity(Double.NEGATIVE_INFINITY));
    }

    @Test
    void whatIsAFiniteNumberIsTaken() {
        assertThat(Initialiser.inverseRoot(4)).isEqualTo(new Initialiser.Uniform(0.5));
        assertThat(new Initialiser.Normal(0).deviation()).isZero();
    }

    private static void refused(String part, ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(part);
    }
}
