package io.recurbench.comparison;

import io.recurbench.api.record.Metric;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.comparison.statistics.Block;
import io.recurbench.comparison.statistics.Design;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was measured of one piece of work, as numbers that can be tested: costs, of which less is better. A score that is to
 * be high is its negative; of a speed the cost is the logarithm of a time, so that a difference is a factor.
 *
 * @param metric what is compared; empty if no trial has it
 * @param blocks seeds that have a number on both sides
 * @param seeds all seeds, as people read them
 * @param lost what has failed on the new side only, in words
 * @param gained what has failed on the old side only
 * @param design how the units belong together
 * @param unsteady what records say of JVMs that were not steady, in words; empty if they were
 */
record Evidence(
        TrialSetting.Kind kind,
        Optional<Metric> metric,
        List<Block> blocks,
        List<Row.Seed> seeds,
        List<String> lost,
        List<String> gained,
        Design design,
        String unsteady) {

    /** The fact of a record whose iterations were made in turns with those of another JVM. */
    private static final String IN_TURNS = "in turns with another JVM";

    static Evidence of(Work work, Optional<String> wanted, boolean interleaved) {
        // Seeds are pairs, and forks that were made in pairs; other forks of a speed know only their side.
        boolean pairsOfForks = interleaved && work.kind() == TrialSetting.Kind.SPEED;
        Design design = pairsOfForks || work.kind() == TrialSetting.Kind.LEARNING ? Design.PAIRED : Design.UNPAIRED;
        Optional<Metric> metric = metric(work, wanted);
        List<Block> blocks = new ArrayList<>();
        List<Row.Seed> seeds = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        List<String> gained = new ArrayList<>();
        work.seeds().forEach((index, pair) -> {
            Found base = Found.of(pair.base(), metric, work.kind());
            Found next = Found.of(pair.next(), metric, work.kind());
            seeds.add(new Row.Seed(index, base.measured(), next.measured()));
            if (pairsOfForks) {
                blocks.addAll(pairs(pair, metric));
            } else if (!base.costs().isEmpty() && !next.costs().isEmpty()) {
                blocks.add(new Block(base.costs(), next.costs()));
            }
            if (!base.costs().isEmpty() && base.failures().isEmpty()) {
                next.failures().stream().findFirst().ifPresent(failure -> lost.add("seed " + index + " " + failure));
            }
            if (!next.costs().isEmpty() && next.failures().isEmpty()) {
                base.failures().stream().findFirst().ifPresent(failure -> gained.add("seed " + index + " " + failure));
            }
        });
        return new Evidence(work.kind(), metric, blocks, seeds, lost, gained, design, unsteady(work));
    }

    private static String unsteady(Work work) {
        return work.seeds().values().stream()
                .flatMap(pair -> Stream.concat(pair.base().stream(), pair.next().stream()))
                .flatMap(trial -> Optional.ofNullable(trial.trial().facts().get("warm-up")).stream())
                .filter(words -> !words.equals("steady") && !words.startsWith("unknown"))
                .distinct()
                .limit(2)
                .collect(Collectors.joining(", or "));
    }

    /** Forks that were made beside each other. */
    private static List<Block> pairs(Work.Pair pair, Optional<Metric> metric) {
        List<Block> blocks = new ArrayList<>();
        for (Work.Trial base : pair.base()) {
            for (Work.Trial next : pair.next()) {
                if (base.place() == next.place()) {
                    List<double[]> old = Found.of(List.of(base), metric, TrialSetting.Kind.SPEED)
                            .costs();
                    List<double[]> now = Found.of(List.of(next), metric, TrialSetting.Kind.SPEED)
                            .costs();
                    for (int i = 0; i < Math.min(old.size(), now.size()); i++) {
                        boolean inTurns = old.get(i).length == now.get(i).length && isInTurns(base) && isInTurns(next);
                        blocks.add(new Block(List.of(old.get(i)), List.of(now.get(i)), inTurns));
                    }
                }
            }
        }
        return blocks;
    }

    private static boolean isInTurns(Work.Trial trial) {
        return IN_TURNS.equals(trial.trial().facts().get("iterations"));
    }

    private static Optional<Metric> metric(Work work, Optional<String> wanted) {
        return work.seeds().values().stream()
                .flatMap(pair -> Stream.concat(pair.base().stream(), pair.next().stream()))
                .map(Work.Trial::trial)
                .filter(trial -> trial.outcome() == Outcome.COMPLETED)
                .flatMap(trial -> (wanted.isPresent() ? trial.metric(wanted.get()) : trial.score()).stream())
                .findFirst();
    }

    /** A change of cost as a change of the metric, on the scale of the row. */
    double change(double cost) {
        double signed = sign() * cost;
        return scale() == Row.Scale.RATIO ? Math.expm1(signed) : signed;
    }

    /** A cost as a value of the metric. */
    double value(double cost) {
        double signed = sign() * cost;
        return scale() == Row.Scale.RATIO ? Math.exp(signed) : signed;
    }

    private int sign() {
        return metric.map(Metric::direction).orElse(Metric.Direction.NONE) == Metric.Direction.HIGHER ? -1 : 1;
    }

    Row.Scale scale() {
        return kind == TrialSetting.Kind.SPEED ? Row.Scale.RATIO : Row.Scale.DIFFERENCE;
    }
}
