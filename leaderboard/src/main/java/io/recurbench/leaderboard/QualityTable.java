package io.recurbench.leaderboard;

import io.recurbench.api.record.Metric;
import io.recurbench.comparison.statistics.Interval;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Scores on a task in a division.
 *
 * @param id 12 hexadecimal digits over task, protocol, data and terms
 * @param division on which terms
 * @param task what experiments call it
 * @param terms task, options, protocol and training that all have, by flat name
 * @param metric the score: name, unit, direction and chance level count; empty if no trial has one
 * @param penalty what a seed without a score counts as
 * @param effort what the front is drawn over; empty if nothing is known of two rows
 * @param rows best first, then those without a rank
 */
public record QualityTable(
        String id,
        Division division,
        String task,
        Map<String, Object> terms,
        Optional<Metric> metric,
        OptionalDouble penalty,
        Optional<Effort> effort,
        List<Row> rows) {
    /** Copies. */
    public QualityTable {
        rows = List.copyOf(rows);
    }

    /**
     * What the score is bought with.
     *
     * @param name for people
     * @param unit of the values
     * @param direction which way is better
     */
    public record Effort(String name, String unit, Metric.Direction direction) {}

    /**
     * A row.
     *
     * @param entrant who
     * @param place its ranks; empty if it has none
     * @param unranked why it has no rank; empty else
     * @param score mean over seeds, penalties among them, with its interval; infinite ends where nothing is known of it
     * @param seeds from 0 on, without a gap
     * @param median of the seeds that have a score
     * @param solved seeds that have solved the task, where the score tells
     * @param effort what it took; empty if that is not known
     * @param front whether nobody is better in one and as good in the other
     * @param history the score over commits
     */
    public record Row(
            Entrant entrant,
            Optional<Place> place,
            String unranked,
            Optional<Interval> score,
            List<Seed> seeds,
            OptionalDouble median,
            OptionalInt solved,
            OptionalDouble effort,
            boolean front,
            History history) {
        /** Copies. */
        public Row {
            seeds = List.copyOf(seeds);
        }

        /** Seeds that have a score. */
        public long scored() {
            return seeds.stream().filter(seed -> seed.score().isPresent()).count();
        }
    }

    /**
     * A seed of a row.
     *
     * @param index as the user counts
     * @param score mean over runs that repeat it; empty if it has none
     * @param why what became of it if it has none
     * @param keys of its trials
     */
    public record Seed(int index, OptionalDouble score, String why, List<String> keys) {
        /** Copies. */
        public Seed {
            keys = List.copyOf(keys);
        }
    }
}
