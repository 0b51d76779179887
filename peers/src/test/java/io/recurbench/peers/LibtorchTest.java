package io.recurbench.peers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LibtorchTest {
    /** Opening compares loss and all gradients of the two, on whatever processor this is. */
    @ParameterizedTest
    @ValueSource(strings = {"rnn-8", "cprnn-8-4", "lstm-8"})
    void agreesWithOurs(String model) {
        PeerBenchmark benchmark = new PeerBenchmark();
        benchmark.model = model;
        assertThatCode(benchmark::open).doesNotThrowAnyException();
        benchmark.close();
    }

    @Test
    void threadsAreThoseOfTheProcess() {
        Libtorch.withThreads(2);
        assertThatThrownBy(() -> Libtorch.withThreads(3)).hasMessageContaining("libtorch has 2 threads");
    }

    @Test
    void libtorchIsReachedThroughOneClass() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Libtorch.class.getName())
                .should()
                .dependOnClassesThat()
                .areAssignableTo("ai.djl.engine.Engine")
                .orShould()
                .callMethod(NDManager.class, "newBaseManager")
                .because("DJL reads its properties when it loads the library, and Libtorch sets them before")
                .check(new ClassFileImporter().importPackages("io.recurbench.peers"));
    }
}
