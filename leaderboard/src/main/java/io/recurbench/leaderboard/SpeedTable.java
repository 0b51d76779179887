package io.recurbench.leaderboard;

import io.recurbench.api.record.Metric;
import io.recurbench.comparison.statistics.Interval;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Speeds of backends on one machine, as ratios to the reference's.
 *
 * @param id 12 hexadecimal digits over task, machine, threads and division
 * @param division on which terms
 * @param task id of the task of speed
 * @param machine id of the machine
 * @param threads host threads
 * @param cases what was measured
 * @param rows fastest first, then those without a rank
 */
public record SpeedTable(
        String id, Division division, String task, String machine, int threads, List<Case> cases, List<Row> rows) {
    /** Copies. */
    public SpeedTable {
        cases = List.copyOf(cases);
        rows = List.copyOf(rows);
    }

    /**
     * Work that every backend can be measured on.
     *
     * @param id 12 hexadecimal digits over cell and options
     * @param name for people
     * @param options of task and cell, by flat name
     * @param counted whether the reference has a speed there: without one there is no ratio
     */
    public record Case(String id, String name, Map<String, Object> options, boolean counted) {}

    /**
     * A row.
     *
     * @param entrant who
     * @param place its ranks; empty if it has none
     * @param unranked why it has no rank; empty else
     * @param ratio how many times as fast as the reference over all cases: one over the shifted geometric mean of its costs
     * @param cells one per case
     */
    public record Row(
            Entrant entrant, Optional<Place> place, String unranked, Optional<Interval> ratio, List<Cell> cells) {
        /** Copies. */
        public Row {
            cells = List.copyOf(cells);
        }

        /** Counted cases that have no speed: they are penalised. */
        public long missing() {
            return cells.stream().filter(cell -> cell.value().isEmpty()).count();
        }
    }

    /**
     * A backend on a case.
     *
     * @param metric name, unit and direction of the speed; empty if there is none
     * @param value geometric mean over forks of the best iteration of each, in the unit of the metric
     * @param ratio how many times as fast as the reference; empty if one of the two has no speed
     * @param why what became of it if it has no speed
     * @param history the value over commits
     * @param keys of its trials
     */
    public record Cell(
            Optional<Metric> metric,
            OptionalDouble value,
            Optional<Interval> ratio,
            String why,
            History history,
            List<String> keys) {
        /** Copies. */
        public Cell {
            keys = List.copyOf(keys);
        }
    }
}
