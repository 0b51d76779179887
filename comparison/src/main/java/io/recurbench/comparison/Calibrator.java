package io.recurbench.comparison;

import io.recurbench.api.SeededRandom;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.comparison.statistics.Block;
import io.recurbench.comparison.statistics.Design;
import io.recurbench.results.Calibration;
import io.recurbench.results.Calibration.Benchmark;
import io.recurbench.results.Calibration.Noise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hipparchus.stat.descriptive.rank.Percentile;

/**
 * Finds by how much equal sides differ: many comparisons are drawn from forks of one and the same build, each as a user would
 * make it, and all they find is noise.
 */
public final class Calibrator {
    private static final int COMPARISONS = 2_000;
    private static final double BELOW = 95;

    private final Settings settings;
    private final int forks;
    private final SeededRandom random = new SeededRandom(20_260_102);

    private Calibrator(Settings settings, int forks) {
        this.settings = settings;
        this.forks = forks;
    }

    /**
     * The calibration of a machine.
     *
     * @param one runs of a build
     * @param other runs of the same, the first beside the first of the others and so on
     * @param settings when a difference is called one
     * @param forks of each side of a comparison; as many as there are if these are fewer
     * @param created UTC, ISO 8601
     */
    public static Calibration calibrate(Side one, Side other, Settings settings, int forks, String created) {
        List<Work> works = Work.of(one, other, Optional.empty()).stream()
                .filter(work -> work.kind() == TrialSetting.Kind.SPEED)
                .toList();
        List<String> names = WorkNames.of(works, false);
        List<Benchmark> benchmarks = new ArrayList<>();
        for (int i = 0; i < works.size(); i++) {
            List<Block> blocks =
                    Evidence.of(works.get(i), settings.metric(), true).blocks();
            if (!blocks.isEmpty()) {
                benchmarks.add(new Calibrator(settings, Math.min(forks, blocks.size()))
                        .benchmark(works.get(i).example().key(), names.get(i), blocks));
            }
        }
        Manifest manifest = one.runs().stream()
                .flatMap(run -> run.manifest().stream())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a calibration needs the manifest of its runs"));
        return new Calibration(
                Calibration.SCHEMA_VERSION,
                Comparison.METHOD,
                created,
                manifest.fingerprint(),
                manifest.environment(),
                settings.level(),
                benchmarks);
    }

    private Benchmark benchmark(String key, String name, List<Block> blocks) {
        List<List<Block>> apart = new ArrayList<>();
        List<List<Block>> interleaved = new ArrayList<>();
        for (int i = 0; i < COMPARISONS; i++) {
            apart.add(drawApart(blocks));
            interleaved.add(drawPairs(blocks));
        }
        return new Benchmark(
                key, name, blocks.size(), forks, noise(apart, Design.UNPAIRED), noise(interleaved, Design.PAIRED));
    }

    /** Forks of either side, no fork twice. */
    private List<Block> drawApart(List<Block> blocks) {
        int[] order = new int[2 * blocks.size()];
        Arrays.setAll(order, i -> i);
        random.shuffle(order);
        List<double[]> all = new ArrayList<>();
        blocks.forEach(block -> {
            all.addAll(block.base());
            all.addAll(block.next());
        });
        List<double[]> drawn = Arrays.stream(order).mapToObj(all::get).toList();
        return List.of(new Block(drawn.subList(0, forks), drawn.subList(forks, 2 * forks)));
    }

    /** Pairs of forks, of which either may be the old side. */
    private List<Block> drawPairs(List<Block> blocks) {
        List<Block> drawn = new ArrayList<>();
        for (int i = 0; i < forks; i++) {
            Block block = blocks.get(random.nextInt(blocks.size()));
            drawn.add(
                    random.nextInt(2) == 0
                            ? block
                            : new Block(/* base= */ block.next(), /* next= */ block.base(), block.inTurns()));
        }
        return drawn;
    }

    private Noise noise(List<List<Block>> comparisons, Design design) {
        double[] changes = comparisons.stream()
                .mapToDouble(blocks -> Math.abs(Block.difference(blocks)))
                .toArray();
        long alarms = comparisons.stream()
                .filter(blocks -> Math.abs(Block.difference(blocks)) >= Math.log1p(settings.speed())
                        && design.p(blocks) <= settings.level())
                .count();
        return new Noise(Math.expm1(new Percentile().evaluate(changes, BELOW)), alarms / (double) comparisons.size());
    }
}
