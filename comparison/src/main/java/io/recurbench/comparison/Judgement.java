package io.recurbench.comparison;

import io.recurbench.api.record.Metric;
import io.recurbench.comparison.Row.Effect;
import io.recurbench.comparison.statistics.Block;
import io.recurbench.comparison.statistics.Bootstrap;
import io.recurbench.comparison.statistics.Design;
import io.recurbench.comparison.statistics.Interval;
import java.util.Optional;

/**
 * How one row comes to its verdict. What has failed on one side only decides it; else the change has to be large enough and
 * its test, adjusted for all rows, sure enough.
 */
final class Judgement {
    /** Fewer units make no interval that could exclude anything. */
    private static final int FEWEST_FOR_SAME = 3;

    private static final String SAME = "no change that counts lies in the interval";

    private static final double CONFIDENCE = 0.95;
    private static final int RESAMPLES = 4_000;
    private static final long SEED = 20_260_101;

    private final Settings settings;
    private final Evidence evidence;
    private final double minimum;
    private final Interval cost;
    private final Reasons reasons;
    private Row row;

    private Judgement(Work work, String name, Settings settings, Evidence evidence) {
        this.settings = settings;
        this.evidence = evidence;
        this.reasons = new Reasons(evidence);
        this.minimum = minimum(work, settings, evidence);
        this.cost = evidence.blocks().isEmpty()
                ? new Interval(Double.NaN, Double.NaN, Double.NaN)
                : new Bootstrap(CONFIDENCE, RESAMPLES, SEED).difference(evidence.blocks(), evidence.design());
        this.row = new Row(
                name,
                evidence.kind(),
                evidence.metric(),
                Verdict.INCONCLUSIVE,
                "",
                evidence.blocks().isEmpty() ? Optional.empty() : Optional.of(effect()),
                evidence.seeds(),
                false);
    }

    static Judgement of(Work work, String name, Settings settings, Optional<Refusal> refusal, boolean interleaved) {
        Judgement judgement = new Judgement(work, name, settings, Evidence.of(work, settings.metric(), interleaved));
        judgement.judge(work, refusal);
        return judgement;
    }

    Row row() {
        return row;
    }

    /** The least cost that counts. */
    private static double minimum(Work work, Settings settings, Evidence evidence) {
        if (evidence.scale() == Row.Scale.RATIO) {
            double floor = work.seeds().values().stream()
                    .flatMap(pair -> pair.base().stream())
                    .mapToDouble(trial ->
                            settings.floors().getOrDefault(trial.trial().key(), 0.0))
                    .max()
                    .orElse(0);
            return Math.log1p(Math.max(settings.speed(), floor));
        }
        boolean share = evidence.metric()
                .filter(metric -> metric.unit().equals("1") && metric.direction() == Metric.Direction.HIGHER)
                .isPresent();
        double base = evidence.blocks().isEmpty() ? 0 : Block.cost(evidence.blocks());
        return settings.quality() * (share ? 1 : Math.abs(base));
    }

    private Effect effect() {
        double base = Block.cost(evidence.blocks());
        return new Effect(
                evidence.scale(),
                evidence.value(base),
                evidence.value(base + cost.value()),
                cost.map(evidence::change),
                evidence.scale() == Row.Scale.RATIO ? Math.expm1(minimum) : minimum,
                Optional.empty());
    }

    /** All that can be said without the other rows. */
    private void judge(Work work, Optional<Refusal> refusal) {
        if (!work.isInNext()) {
            say(Verdict.ONLY_IN_BASE, "the new side has no such trial");
        } else if (!work.isInBase()) {
            say(Verdict.ONLY_IN_NEW, "the old side has no such trial");
        } else if (refusal.isPresent()) {
            row = row.with(Optional.empty());
            say(Verdict.INCONCLUSIVE, Reasons.refused(refusal.get(), work.methods()));
        } else if (evidence.lost().size() > evidence.gained().size()) {
            say(Verdict.WORSE, "only in new: " + String.join("; ", evidence.lost()));
        } else if (evidence.gained().size() > evidence.lost().size()) {
            say(Verdict.BETTER, "only in base: " + String.join("; ", evidence.gained()));
        } else if (evidence.metric().isEmpty() || evidence.blocks().isEmpty()) {
            say(Verdict.INCONCLUSIVE, reasons.unmeasured());
        } else if (evidence.metric().get().direction() == Metric.Direction.NONE) {
            say(
                    Verdict.INCONCLUSIVE,
                    "neither more nor less of " + evidence.metric().get().name() + " is better");
        } else if (design().smallestP(evidence.blocks()) > settings.level()) {
            if (isSame()) {
                say(Verdict.SAME, SAME);
            } else {
                say(Verdict.INCONCLUSIVE, reasons.untestable());
            }
        }
    }

    private void say(Verdict verdict, String why) {
        row = row.with(verdict, evidence.unsteady().isEmpty() ? why : why + "; warm-up " + evidence.unsteady());
    }

    private Design design() {
        return evidence.design();
    }

    /** Whether there is a test whose p counts among the others. */
    boolean isTested() {
        return row.why().isEmpty();
    }

    double p() {
        return design().p(evidence.blocks());
    }

    /** The verdict, once p is adjusted for all rows. */
    void adjust(double adjusted, int rows) {
        Effect tested = row.effect().orElseThrow().with(new Row.Test(design().test(), p(), adjusted));
        row = row.with(Optional.of(tested));
        boolean speed = evidence.scale() == Row.Scale.RATIO;
        boolean sure = adjusted <= settings.level();
        boolean large = Math.abs(cost.value()) >= minimum && cost.value() != 0;
        String chance = "p = " + Reasons.p(adjusted) + (rows > 1 ? ", adjusted for " + rows + " rows" : "");
        if (sure && large) {
            boolean worse = cost.value() > 0;
            say(worse ? (speed ? Verdict.SLOWER : Verdict.WORSE) : (speed ? Verdict.FASTER : Verdict.BETTER), chance);
        } else if (isSame()) {
            say(Verdict.SAME, SAME);
        } else if (large) {
            boolean hopeless = rows * design().smallestP(evidence.blocks()) > settings.level();
            say(
                    Verdict.INCONCLUSIVE,
                    "large enough to count, but it may be chance: " + chance
                            + (hopeless
                                    ? "; among so many rows, " + design().units(evidence.blocks()) + " "
                                            + reasons.unit(2)
                                            + " cannot show more: measure more of them, or compare fewer rows"
                                    : ""));
        } else {
            say(Verdict.INCONCLUSIVE, "the interval reaches beyond the least change that counts");
        }
    }

    private boolean isSame() {
        int units = design().units(evidence.blocks());
        boolean equal = cost.value() == 0 && cost.low() == 0 && cost.high() == 0;
        return (equal && units > 1) || (units >= FEWEST_FOR_SAME && cost.isWithin(minimum));
    }
}
