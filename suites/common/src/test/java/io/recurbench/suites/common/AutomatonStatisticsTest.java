package io.recurbench.suites.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AutomatonStatisticsTest {

    /** Every sequence with its probability and labels, by recursion over all choices. */
    private record Leaf(double probability, List<Integer> labels) {}

    private static void enumerate(
            Automaton automaton,
            int positions,
            int state,
            double probability,
            List<Integer> labels,
            List<Leaf> leaves) {
        int position = labels.size();
        if (position == positions) {
            leaves.add(new Leaf(probability, labels));
            return;
        }
        int choices = automaton.choices(state);
        for (int choice = 0; choice < choices; choice++) {
            int next = automaton.next(state, automaton.token(state, choice));
            List<Integer> extended = new ArrayList<>(labels);
            extended.add(automaton.labelled(position) ? automaton.label(next) : -1);
            enumerate(automaton, positions, next, probability / choices, extended, leaves);
        }
    }

    private static double enumeratedChance(
            Automaton automaton, Map<Integer, Integer> sequences, Supervision supervision) {
        double[] mass = new double[automaton.classes()];
        double total = 0;
        for (Map.Entry<Integer, Integer> entry : sequences.entrySet()) {
            List<Leaf> leaves = new ArrayList<>();
            enumerate(automaton, automaton.positions(entry.getKey()), automaton.start(), 1, List.of(), leaves);
            for (Leaf leaf : leaves) {
                int last = leaf.labels().size() - 1;
                for (int i = supervision == Supervision.FINAL ? last : 0; i <= last; i++) {
                    if (leaf.labels().get(i) >= 0) {
                        mass[leaf.labels().get(i)] += entry.getValue() * leaf.probability();
                        total += entry.getValue() * leaf.probability();
                    }
                }
            }
        }
        double best = 0;
        for (double m : mass) {
            best = Math.max(best, m);
        }
        return best / total;
    }

    @Test
    void chanceIsThatOfEnumeration() {
        List<Automaton> automata =
                List.of(TestAutomata.latch(), TestAutomata.ring(), TestAutomata.steps(), TestAutomata.alternating());
        for (Automaton automaton : automata) {
            for (Supervision supervision : Supervision.values()) {
                for (Map<Integer, Integer> sequences :
                        List.of(Map.of(1, 1), Map.of(2, 1), Map.of(5, 1), Map.of(2, 10, 3, 5, 6, 1))) {
                    assertThat(new AutomatonStatistics(automaton).chance(sequences, supervision))
                            .as("%s %s %s", automaton, supervision, sequences)
                            .isCloseTo(enumeratedChance(automaton, sequences, supervision), within(1e-12));
                }
            }
        }
    }

    @Test
    void chanceAtALongLengthIsTheStationaryShare() {
        // The latch forgets letter 2: among the others 1 is as likely as 0, and it starts from 0.
        assertThat(new AutomatonStatistics(TestAutomata.latch()).chance(10_000, Supervision.FINAL))
                .isCloseTo(0.5, within(1e-12));
    }

    @Test
    void aDistributionWithPeriodThreeIsFollowedToTheEnd() {
        AutomatonStatistics ring = new AutomatonStatistics(TestAutomata.ring());
        assertThat(ring.chance(1000, Supervision.FINAL)).isEqualTo(1);
        assertThat(ring.chance(999, Supervision.RUNNING)).isCloseTo(1 / 3.0, within(1e-12));
    }

    @Test
    void countsSequences() {
        assertThat(new AutomatonStatistics(TestAutomata.latch()).sequences(4)).isEqualTo(81);
        assertThat(new AutomatonStatistics(TestAutomata.alternating()).sequences(4))
                .isEqualTo(81);
        assertThat(new AutomatonStatistics(TestAutomata.latch()).sequences(100)).isInfinite();
    }
}
