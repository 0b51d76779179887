package io.recurbench.harness.plan;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Shard;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Divides the trials of a plan among machines that know nothing of each other: each makes the same division from the plan
 * alone.
 *
 * <p>Keys are spread evenly, so a trial belongs to the shard in whose range its key falls. A shard takes no more work than
 * its share and a quarter; what finds no room there goes on to another that has some, largest trials first (consistent
 * hashing with bounded loads, Mirrokni, Thorup and Zadimoghaddam, 2018). So few trials move when others are added.
 */
public final class Sharding {
    /** A run of so many parts is one of so many machines. */
    public static final int MOST = 100_000;

    private static final double ROOM = 1.25;

    /** What a trial costs beside its training, so that those that cost nothing are shared out too: a moment. */
    private static final double OPERATIONS_OF_START = 1e8;

    private static final int KEY_BITS = 256;

    private Sharding() {}

    /**
     * One part of a plan.
     *
     * @param index from 1
     * @throws RecurbenchException of kind USAGE if there is no such part
     */
    public static Plan part(Plan plan, int index, int count) {
        requireCount(count);
        if (index < 1 || index > count) {
            throw RecurbenchException.usage("there is no shard " + index + " of " + count + ": expected one from 1/"
                    + count + " to " + count + "/" + count);
        }
        Map<String, Integer> shards = of(plan, count);
        List<String> keys = plan.keys().stream()
                .filter(key -> shards.getOrDefault(key, 0) == index)
                .toList();
        return plan.only(keys, Optional.of(new Shard(index, count, plan.keys())));
    }

    /**
     * Of each trial, by its key, the number of its shard.
     *
     * @throws RecurbenchException of kind USAGE if the number of shards is out of range
     */
    public static Map<String, Integer> of(Plan plan, int count) {
        requireCount(count);
        List<PlannedTrial> trials = new ArrayList<>(plan.trials());
        trials.sort(Comparator.comparingDouble(Sharding::operations)
                .reversed()
                .thenComparing(trial -> trial.spec().key()));
        double capacity =
                ROOM * trials.stream().mapToDouble(Sharding::operations).sum() / count;
        double[] loads = new double[count];
        Map<String, Integer> shards = new LinkedHashMap<>();
        for (PlannedTrial trial : trials) {
            String key = trial.spec().key();
            int shard = withRoom(loads, key, operations(trial), capacity);
            loads[shard] += operations(trial);
            shards.put(key, shard + 1);
        }
        return shards;
    }

    private static double operations(PlannedTrial trial) {
        return trial.operations() + OPERATIONS_OF_START;
    }

    /** The first of those that the key prefers that has room; where none has, the one with the least work. */
    private static int withRoom(double[] loads, String key, double operations, double capacity) {
        int count = loads.length;
        int home = scaled(new BigInteger(key, 16), count);
        // By the digits at the other end, so that trials that find no room in one shard do not all go to the same next.
        int step = 1 + scaled(new BigInteger(new StringBuilder(key).reverse().toString(), 16), Math.max(1, count - 1));
        int least = home;
        for (int i = 0, shard = home; i < count; i++, shard = (shard + step) % count) {
            if (loads[shard] + operations <= capacity) {
                return shard;
            }
        }
        for (int shard = 0; shard < count; shard++) {
            least = loads[shard] < loads[least] ? shard : least;
        }
        return least;
    }

    private static int scaled(BigInteger key, int count) {
        return key.multiply(BigInteger.valueOf(count)).shiftRight(KEY_BITS).intValueExact();
    }

    private static void requireCount(int count) {
        if (count < 1 || count > MOST) {
            throw RecurbenchException.usage("an experiment is cut into 1 to " + MOST + " shards, not " + count);
        }
    }
}
