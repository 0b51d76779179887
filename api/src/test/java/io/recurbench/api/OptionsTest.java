package io.recurbench.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a plugin is told that asks for an option in the wrong way. */
class OptionsTest {
    private static final Options OPTIONS = Options.resolve(
            "cell 'acme:mgu'",
            List.of(
                    Option.integer("hidden", 1L << 40, 1, 1L << 50, "numbers"),
                    Option.real("rate", 0.5, 0, 1, "a rate"),
                    Option.flag("bias", true, "a switch"),
                    Option.choice("norm", List.of("none", "row"), "a choice")),
            Map.of());

    @Test
    void anOptionOfAnotherTypeIsNamedWithTheRightMethod() {
        refused(() -> OPTIONS.real("hidden"), "option 'hidden' as a real number", "ask integer(\"hidden\")");
        refused(() -> OPTIONS.integer("rate"), "option 'rate' as a whole number", "ask real(\"rate\")");
        refused(() -> OPTIONS.text("bias"), "option 'bias' as a text", "ask flag(\"bias\")");
        refused(() -> OPTIONS.flag("norm"), "option 'norm' as a flag", "ask text(\"norm\")");
    }

    @Test
    void anOptionThatWasNotDeclaredIsNamedWithTheNearest() {
        refused(() -> OPTIONS.integer("hiden"), "option 'hiden' that it has not declared", "hidden");
    }

    @Test
    void aNumberBeyondAnIntIsNotCutShort() {
        refused(() -> OPTIONS.integer("hidden"), "option 'hidden' is 1099511627776, beyond an int", "longInteger");
        assertThat(OPTIONS.longInteger("hidden")).isEqualTo(1L << 40);
    }

    private static void refused(ThrowingCallable call, String... parts) {
        assertThatIllegalArgumentException()
                .isThrownBy(call)
                .withMessageContaining("cell 'acme:mgu'")
                .satisfies(thrown -> assertThat(thrown.getMessage()).contains(parts));
    }
}
