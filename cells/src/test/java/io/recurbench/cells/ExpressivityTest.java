package io.recurbench.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.recurbench.api.SeededRandom;
import io.recurbench.api.cell.Cell;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What cells can compute, by construction: the propositions of Ebrahimi and Memisevic (2025), and reflections. */
class ExpressivityTest {
    private static final int LONG = 10_000;

    @Test
    void bilinearSimulatesAnyStateMachine() {
        SeededRandom random = new SeededRandom(1);
        for (int machine = 0; machine < 5; machine++) {
            int states = random.nextInt(2, 9);
            int alphabet = random.nextInt(2, 3);
            int[][] next = new int[alphabet][states];
            float[] w = new float[alphabet * states * states];
            for (int k = 0; k < alphabet; k++) {
                for (int s = 0; s < states; s++) {
                    next[k][s] = random.nextInt(states);
                    w[(k * states + s) * states + next[k][s]] = 1;
                }
            }
            try (Stepper cell = new Stepper(
                    new BilinearCell(),
                    Map.of("hidden", states, "initial-state", "one-hot"),
                    alphabet,
                    0,
                    Map.of("W", w))) {
                for (int length = 1; length <= 6; length++) {
                    assertFollows(cell, next, states, Strings.all(length, alphabet));
                }
                assertFollows(cell, next, states, Strings.random(random, 4, LONG, alphabet));
            }
        }
    }

    private static void assertFollows(Stepper cell, int[][] next, int states, int[][] strings) {
        float[][] hidden = cell.after(strings);
        for (int row = 0; row < strings.length; row++) {
            int state = 0;
            for (int token : strings[row]) {
                state = next[token][state];
            }
            float[] expected = new float[states];
            expected[state] = 1;
            assertThat(hidden[row])
                    .as("string %d of length %d", row, strings[row].length)
                    .containsExactly(expected);
        }
    }

    @Test
    void aRotationCountsModuloM() {
        SeededRandom random = new SeededRandom(2);
        for (int m : new int[] {2, 3, 5, 10}) {
            float[] theta = new float[m];
            for (int k = 0; k < m; k++) {
                theta[k] = (float) (2 * Math.PI * k / m);
            }
            try (Stepper cell = new Stepper(
                    new RotationBilinearCell(),
                    Map.of("hidden", 2, "initial-state", "one-hot"),
                    m,
                    0,
                    Map.of("theta", theta))) {
                int[][] strings = Strings.random(random, 8, LONG, m);
                float[][] hidden = cell.after(strings);
                for (int row = 0; row < strings.length; row++) {
                    int sum = 0;
                    for (int token : strings[row]) {
                        sum = (sum + token) % m;
                    }
                    double angle = Math.atan2(hidden[row][1], hidden[row][0]);
                    long counted = Math.floorMod(Math.round(angle * m / (2 * Math.PI)), (long) m);
                    assertThat(counted).as("m = %d, string %d", m, row).isEqualTo(sum);
                }
            }
        }
    }

    /** At b = 2 the delta rule reflects the memory along the key and adds twice the value: from zero there and back. */
    @Test
    void aReflectionCountsModuloTwo() {
        float always = 200;
        Map<String, float[]> reflecting =
                Map.of("W_k", new float[] {0, 1}, "W_v", new float[] {0, 1}, "w_b", new float[] {-always, always});
        int[][] strings = Strings.random(new SeededRandom(3), 8, LONG, 2);
        Map<String, Object> signed = Map.of("hidden", 1, "heads", 1, "eigenvalues", "signed");
        try (Stepper cell = new Stepper(new DeltaNetCell(), signed, 2, 0, reflecting)) {
            float[][] memory = cell.after(strings);
            for (int row = 0; row < strings.length; row++) {
                int parity = Arrays.stream(strings[row]).sum() % 2;
                assertThat(memory[row][0] > 0.1 ? 1 : 0).as("string %d", row).isEqualTo(parity);
            }
        }
        Map<String, Object> positive = Map.of("hidden", 1, "heads", 1);
        try (Stepper cell = new Stepper(new DeltaNetCell(), positive, 2, 0, reflecting)) {
            float[][] memory = cell.after(strings);
            for (float[] last : memory) {
                assertThat(last).as("what a 1 has written").containsExactly(memory[0]);
            }
        }
    }

    /**
     * Two reflections for each letter carry the products of S3, which one head of two numbers holds as a triangle in the plane:
     * transpositions are reflections about its axes, and the 3-cycles are two of them. The axes meet beside the origin, where the
     * memory starts.
     */
    @Test
    void twoReflectionsForALetterMultiplyInTheSymmetricGroup() {
        double[] angles = {-15, 45, 105};
        double[] centre = {0.7, 0.3};
        int[][] letters = {{}, {0}, {1}, {2}, {0, 1}, {1, 0}};
        float[][] keys = new float[2][12];
        float[][] values = new float[2][12];
        float[][] strengths = new float[2][6];
        for (int letter = 0; letter < letters.length; letter++) {
            for (int j = 0; j < 2; j++) {
                boolean reflects = j < letters[letter].length;
                double angle = Math.toRadians(angles[reflects ? letters[letter][j] : 0]);
                double offset = Math.cos(angle) * centre[0] + Math.sin(angle) * centre[1];
                keys[j][2 * letter] = inverseSilu(Math.cos(angle));
                keys[j][2 * letter + 1] = inverseSilu(Math.sin(angle));
                values[j][2 * letter] = inverseSilu(offset);
                strengths[j][letter] = reflects ? 200 : -200;
            }
        }
        Map<String, float[]> chosen = Map.of(
                "W_k1",
                keys[0],
                "W_k2",
                keys[1],
                "W_v1",
                values[0],
                "W_v2",
                values[1],
                "w_b1",
                strengths[0],
                "w_b2",
                strengths[1]);
        int[][] strings = Strings.random(new SeededRandom(7), 60, 1000, letters.length);
        try (Stepper cell = new Stepper(new DeltaProductCell(), Map.of("hidden", 2, "heads", 1), 6, 0, chosen)) {
            float[][] memories = cell.after(strings);
            for (int row = 0; row < strings.length; row++) {
                for (int other = 0; other < row; other++) {
                    boolean same = Arrays.equals(product(letters, strings[row]), product(letters, strings[other]));
                    double distance =
                            Math.hypot(memories[row][0] - memories[other][0], memories[row][2] - memories[other][2]);
                    assertThat(distance < 0.05)
                            .as("strings %d and %d, %f apart", row, other, distance)
                            .isEqualTo(same);
                }
            }
        }
    }

    /** The permutation that a string's transpositions make, one after the other. */
    private static int[] product(int[][] letters, int[] string) {
        int[][] transpositions = {{1, 0, 2}, {0, 2, 1}, {2, 1, 0}};
        int[] product = {0, 1, 2};
        for (int letter : string) {
            for (int axis : letters[letter]) {
                int[] before = product;
                product =
                        Arrays.stream(before).map(i -> transpositions[axis][i]).toArray();
            }
        }
        return product;
    }

    /** The number above the minimum of {@code a / (1 + exp(-a))} where it has this value. */
    private static float inverseSilu(double value) {
        double low = -1.278;
        double high = 10;
        for (int i = 0; i < 100; i++) {
            double middle = (low + high) / 2;
            if (Rows.silu(middle) < value) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (float) low;
    }

    /** So no readout can tell ab from ba, which differ in S_3 and in every other non-abelian group. */
    @Test
    void rotationsAndDiagonalsCommuteAndFullMatricesDoNot() {
        List<Cell> commuting = List.of(new RotationBilinearCell(), new DiagonalBilinearCell());
        for (Cell cell : commuting) {
            try (Stepper stepper = new Stepper(cell, Map.of("hidden", 6), 6, 3, Map.of())) {
                assertThat(largestCommutator(stepper)).as(cell.id()).isLessThan(1e-6);
            }
        }
        try (Stepper full = new Stepper(new BilinearCell(), Map.of("hidden", 6), 6, 3, Map.of());
                Stepper blocks = new Stepper(new BlockBilinearCell(), Map.of("hidden", 6), 6, 3, Map.of())) {
            assertThat(largestCommutator(full)).isGreaterThan(0.1);
            assertThat(largestCommutator(blocks)).isGreaterThan(0.1);
        }
    }

    private static double largestCommutator(Stepper stepper) {
        double largest = 0;
        for (int a = 0; a < 6; a++) {
            for (int b = 0; b < a; b++) {
                float[][] states = stepper.after(new int[][] {{a, b}, {b, a}});
                for (int i = 0; i < 6; i++) {
                    largest = Math.max(largest, Math.abs(states[0][i] - states[1][i]));
                }
            }
        }
        return largest;
    }

    /**
     * Without additive terms a state and its opposite stay opposite for ever, so an error that turns the sign is never
     * corrected: not by a letter that resets the machine, and not by a normalisation. Any additive term corrects it.
     */
    @Test
    void aTransitionWithoutAdditiveTermsNeverCorrectsTheSign() {
        int[][] strings = Strings.random(new SeededRandom(5), 4, 500, 3);
        assertThat(distanceToOpposite(strings, "none")).isZero();
        for (String additive : List.of("constant", "input", "both")) {
            assertThat(distanceToOpposite(strings, additive)).as(additive).isGreaterThan(0.1);
        }
    }

    /** The largest |h + h'| over strings and units, where h and h' started as opposites. */
    private static double distanceToOpposite(int[][] strings, String additive) {
        Map<String, Object> options = Map.of("hidden", 8, "normalise", "step", "additive", additive);
        try (Stepper cell = new Stepper(new BilinearCell(), options, 3, 6, Map.of())) {
            float[] opposite = cell.parameter("h0");
            for (int i = 0; i < opposite.length; i++) {
                opposite[i] = -opposite[i];
            }
            try (Stepper other = new Stepper(new BilinearCell(), options, 3, 6, Map.of("h0", opposite))) {
                float[][] states = cell.after(strings);
                float[][] opposites = other.after(strings);
                double largest = 0;
                for (int row = 0; row < states.length; row++) {
                    for (int i = 0; i < opposite.length; i++) {
                        largest = Math.max(largest, Math.abs(states[row][i] + opposites[row][i]));
                    }
                }
                return largest;
            }
        }
    }

    /**
     * A frozen random diagonal carries parity at length 10,000 in the sign of each unit whose two factors differ in sign,
     * so with H units it does with probability 1 - 2^-H. Of 200 draws with H = 3, 175 are expected, with a standard
     * deviation of 4.7: five of them make a false alarm of 1 in 2 million, and the draws are fixed.
     */
    @Test
    void aFrozenDiagonalCarriesParityWithTheStatedProbability() {
        int units = 3;
        int seeds = 200;
        int[][] strings = Strings.random(new SeededRandom(4), 16, LONG, 2);
        int carried = 0;
        for (int seed = 0; seed < seeds; seed++) {
            float[] w = new float[2 * units];
            SeededRandom random = new SeededRandom(SeededRandom.derive(seed, "diagonal"));
            for (int i = 0; i < w.length; i++) {
                // Of size 1: what counts is the sign, and a product of 10,000 other numbers leaves the range of double.
                w[i] = (float) Math.signum(random.nextGaussian());
            }
            try (Stepper cell = new Stepper(
                    new DiagonalBilinearCell(),
                    Map.of("hidden", units, "frozen", true, "initial-state", "constant"),
                    2,
                    0,
                    Map.of("W", w))) {
                carried += carriesParity(cell.after(strings), strings, units) ? 1 : 0;
            }
        }
        assertThat((double) carried).isCloseTo(seeds * (1 - Math.pow(2, -units)), offset(5 * 4.7));
    }

    private static boolean carriesParity(float[][] hidden, int[][] strings, int units) {
        for (int unit = 0; unit < units; unit++) {
            int agreements = 0;
            for (int row = 0; row < strings.length; row++) {
                int ones = 0;
                for (int token : strings[row]) {
                    ones += token;
                }
                agreements += (hidden[row][unit] < 0) == (ones % 2 == 1) ? 1 : 0;
            }
            if (agreements == 0 || agreements == strings.length) {
                return true;
            }
        }
        return false;
    }
}
