package io.recurbench.leaderboard;

import io.recurbench.api.record.Metric;
import io.recurbench.comparison.statistics.Interval;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A board for programs: what {@code leaderboard-1.schema.json} describes. */
public final class LeaderboardDocument {
    /** Name and version of the format. */
    public static final String SCHEMA = "recurbench-leaderboard/1";

    private LeaderboardDocument() {}

    /** Maps, lists, strings, numbers and truth values; what is not there is left out. */
    public static Map<String, Object> of(Leaderboard board) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schema", SCHEMA);
        document.put("method", Rules.METHOD);
        document.put("rules", rules(board.rules()));
        document.put("counts", counts(board));
        document.put("commits", board.commits());
        document.put(
                "machines",
                board.machines().stream()
                        .map(machine -> Map.of(
                                "id", machine.id(),
                                "fingerprint", machine.fingerprint(),
                                "name", machine.name(),
                                "environment", machine.environment(),
                                "runs", machine.runs()))
                        .toList());
        document.put(
                "quality",
                board.quality().stream().map(LeaderboardDocument::quality).toList());
        document.put(
                "speed", board.speed().stream().map(LeaderboardDocument::speed).toList());
        document.put("notes", board.notes());
        document.put(
                "refused",
                board.refused().stream()
                        .map(refusal -> Map.of("folder", refusal.name(), "reason", refusal.reason()))
                        .toList());
        return document;
    }

    private static Map<String, Object> rules(Rules rules) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("reference", rules.reference());
        map.put("leastDifferenceOfQuality", rules.quality());
        map.put("leastDifferenceOfSpeed", rules.speed());
        map.put("confidence", Rules.CONFIDENCE);
        map.put("leastSeeds", Rules.LEAST_SEEDS);
        map.put("penaltyOfSpeed", Rules.PENALTY);
        map.put("shift", Rules.SHIFT);
        return map;
    }

    /** Trials by what they count as. */
    public static Map<String, Object> counts(Leaderboard board) {
        Map<String, Object> counts = new LinkedHashMap<>();
        for (Weight.Kind kind : Weight.Kind.values()) {
            counts.put(kind.name().toLowerCase(Locale.ROOT), board.count(kind));
        }
        return counts;
    }

    private static Map<String, Object> quality(QualityTable table) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", table.id());
        map.put("division", table.division().word());
        map.put("task", table.task());
        map.put("terms", table.terms());
        table.metric().ifPresent(metric -> metric(metric, map));
        put(map, "penalty", table.penalty());
        table.effort()
                .ifPresent(effort -> map.put(
                        "effort",
                        Map.of(
                                "name", effort.name(),
                                "unit", effort.unit(),
                                "direction", word(effort.direction()))));
        map.put("rows", table.rows().stream().map(LeaderboardDocument::row).toList());
        return map;
    }

    private static Map<String, Object> row(QualityTable.Row row) {
        Map<String, Object> map = new LinkedHashMap<>();
        entrant(row.entrant(), row.place(), row.unranked(), map);
        row.score().ifPresent(score -> map.put("score", interval(score)));
        put(map, "median", row.median());
        row.solved().ifPresent(solved -> map.put("solved", solved));
        put(map, "effort", row.effort());
        map.put("front", row.front());
        map.put(
                "seeds",
                row.seeds().stream()
                        .map(seed -> {
                            Map<String, Object> fields = new LinkedHashMap<>();
                            fields.put("seed", seed.index());
                            put(fields, "score", seed.score());
                            fields.put("why", seed.why());
                            fields.put("keys", seed.keys());
                            return fields;
                        })
                        .toList());
        map.put("history", history(row.history()));
        return map;
    }

    private static Map<String, Object> speed(SpeedTable table) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", table.id());
        map.put("division", table.division().word());
        map.put("task", table.task());
        map.put("machine", table.machine());
        map.put("threads", table.threads());
        map.put(
                "cases",
                table.cases().stream()
                        .map(one -> Map.of(
                                "id", one.id(),
                                "name", one.name(),
                                "options", one.options(),
                                "counted", one.counted()))
                        .toList());
        map.put("rows", table.rows().stream().map(row -> row(table, row)).toList());
        return map;
    }

    private static Map<String, Object> row(SpeedTable table, SpeedTable.Row row) {
        Map<String, Object> map = new LinkedHashMap<>();
        entrant(row.entrant(), row.place(), row.unranked(), map);
        row.ratio().ifPresent(ratio -> map.put("ratio", interval(ratio)));
        map.put("missing", row.missing());
        Map<String, Object> cells = new LinkedHashMap<>();
        for (int i = 0; i < row.cells().size(); i++) {
            cells.put(table.cases().get(i).id(), cell(row.cells().get(i)));
        }
        map.put("cells", cells);
        return map;
    }

    private static Map<String, Object> cell(SpeedTable.Cell cell) {
        Map<String, Object> map = new LinkedHashMap<>();
        cell.metric().ifPresent(metric -> metric(metric, map));
        put(map, "value", cell.value());
        cell.ratio().ifPresent(ratio -> map.put("ratio", interval(ratio)));
        map.put("why", cell.why());
        map.put("keys", cell.keys());
        map.put("history", history(cell.history()));
        return map;
    }

    private static void entrant(Entrant entrant, Optional<Place> place, String unranked, Map<String, Object> map) {
        map.put("id", entrant.id());
        map.put("name", entrant.name());
        map.put("backend", entrant.backend());
        map.put("parameters", entrant.parameters());
        map.put("commit", entrant.commit());
        map.put("machines", entrant.machines());
        map.put("jars", entrant.jars().stream().map(LeaderboardDocument::jar).toList());
        place.ifPresent(ranks -> map.put("rank", List.of(ranks.best(), ranks.worst())));
        map.put("unranked", unranked);
    }

    private static Map<String, Object> jar(Entrant.Jar jar) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", jar.kind());
        map.put("id", jar.id());
        map.put("version", jar.version());
        map.put("sha256", jar.sha256());
        if (jar.conformance() != null) {
            map.put("conformance", jar.conformance());
        }
        return map;
    }

    private static Map<String, Object> history(History history) {
        return Map.of(
                "points",
                history.points().stream()
                        .map(point -> Map.of("commit", point.commit(), "value", point.value()))
                        .toList(),
                "changes",
                history.changes().stream()
                        .map(change ->
                                Map.of("commit", change.commit(), "before", change.before(), "after", change.after()))
                        .toList());
    }

    private static void metric(Metric metric, Map<String, Object> map) {
        map.put("metric", metric.name());
        map.put("unit", metric.unit());
        map.put("direction", word(metric.direction()));
    }

    private static String word(Metric.Direction direction) {
        return direction.name().toLowerCase(Locale.ROOT);
    }

    private static List<Double> interval(Interval interval) {
        return List.of(interval.low(), interval.value(), interval.high());
    }

    private static void put(Map<String, Object> map, String name, OptionalDouble value) {
        value.ifPresent(number -> map.put(name, number));
    }
}
