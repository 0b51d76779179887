package io.recurbench.harness.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import io.recurbench.harness.run.Runs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardingTest {
    private static Plan plan(String hidden, int seeds) {
        return Runs.plan(Runs.harness(), """
                id: test
                tasks: [first, {id: first, label: longer, options: {length: 9}}, toy-speed]
                cells: [{id: tiny, options: {hidden: %s}}]
                backends: [reference]
                seeds: %d
                training: {updates: 5000}
                """.formatted(hidden, seeds));
    }

    private static double[] loads(Plan plan, int count) {
        Map<String, Integer> shards = Sharding.of(plan, count);
        double[] loads = new double[count];
        plan.trials().forEach(trial -> loads[shards.get(trial.spec().key()) - 1] += trial.operations());
        return loads;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 10, 64})
    void everyTrialIsInOneShardAndPartsKeepTheOrderOfThePlan(int count) {
        Plan plan = plan("[2, 8]", 5);
        List<String> all = new ArrayList<>();
        for (int index = 1; index <= count; index++) {
            Plan part = Sharding.part(plan, index, count);
            List<String> inOrder = new ArrayList<>(plan.keys());
            inOrder.retainAll(new HashSet<>(part.keys()));
            assertThat(part.keys()).isEqualTo(inOrder);
            assertThat(part.shard().orElseThrow().plan()).isEqualTo(plan.keys());
            assertThat(part.shard().orElseThrow().name()).isEqualTo(index + "/" + count);
            all.addAll(part.keys());
        }
        assertThat(all).containsExactlyInAnyOrderElementsOf(plan.keys());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 10})
    void noShardHasMuchMoreThanItsShareOfTheWork(int count) {
        Plan plan = plan("[2, 40]", 100);
        double[] loads = loads(plan, count);
        double mean = Arrays.stream(loads).sum() / count;
        // With the moment that each trial takes to start, of which a shard may have more than others.
        assertThat(Arrays.stream(loads).max().orElseThrow()).isLessThan(1.3 * mean);
        assertThat(Arrays.stream(loads).min().orElseThrow()).isPositive();
    }

    /** Somebody adds seeds when half of the shards are done: what is done should be of use. */
    @ParameterizedTest
    @CsvSource({"100, 110", "100, 101", "40, 80"})
    void fewTrialsMoveWhenOthersAreAdded(int before, int after) {
        Plan then = plan("[2, 8]", before);
        Map<String, Integer> old = Sharding.of(then, 10);
        Map<String, Integer> now = Sharding.of(plan("[2, 8]", after), 10);
        long moved = old.entrySet().stream()
                .filter(trial -> !trial.getValue().equals(now.get(trial.getKey())))
                .count();
        assertThat(moved).isLessThan(old.size() / 10);
    }

    @Test
    void theOrderInWhichTrialsArePlannedDoesNotMatter() {
        assertThat(new HashMap<>(Sharding.of(plan("[2, 8]", 9), 4)))
                .isEqualTo(new HashMap<>(Sharding.of(plan("[8, 2]", 9), 4)));
    }

    @Test
    void thereIsWorkInLearningAndInMeasuringAndMoreInALargerModel() {
        List<PlannedTrial> trials = plan("[2, 40]", 1).trials();
        assertThat(trials).allSatisfy(trial -> assertThat(trial.operations()).isPositive());
        assertThat(trials.get(1).operations()).isGreaterThan(2 * trials.get(0).operations());
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "11, 10", "-1, 3", "1, 0", "1, 100001"})
    void aShardThatIsNoneIsRefused(int index, int count) {
        Plan plan = plan("2", 1);
        assertThatThrownBy(() -> Sharding.part(plan, index, count))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("shard");
    }
}
