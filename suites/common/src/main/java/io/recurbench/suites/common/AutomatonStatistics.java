package io.recurbench.suites.common;

import java.util.Map;

/**
 * What can be computed of an automaton without drawing a sequence: how often its labels occur, and how many sequences
 * there are.
 */
public final class AutomatonStatistics {
    /** Two steps apart and closer than this: the distribution of states repeats, no further step changes it. */
    private static final double STATIONARY = 1e-15;

    private final Automaton automaton;

    /** Statistics of an automaton. */
    public AutomatonStatistics(Automaton automaton) {
        this.automaton = automaton;
    }

    /** The accuracy of the best constant answer on sequences of one length. */
    public double chance(int length, Supervision supervision) {
        return chance(Map.of(length, 1), supervision);
    }

    /**
     * The accuracy of the best constant answer on a mixture of lengths: the largest share that one label has among the
     * scored positions. Follows the distribution of states from position to position, so it is exact but for rounding.
     *
     * @param sequences number of sequences by length
     */
    public double chance(Map<Integer, Integer> sequences, Supervision supervision) {
        int positions =
                sequences.keySet().stream().mapToInt(automaton::positions).max().orElseThrow();
        double[] weights = new double[positions];
        sequences.forEach((length, count) -> {
            int end = automaton.positions(length);
            for (int position = 0; position < end; position++) {
                weights[position] += supervision.scores(automaton, position, end) ? count : 0;
            }
        });
        double[] byLabel = labelMass(weights);
        double total = 0;
        double best = 0;
        for (double mass : byLabel) {
            total += mass;
            best = Math.max(best, mass);
        }
        return best / total;
    }

    /** How many sequences of a length there are; infinity if more than a million millions. */
    public double sequences(int length) {
        double[] counts = new double[automaton.states()];
        counts[automaton.start()] = 1;
        int positions = automaton.positions(length);
        for (int position = 0; position < positions; position++) {
            double[] following = new double[counts.length];
            double total = 0;
            for (int state = 0; state < counts.length; state++) {
                int choices = counts[state] == 0 ? 0 : automaton.choices(state);
                for (int choice = 0; choice < choices; choice++) {
                    following[automaton.next(state, automaton.token(state, choice))] += counts[state];
                }
                total += counts[state] * choices;
            }
            if (total > 1e12) {
                return Double.POSITIVE_INFINITY;
            }
            counts = following;
        }
        double total = 0;
        for (double count : counts) {
            total += count;
        }
        return total;
    }

    private double[] labelMass(double[] weights) {
        double[] byLabel = new double[automaton.classes()];
        double[] before = new double[automaton.states()];
        double[] now = new double[automaton.states()];
        now[automaton.start()] = 1;
        boolean repeats = false;
        for (double weight : weights) {
            double[] following = repeats ? before : step(now);
            repeats = repeats || distance(following, before) <= STATIONARY;
            before = now;
            now = following;
            if (weight > 0) {
                for (int state = 0; state < now.length; state++) {
                    if (now[state] > 0) {
                        byLabel[automaton.label(state)] += weight * now[state];
                    }
                }
            }
        }
        return byLabel;
    }

    private double[] step(double[] distribution) {
        double[] following = new double[distribution.length];
        for (int state = 0; state < distribution.length; state++) {
            if (distribution[state] > 0) {
                int choices = automaton.choices(state);
                double share = distribution[state] / choices;
                for (int choice = 0; choice < choices; choice++) {
                    following[automaton.next(state, automaton.token(state, choice))] += share;
                }
            }
        }
        return following;
    }

    private static double distance(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }
}
