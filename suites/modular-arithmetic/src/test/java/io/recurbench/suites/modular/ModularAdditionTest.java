package io.recurbench.suites.modular;

import static io.recurbench.suites.modular.ModularTasks.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.task.Suite;
import io.recurbench.api.task.Task;
import io.recurbench.api.task.TaskData;
import io.recurbench.suites.common.BatchDigest;
import io.recurbench.suites.common.ScoredSequence;
import java.util.Arrays;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ModularAdditionTest {

    @Test
    void isFoundAsAService() {
        assertThat(ServiceLoader.load(Suite.class).stream().map(ServiceLoader.Provider::get))
                .hasAtLeastOneElementOfType(ModularArithmeticSuite.class)
                .flatExtracting(Suite::tasks)
                .extracting(Task::id)
                .contains("modular-addition", "modular-arithmetic");
    }

    @Test
    void goldenDigests() {
        TaskData data = open(new ModularAdditionTask(), "eval-sequences", 32);
        assertThat(BatchDigest.of(data.training(8, 42, 0), 50))
                .isEqualTo("ba2c3a4bc822f56a2e46f66c7529d24c2b52211aaee2500b80d4000ed00698ad");
        assertThat(BatchDigest.of(data.evaluations(16).get(1).batches().get(), Integer.MAX_VALUE))
                .isEqualTo("d21356ee276adc4208d2daac59fe256a4756701ee9094eb60dfe81db9408bfd7");
    }

    @Test
    void labelsAreTheSumOfAllNumbers() {
        for (int m : new int[] {2, 3, 5, 10, 25, 50, 997}) {
            TaskData data = open(new ModularAdditionTask(), "m", m, "supervision", "running", "eval-sequences", 20);
            assertThat(data.spec().chance()).isCloseTo(1.0 / m, within(1e-12));
            assertThat(data.spec().output().width()).isEqualTo(m);
            for (ScoredSequence sequence :
                    ScoredSequence.read(data.evaluations(8).get(1).batches().get(), Integer.MAX_VALUE)) {
                long sum = 0;
                for (int position = 0; position < sequence.length(); position++) {
                    sum += sequence.tokens().get(position);
                    assertThat(sequence.targets().get(position)).isEqualTo((int) (sum % m));
                }
            }
        }
    }

    @Test
    void classesAreBalancedAsTheChanceLevelSays() {
        int[] counts = new int[5];
        ScoredSequence.read(open(new ModularAdditionTask()).training(100, 5, 0), 200)
                .forEach(s -> counts[s.lastTarget()]++);
        assertThat(Arrays.stream(counts).boxed())
                .allSatisfy(count -> assertThat(count / 20_000.0).isCloseTo(0.2, within(0.015)));
    }

    @Test
    void aModulusBelowTwoIsRefused() {
        assertThatThrownBy(() -> open(new ModularAdditionTask(), "m", 1))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("option 'm'");
    }
}
