package io.recurbench.suites.modular;

import static io.recurbench.suites.modular.ModularTasks.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.task.TaskData;
import io.recurbench.suites.common.BatchDigest;
import io.recurbench.suites.common.ScoredSequence;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModularArithmeticTest {

    /** The exact value over the integers, reduced at the very end: not the way the automata go. */
    private static int value(List<Integer> tokens, int m, String operators, boolean precedence) {
        List<BigInteger> numbers = new ArrayList<>();
        List<Character> signs = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (i % 2 == 0) {
                numbers.add(BigInteger.valueOf(tokens.get(i)));
            } else {
                signs.add(operators.charAt(tokens.get(i) - m));
            }
        }
        if (precedence) {
            for (int i = 0; i < signs.size(); ) {
                if (signs.get(i) == 'x') {
                    numbers.set(i, numbers.get(i).multiply(numbers.remove(i + 1)));
                    signs.remove(i);
                } else {
                    i++;
                }
            }
        }
        BigInteger value = numbers.get(0);
        for (int i = 0; i < signs.size(); i++) {
            BigInteger next = numbers.get(i + 1);
            char sign = signs.get(i);
            value = sign == 'x' ? value.multiply(next) : sign == '+' ? value.add(next) : value.subtract(next);
        }
        return value.mod(BigInteger.valueOf(m)).intValue();
    }

    @Test
    void labelsAreTheExactValueReduced() {
        for (String order : List.of("left-to-right", "precedence")) {
            for (String operators : List.of("+-x", "x-", "-")) {
                for (int m : new int[] {2, 3, 5, 10, 50}) {
                    TaskData data = open(
                            new ModularArithmeticTask(),
                            "m",
                            m,
                            "order",
                            order,
                            "operators",
                            operators,
                            "supervision",
                            "running",
                            "train-max-length",
                            20);
                    assertThat(data.spec().input().size()).isEqualTo(m + operators.length());
                    for (ScoredSequence sequence : ScoredSequence.read(data.training(10, 3, 0), 10)) {
                        assertThat(sequence.length() % 2).isEqualTo(1);
                        for (int position = 0; position < sequence.length(); position += 2) {
                            assertThat(sequence.scored().get(position)).isTrue();
                            assertThat(sequence.targets().get(position))
                                    .as("%s mod %s %s %s", sequence.tokens(), m, order, operators)
                                    .isEqualTo(value(
                                            sequence.tokens().subList(0, position + 1),
                                            m,
                                            operators,
                                            order.equals("precedence")));
                        }
                    }
                }
            }
        }
    }

    @Test
    void goldenDigests() {
        TaskData left = open(new ModularArithmeticTask(), "eval-sequences", 32);
        assertThat(BatchDigest.of(left.training(8, 42, 0), 50))
                .isEqualTo("882ace78cae1bc9eedd953c0432dfb568f3a687df622f4fb16fd81152c33262d");
        assertThat(BatchDigest.of(left.evaluations(16).get(1).batches().get(), Integer.MAX_VALUE))
                .isEqualTo("c89f4d0e3ae036550cd4387417dd9eda0992aaf343ee93514f4c6e579bd4542d");
        TaskData precedence = open(new ModularArithmeticTask(), "order", "precedence");
        assertThat(BatchDigest.of(precedence.training(8, 42, 0), 50))
                .isEqualTo("2e806416b2a478b27eaa3dc9437c51e4a97798b1c0e8da4341d04a1e28a3ad1b");
    }

    @Test
    void chanceIsTheShareOfTheCommonestValue() {
        for (String order : List.of("left-to-right", "precedence")) {
            for (int m : new int[] {2, 4, 5, 10}) {
                TaskData data = open(
                        new ModularArithmeticTask(),
                        "m",
                        m,
                        "order",
                        order,
                        "curriculum",
                        "fixed",
                        "train-max-length",
                        30,
                        "test-length",
                        30);
                int[] counts = new int[m];
                ScoredSequence.read(data.training(100, 5, 0), 300).forEach(s -> counts[s.lastTarget()]++);
                int most = 0;
                for (int count : counts) {
                    most = Math.max(most, count);
                }
                assertThat(most / 30_000.0).isCloseTo(data.spec().chance(), within(0.01));
                assertThat(data.spec().chance()).isGreaterThanOrEqualTo(1.0 / m - 1e-12);
            }
        }
    }

    @Test
    void lengthsCountNumbers() {
        TaskData data = open(new ModularArithmeticTask(), "eval-sequences", 3);
        assertThat(data.evaluations(2).get(1).length()).isEqualTo(500);
        assertThat(ScoredSequence.read(data.evaluations(2).get(1).batches().get(), 9))
                .hasSize(3)
                .allSatisfy(s -> assertThat(s.length()).isEqualTo(999));
        assertThat(data.spec().protocol()).containsEntry("length-unit", "numbers; n of them take 2n - 1 positions");
    }

    @Test
    void wrongOperatorsAreRefused() {
        for (String operators : List.of("+/", "++", "", "x*")) {
            assertThatThrownBy(() -> open(new ModularArithmeticTask(), "operators", operators))
                    .isInstanceOf(RecurbenchException.class)
                    .hasMessageContaining("operators expects");
        }
        assertThatThrownBy(() -> open(new ModularArithmeticTask(), "order", "precedence", "m", 101))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("at most 100, not 101");
    }
}
