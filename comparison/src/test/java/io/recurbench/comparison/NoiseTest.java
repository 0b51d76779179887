package io.recurbench.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.SeededRandom;
import io.recurbench.comparison.statistics.Block;
import io.recurbench.comparison.statistics.Design;
import io.recurbench.results.Calibration;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * False alarms, and planted slowdowns, on times that were recorded on a machine with neighbours: a step took 3.1 ms, in bursts
 * up to five times as long; and, where four times as many wanted the machine as it had processors, 8 to 680 ms.
 */
class NoiseTest {
    private static final double PLANTED = Math.log(1.1);
    private static final Settings SETTINGS = Settings.standard();
    private static final List<double[]> TRACES = traces();
    private static final double[] BURSTS = TRACES.get(0);
    private static final List<double[]> LOADED = TRACES.subList(1, TRACES.size());

    private final SeededRandom random = new SeededRandom(20_261_128);

    private static List<double[]> traces() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(NoiseTest.class.getResourceAsStream("step-times.txt")),
                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> Arrays.stream(line.split(" "))
                            .mapToDouble(Double::parseDouble)
                            .map(Math::log)
                            .toArray())
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Rounds from some moment on, of a JVM that has its own luck. */
    private double[] rounds(double[] trace, int first, int count, int step, double slowdown) {
        double luck = 0.01 * random.nextGaussian() + slowdown;
        return IntStream.range(0, count)
                .mapToDouble(i -> trace[(first + i * step) % trace.length] + luck)
                .toArray();
    }

    /** Forks that were measured at other times. */
    private List<Block> apart(int forks, int iterations, double slowdown) {
        List<double[]> base = new ArrayList<>();
        List<double[]> next = new ArrayList<>();
        for (int i = 0; i < forks; i++) {
            base.add(rounds(BURSTS, random.nextInt(BURSTS.length), iterations, 1, 0));
            next.add(rounds(BURSTS, random.nextInt(BURSTS.length), iterations, 1, slowdown));
        }
        return List.of(new Block(base, next));
    }

    /** Forks that measured in turns. */
    private List<Block> inTurns(int pairs, int iterations, double slowdown) {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            double[] trace = LOADED.get(random.nextInt(LOADED.size()));
            int first = random.nextInt(trace.length);
            double[] base = new double[iterations];
            double[] next = new double[iterations];
            double luckOfBase = 0.01 * random.nextGaussian();
            double luckOfNext = 0.01 * random.nextGaussian() + slowdown;
            for (int j = 0; j < iterations; j++) {
                int baseAt = first + 2 * j + j % 2;
                int nextAt = first + 2 * j + 1 - j % 2;
                base[j] = trace[baseAt % trace.length] + luckOfBase;
                next[j] = trace[nextAt % trace.length] + luckOfNext;
            }
            blocks.add(new Block(List.of(base), List.of(next), true));
        }
        return blocks;
    }

    private static boolean isAlarm(List<Block> blocks, Design design) {
        return Math.abs(Block.difference(blocks)) >= Math.log1p(SETTINGS.speed())
                && design.p(blocks) <= SETTINGS.level();
    }

    private interface Draw {
        List<Block> comparison(double slowdown);
    }

    private static double share(int comparisons, Draw draw, double slowdown, Design design) {
        return IntStream.range(0, comparisons)
                        .filter(i -> isAlarm(draw.comparison(slowdown), design))
                        .count()
                / (double) comparisons;
    }

    @Test
    void equalSidesRaiseNoMoreAlarmsThanStatedAndATenthIsFoundNineTimesInTen() {
        Draw apart = slowdown -> apart(6, 40, slowdown);
        assertThat(share(2_000, apart, 0, Design.UNPAIRED))
                .as("false alarms, apart")
                .isLessThan(SETTINGS.level());
        assertThat(share(500, apart, PLANTED, Design.UNPAIRED))
                .as("found, apart")
                .isGreaterThan(0.9);

        Draw turns = slowdown -> inTurns(24, 30, slowdown);
        assertThat(share(2_000, turns, 0, Design.PAIRED))
                .as("false alarms, in turns")
                .isLessThan(SETTINGS.level());
        assertThat(share(500, turns, PLANTED, Design.PAIRED))
                .as("found, in turns")
                .isGreaterThan(0.9);
    }

    /** Through all that compare does: 20 runs against 20 of the same build, and against a slower one. */
    @Test
    void twentyRunsOfOneBuildRaiseNoAlarmAndASlowerOneIsFound() {
        int found = 0;
        for (int run = 0; run < 20; run++) {
            assertThat(compare(0).regressions()).isEmpty();
            found += compare(PLANTED).regressions().size();
        }
        assertThat(found).isGreaterThanOrEqualTo(18);
    }

    private Comparison compare(double slowdown) {
        Results base = Results.on("a");
        Results next = Results.on("a");
        Block block = apart(6, 40, slowdown).get(0);
        base.speed("rnn", "cpu", milliseconds(block.base()));
        next.speed("rnn", "cpu", milliseconds(block.next()));
        return Comparer.compare(base.side(), next.side(), SETTINGS);
    }

    private static double[][] milliseconds(List<double[]> forks) {
        return forks.stream()
                .map(fork -> Arrays.stream(fork).map(Math::exp).toArray())
                .toArray(double[][]::new);
    }

    /** Which estimator survives: the spread of each over comparisons of one fork with one fork, where nothing differs. */
    @Test
    void theBestRoundSurvivesBurstsAndPairedRatiosSurviveALoad() {
        ToDoubleFunction<Block> best = block ->
                Block.least(block.next().get(0)) - Block.least(block.base().get(0));
        ToDoubleFunction<Block> mean =
                block -> mean(block.next().get(0)) - mean(block.base().get(0));
        double bestOfBursts = spread(() -> apart(1, 40, 0).get(0), best);
        double meanOfBursts = spread(() -> apart(1, 40, 0).get(0), mean);
        double fewOfBursts = spread(() -> apart(1, 5, 0).get(0), best);
        assertThat(bestOfBursts).isLessThan(0.03);
        assertThat(meanOfBursts).isGreaterThan(4 * bestOfBursts);
        assertThat(fewOfBursts).isGreaterThan(4 * bestOfBursts);

        double bestUnderLoad = spread(() -> inTurns(1, 30, 0).get(0), best);
        double pairedUnderLoad = spread(() -> inTurns(1, 30, 0).get(0), Block::difference);
        assertThat(pairedUnderLoad)
                .as(String.format(Locale.ROOT, "best %.3f", bestUnderLoad))
                .isLessThan(0.85 * bestUnderLoad)
                .isLessThan(0.15);
    }

    private interface Pair {
        Block draw();
    }

    private static double spread(Pair pair, ToDoubleFunction<Block> estimator) {
        return Math.sqrt(IntStream.range(0, 500)
                .mapToDouble(i -> Math.pow(estimator.applyAsDouble(pair.draw()), 2))
                .average()
                .orElseThrow());
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    @Test
    void scoresThatAreAllOrNothingRaiseNoMoreAlarmsThanStated() {
        for (int seeds : new int[] {3, 4, 5, 8}) {
            Draw chaotic = slowdown -> {
                List<Block> blocks = new ArrayList<>();
                for (int seed = 0; seed < seeds; seed++) {
                    double base = random.nextInt(2);
                    double next = random.nextInt(2);
                    blocks.add(new Block(List.of(new double[] {base}), List.of(new double[] {next})));
                }
                return blocks;
            };
            // Scores in two steps leave the t-test a little over its level on both sides together, never on the bad
            // one.
            assertThat(share(4_000, chaotic, 0, Design.PAIRED))
                    .as("%d seeds", seeds)
                    .isLessThan(0.065);
            long worse = IntStream.range(0, 4_000)
                    .mapToObj(i -> chaotic.comparison(0))
                    .filter(blocks -> Block.difference(blocks) > 0 && isAlarm(blocks, Design.PAIRED))
                    .count();
            assertThat(worse / 4_000.0).as("%d seeds", seeds).isLessThan(SETTINGS.level());
        }
    }

    @Test
    void aCalibrationFindsTheNoiseOfAMachine() {
        List<Side.Run> one = new ArrayList<>();
        List<Side.Run> other = new ArrayList<>();
        for (int run = 0; run < 20; run++) {
            Block block = apart(1, 40, 0).get(0);
            one.add(Results.on("a")
                    .speed("rnn", "cpu", milliseconds(block.base()))
                    .run("a" + run));
            other.add(Results.on("a")
                    .speed("rnn", "cpu", milliseconds(block.next()))
                    .run("b" + run));
        }
        Calibration calibration = Calibrator.calibrate(
                new Side(one, List.of()), new Side(other, List.of()), SETTINGS, 6, "2026-11-28T05:00:00Z");

        assertThat(calibration.benchmarks()).hasSize(1);
        assertThat(calibration.benchmarks().get(0).apart().floor()).isBetween(0.001, 0.05);
        assertThat(calibration.benchmarks().get(0).apart().falseAlarms()).isLessThan(0.05);
        assertThat(calibration.benchmarks().get(0).interleaved().falseAlarms()).isLessThan(0.05);
        assertThat(calibration.fingerprint()).isEqualTo(one.get(0).fingerprint().orElseThrow());
    }
}
