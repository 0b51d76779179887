package io.recurbench.harness.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class ThrownTest {

    /** A backend that was built before an operation came has no method for it. */
    @Test
    void anOperationThatABackendDoesNotKnowIsTold() {
        Operation.Visitor<?> old = (Operation.Visitor<?>) Proxy.newProxyInstance(
                Operation.Visitor.class.getClassLoader(), new Class<?>[] {Operation.Visitor.class}, (o, method, a) -> {
                    throw new AbstractMethodError("plug.OldKernels does not define softmax");
                });

        Thrown thrown = Thrown.of(thrownBy(() -> new Operation.Softmax(0, Space.STEP, 2, 1, 1).accept(old)));

        assertThat(thrown.message())
                .contains(
                        "plug.OldKernels does not define softmax",
                        "may not know an operation of this one: build it again");
        assertThat(thrown.words()).contains("AbstractMethodError", "build it again");
    }

    @Test
    void whatIsThrownOtherwiseIsToldAsItIs() {
        assertThat(Thrown.of(new IllegalStateException("no luck")).words()).isEqualTo("IllegalStateException: no luck");
        assertThat(Thrown.of(new NoClassDefFoundError("plug/Gone")).message()).isEqualTo("plug/Gone");
    }

    private static Throwable thrownBy(Runnable call) {
        try {
            call.run();
        } catch (LinkageError e) {
            return e;
        }
        throw new AssertionError("nothing was thrown");
    }
}
