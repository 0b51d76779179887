package io.recurbench.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.recurbench.api.SeededRandom;
import io.recurbench.api.record.Metric;
import io.recurbench.api.record.Metric.Direction;
import io.recurbench.api.record.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What two sides are found to be. */
class ComparerTest {
    private static Comparison compare(Results base, Results next) {
        return Comparer.compare(base.side(), next.side(), Settings.standard());
    }

    private static Row only(Comparison comparison) {
        assertThat(comparison.rows()).hasSize(1);
        return comparison.rows().get(0);
    }

    private static double[][] forks(SeededRandom random, int forks, double milliseconds) {
        double[][] times = new double[forks][10];
        for (double[] fork : times) {
            double of = milliseconds * (1 + 0.01 * random.nextGaussian());
            for (int i = 0; i < fork.length; i++) {
                fork[i] = of * (1 + 0.02 * Math.abs(random.nextGaussian()));
            }
        }
        return times;
    }

    @Test
    void twentyPairsThatAreEqualRaiseNoAlarm() {
        Results base = Results.on("a");
        Results next = Results.on("a");
        for (int cell = 0; cell < 20; cell++) {
            base.accuracy("rnn-" + cell, 0.5, 0.75, 1, 0.5, 0.25);
            next.accuracy("rnn-" + cell, 0.5, 0.75, 1, 0.5, 0.25);
        }

        Comparison comparison = compare(base, next);

        assertThat(comparison.rows()).hasSize(20).allSatisfy(row -> {
            assertThat(row.verdict()).isEqualTo(Verdict.SAME);
            assertThat(row.seeds()).hasSize(5);
        });
        assertThat(comparison.regressions()).isEmpty();
    }

    @Test
    void plantedRegressionsOfQualityAndOfSpeedAreFoundAmongTwentyRowsAndNamed() {
        SeededRandom random = new SeededRandom(1);
        Results base = Results.on("a");
        Results next = Results.on("a");
        for (int cell = 0; cell < 9; cell++) {
            double loss = cell == 4 ? 0.3 : 0;
            for (int seed = 0; seed < 8; seed++) {
                base.score("rnn-" + cell, seed, 0.9 + 0.02 * random.nextGaussian());
                next.score("rnn-" + cell, seed, 0.9 + 0.02 * random.nextGaussian() - loss);
            }
            base.speed("gru-" + cell, "cpu", forks(random, 8, 10));
            next.speed("gru-" + cell, "cpu", forks(random, 8, cell == 7 ? 11 : 10));
        }

        Comparison comparison = compare(base, next);

        assertThat(comparison.regressions())
                .extracting(Row::name, Row::verdict)
                .containsExactlyInAnyOrder(
                        tuple("rnn on parity, cpu (cell.name=rnn-4)", Verdict.WORSE),
                        tuple("gru on training-step, cpu (cell.name=gru-7)", Verdict.SLOWER));
        Row.Effect slower = comparison.rows(Verdict.SLOWER).get(0).effect().orElseThrow();
        assertThat(slower.change().value()).isBetween(-0.12, -0.07);
        assertThat(slower.change().low()).isLessThan(slower.change().value());
        assertThat(slower.test().orElseThrow().adjusted()).isLessThan(0.05);
    }

    @Test
    void improvementsAreSaidInTheWordsOfTheirKind() {
        SeededRandom random = new SeededRandom(2);
        Results base =
                Results.on("a").accuracy("rnn", 0.5, 0.52, 0.49, 0.5, 0.51).speed("gru", "cpu", forks(random, 6, 12));
        Results next =
                Results.on("a").accuracy("rnn", 0.9, 0.91, 0.88, 0.9, 0.92).speed("gru", "cpu", forks(random, 6, 9));

        assertThat(compare(base, next).rows()).extracting(Row::verdict).containsExactly(Verdict.BETTER, Verdict.FASTER);
    }

    @Test
    void aScoreThatIsToBeLowIsWorseWhereItIsHigher() {
        Results base = Results.on("a");
        Results next = Results.on("a");
        for (int seed = 0; seed < 5; seed++) {
            base.metric("rnn", seed, Metric.of("test/bpc", 1.40 + seed * 0.01, "bit/char", Direction.LOWER));
            next.metric("rnn", seed, Metric.of("test/bpc", 1.45 + seed * 0.0101, "bit/char", Direction.LOWER));
        }

        Row row = only(compare(base, next));

        assertThat(row.verdict()).isEqualTo(Verdict.WORSE);
        assertThat(row.effect().orElseThrow().change().value()).isBetween(0.04, 0.06);
    }

    @Test
    void aSpeedOfAnotherEnvironmentIsRefusedAndItsQualityIsCompared() {
        SeededRandom random = new SeededRandom(3);
        Results base = Results.on("a").accuracy("rnn", 1, 1, 1).speed("gru", "cpu", forks(random, 6, 12));
        Results next = Results.on("b").accuracy("rnn", 1, 1, 1).speed("gru", "cpu", forks(random, 6, 24));

        Comparison refused = compare(base, next);
        assertThat(refused.refused()).containsExactly(Refusal.ENVIRONMENT);
        assertThat(refused.rows()).extracting(Row::verdict).containsExactly(Verdict.SAME, Verdict.INCONCLUSIVE);
        assertThat(refused.rows().get(1).why()).contains("refused", "another environment");
        assertThat(refused.rows().get(1).effect()).isEmpty();
        assertThat(refused.environment())
                .extracting(Comparison.Difference::name)
                .containsExactly("cpu.model");

        Settings allowed = new Settings(0.05, 0.01, 0.05, Map.of(), true, Optional.empty(), Optional.empty());
        Comparison compared = Comparer.compare(base.side(), next.side(), allowed);
        assertThat(compared.refused()).isEmpty();
        assertThat(compared.rows().get(1).verdict()).isEqualTo(Verdict.SLOWER);
    }

    @Test
    void anotherMethodIsRefusedForQualityAndSpeedAndOnOneSideAsOnBoth() {
        SeededRandom random = new SeededRandom(3);
        Results base = Results.on("a").accuracy("rnn", 1, 1, 1).speed("gru", "cpu", forks(random, 6, 12));
        Results next = Results.on("a").accuracy("rnn", 1, 1, 1).speed("gru", "cpu", forks(random, 6, 12));
        Side later = next.ofMethod(2).side();

        Comparison refused = Comparer.compare(base.side(), later, Settings.standard());
        assertThat(refused.refused()).containsExactly(Refusal.METHOD);
        assertThat(refused.rows()).extracting(Row::verdict).containsOnly(Verdict.INCONCLUSIVE);
        assertThat(refused.rows()).extracting(Row::why).allMatch(why -> why.contains("methods 1 and 2"));
        assertThat(refused.rows()).allMatch(row -> row.effect().isEmpty());
        Settings allowed = new Settings(0.05, 0.01, 0.05, Map.of(), true, Optional.empty(), Optional.empty());
        assertThat(Comparer.compare(base.side(), later, allowed).refused())
                .as("a machine can be another one, a method cannot")
                .containsExactly(Refusal.METHOD);
        Side mixed = new Side(List.of(base.run("one"), next.ofMethod(2).run("other")), List.of());
        assertThat(Comparer.compare(mixed, base.side(), Settings.standard()).refused())
                .containsExactly(Refusal.METHOD);
        assertThat(Comparer.compare(later, next.ofMethod(2).side(), Settings.standard())
                        .refused())
                .isEmpty();
    }

    @Test
    void whatCouldNotBeMeasuredAsWellAsWasAskedForIsMarked() {
        SeededRandom random = new SeededRandom(3);
        Results base = Results.on("a").speed("gru", "cpu", forks(random, 6, 12));
        Results next = Results.on("a").speed("gru", "cpu", forks(random, 6, 12));

        assertThat(only(compare(base, next)).noisy()).isFalse();
        assertThat(only(compare(base, next.withFact("noisy", "the budget was used")))
                        .noisy())
                .isTrue();
    }

    @Test
    void anEnvironmentThatIsNotKnownIsAnother() {
        SeededRandom random = new SeededRandom(3);
        Results speed = Results.on("a").speed("gru", "cpu", forks(random, 6, 12));
        Side journal = new Side(List.of(new Side.Run("results.jsonl", Optional.empty(), speed.trials())), List.of());

        assertThat(Comparer.compare(speed.side(), journal, Settings.standard()).refused())
                .containsExactly(Refusal.ENVIRONMENT);
    }

    @Test
    void oneSeedAloneProvesNothingAndTheReasonIsSaid() {
        Row row = only(
                compare(Results.on("a").accuracy("rnn", 0.9), Results.on("a").accuracy("rnn", 0.2)));

        assertThat(row.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(row.why()).isEqualTo("one seed: no test is possible; measure more seeds");
        assertThat(row.effect().orElseThrow().change().value()).isEqualTo(-0.7, within(1e-12));
    }

    @Test
    void twoForksProveNothingAndTheReasonIsSaid() {
        SeededRandom random = new SeededRandom(4);
        Row row = only(compare(
                Results.on("a").speed("gru", "cpu", forks(random, 2, 10)),
                Results.on("a").speed("gru", "cpu", forks(random, 2, 20))));

        assertThat(row.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(row.why()).contains("2 forks on a side", "the smallest p is 0.333", "recurbench ab");
    }

    @Test
    void twoSeedsAreTheSameOnlyWhereTheyAreEqual() {
        Results base = Results.on("a").accuracy("rnn", 0.9, 0.8);

        assertThat(only(compare(base, Results.on("a").accuracy("rnn", 0.9, 0.8)))
                        .verdict())
                .isEqualTo(Verdict.SAME);
        Row row = only(compare(base, Results.on("a").accuracy("rnn", 0.9, 0.801)));
        assertThat(row.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(row.why()).startsWith("2 seeds");
    }

    @Test
    void seedsThatHappenToDifferAlikeAreNoCertainty() {
        // Scores in steps: three seeds, each one step lower.
        Row row = only(compare(
                Results.on("a").accuracy("rnn", 0.9, 0.8, 0.7, 0.6),
                Results.on("a").accuracy("rnn", 0.875, 0.775, 0.7, 0.6)));

        assertThat(row.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"FAILED", "DIVERGED", "TIMEOUT", "NONCONFORMING"})
    void whatFailsOnTheNewSideOnlyIsWorseAndNamed(Outcome outcome) {
        Results base = Results.on("a").accuracy("rnn", 0.9, 0.9);
        Results next = Results.on("a").score("rnn", 0, 0.9).ended("rnn", 1, outcome, "no memory");

        Row row = only(compare(base, next));

        assertThat(row.verdict()).isEqualTo(Verdict.WORSE);
        assertThat(row.why()).contains("only in new: seed 1", outcome.name().toLowerCase(Locale.ROOT), "no memory");
        assertThat(only(compare(next, base)).verdict()).isEqualTo(Verdict.BETTER);
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"INTERRUPTED", "SKIPPED"})
    void whatWasStoppedOrNeverTriedIsNoRegression(Outcome outcome) {
        Results base = Results.on("a").score("rnn", 0, 0.9);
        Results next = Results.on("a").ended("rnn", 0, outcome, "Ctrl-C");

        Row row = only(compare(base, next));

        assertThat(row.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(row.why()).contains("not measured on both sides", "Ctrl-C");
    }

    @Test
    void whatFailsOnBothSidesSaysNothing() {
        Results base = Results.on("a").ended("rnn", 0, Outcome.FAILED, "no memory");
        Results next = Results.on("a").ended("rnn", 0, Outcome.DIVERGED, "no number");

        Row row = only(compare(base, next));

        assertThat(row.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(row.why()).contains("no result on either side", "no memory", "no number");
    }

    @Test
    void aScoreThatIsNoNumberIsAFailure() {
        for (double none : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
            Results base = Results.on("a").accuracy("rnn", 0.9, 0.9, 0.9);
            Results next = Results.on("a").accuracy("rnn", 0.9, none, 0.9);

            assertThat(only(compare(base, next)).why()).isEqualTo("only in new: seed 1 came to " + none);
            assertThat(only(compare(base, next)).verdict()).isEqualTo(Verdict.WORSE);
            assertThat(only(compare(next, base)).verdict()).isEqualTo(Verdict.BETTER);
            assertThat(only(compare(next, next)).verdict()).isNotEqualTo(Verdict.WORSE);
        }
        double[][] broken = {{10, 0}, {10, 10}};
        Row row = only(compare(
                Results.on("a").speed("gru", "cpu", forks(new SeededRandom(5), 2, 10)),
                Results.on("a").speed("gru", "cpu", broken)));
        assertThat(row.verdict()).isEqualTo(Verdict.WORSE);
    }

    @Test
    void amongManyRowsAFewSeedsAreTooFewAndTheReasonIsSaid() {
        Results base = Results.on("a");
        Results next = Results.on("a");
        for (int cell = 0; cell < 20; cell++) {
            base.accuracy("rnn-" + cell, 0.9, 0.9, 0.9, 0.9, 0.9);
            double value = cell == 3 ? 0.2 : 0.9;
            next.accuracy("rnn-" + cell, value, value, value, value, value);
        }

        Row row = compare(base, next).rows(Verdict.INCONCLUSIVE).get(0);

        assertThat(row.why()).contains("p = 0.082, adjusted for 20 rows", "5 seeds cannot show more", "fewer rows");
    }

    @Test
    void whatOneSideHasAloneIsSaid() {
        Results base = Results.on("a").accuracy("rnn", 1, 1, 1).accuracy("gru", 1, 1, 1);
        Results next = Results.on("a").accuracy("rnn", 1, 1, 1).accuracy("lstm", 1, 1, 1);

        assertThat(compare(base, next).rows())
                .extracting(Row::verdict)
                .containsExactly(Verdict.SAME, Verdict.ONLY_IN_BASE, Verdict.ONLY_IN_NEW);
    }

    @Test
    void seedsOfOneSideAloneAreNoPairs() {
        Row row = only(compare(
                Results.on("a").accuracy("rnn", 0.9, 0.9, 0.9, 0.9, 0.9),
                Results.on("a").accuracy("rnn", 0.2, 0.2)));

        assertThat(row.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(row.seeds()).hasSize(5);
        assertThat(row.effect().orElseThrow().base()).isEqualTo(0.9);
    }

    @Test
    void backendsAreComparedWhereThatIsAsked() {
        SeededRandom random = new SeededRandom(6);
        Results both =
                Results.on("a").speed("gru", "cpu", forks(random, 6, 10)).speed("gru", "nd4j", forks(random, 6, 30));
        Settings across = new Settings(
                0.05, 0.01, 0.05, Map.of(), false, Optional.of(new Settings.Backends("cpu", "nd4j")), Optional.empty());

        Row row = only(Comparer.compare(both.side(), both.side(), across));

        assertThat(row.verdict()).isEqualTo(Verdict.SLOWER);
        assertThat(row.name()).isEqualTo("gru on training-step");
        assertThat(compare(both, both).rows()).hasSize(2);
    }

    @Test
    void forksOfSeveralRunsCountTogetherInWhateverOrder() {
        SeededRandom random = new SeededRandom(7);
        List<Side.Run> base = new ArrayList<>();
        List<Side.Run> next = new ArrayList<>();
        for (int run = 0; run < 3; run++) {
            base.add(Results.on("a").speed("gru", "cpu", forks(random, 2, 10)).run("b" + run));
            next.add(Results.on("a").speed("gru", "cpu", forks(random, 2, 13)).run("n" + run));
        }
        Comparison comparison =
                Comparer.compare(new Side(base, List.of()), new Side(next, List.of()), Settings.standard());
        Collections.reverse(base);
        Comparison reversed =
                Comparer.compare(new Side(base, List.of()), new Side(next, List.of()), Settings.standard());

        assertThat(only(comparison).verdict()).isEqualTo(Verdict.SLOWER);
        assertThat(only(comparison).seeds().get(0).base().values()).hasSize(6);
        assertThat(only(reversed).effect().orElseThrow().change().value())
                .isEqualTo(only(comparison).effect().orElseThrow().change().value(), within(1e-12));
    }

    @Test
    void theSameResultsGiveTheSameComparison() {
        SeededRandom random = new SeededRandom(8);
        Results base = Results.on("a").speed("gru", "cpu", forks(random, 4, 10)).accuracy("rnn", 0.9, 0.7, 0.8);
        Results next =
                Results.on("a").speed("gru", "cpu", forks(random, 4, 10.2)).accuracy("rnn", 0.8, 0.75, 0.8);

        assertThat(ComparisonDocument.of(compare(base, next))).isEqualTo(ComparisonDocument.of(compare(base, next)));
    }

    @Test
    void aCalibratedFloorIsTheLeastThatCounts() {
        SeededRandom random = new SeededRandom(9);
        Results base = Results.on("a").speed("gru", "cpu", forks(random, 8, 10));
        Results next = Results.on("a").speed("gru", "cpu", forks(random, 8, 11));
        String key = base.trials().get(0).key();
        Settings floor = new Settings(0.05, 0.01, 0.05, Map.of(key, 0.3), false, Optional.empty(), Optional.empty());

        assertThat(only(compare(base, next)).verdict()).isEqualTo(Verdict.SLOWER);
        Row row = only(Comparer.compare(base.side(), next.side(), floor));
        assertThat(row.verdict()).isEqualTo(Verdict.SAME);
        assertThat(row.effect().orElseThrow().minimum()).isEqualTo(0.3, within(1e-12));
    }
}
