package io.recurbench.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingTest {
    private final List<String> closed = new ArrayList<>();

    private AutoCloseable resource(String name) {
        return () -> closed.add(name);
    }

    private AutoCloseable failing(String name, Exception failure) {
        return () -> {
            closed.add(name);
            throw failure;
        };
    }

    @Test
    void oneThatFailsKeepsNoOtherOpen() {
        RuntimeException first = new IllegalStateException("first");
        Exception second = new IOException("second");

        assertThatThrownBy(() -> Closing.all(
                        Arrays.asList(resource("a"), failing("b", first), null, failing("c", second), resource("d"))))
                .isSameAs(first)
                .hasSuppressedException(second);
        assertThat(closed).containsExactly("a", "b", "c", "d");
    }

    @Test
    void whatIsThrownCheckedIsTheCause() {
        IOException failure = new IOException("full");

        assertThatThrownBy(() -> Closing.all(List.of(failing("a", failure))))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(failure);
    }

    @Test
    void aFailureHoldsTheErrorOfClosing() {
        RuntimeException failure = new IllegalStateException("why");
        IOException closing = new IOException("closing");

        Closing.after(failure, failing("a", closing));
        Closing.after(failure, failing("b", failure));

        assertThat(failure).hasNoCause().hasSuppressedException(closing);
        assertThat(failure.getSuppressed()).hasSize(1);
    }
}
