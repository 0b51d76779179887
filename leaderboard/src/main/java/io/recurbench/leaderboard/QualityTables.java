package io.recurbench.leaderboard;

import io.recurbench.api.record.Metric;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.comparison.DistinctNames;
import io.recurbench.comparison.statistics.Interval;
import io.recurbench.leaderboard.QualityTable.Row;
import io.recurbench.leaderboard.QualityTable.Seed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Makes the tables of quality. */
final class QualityTables {
    private static final String NORMALISED = "/normalised-accuracy";

    private final Rules rules;
    private final Efforts efforts;

    QualityTables(Rules rules, Efforts efforts) {
        this.rules = rules;
        this.efforts = efforts;
    }

    /** A table for each task and training; another of all trainings of a task where there are several. */
    List<QualityTable> of(List<Held> learned) {
        Map<Map<String, Object>, List<Held>> byTask = group(learned, Held::task);
        List<QualityTable> tables = new ArrayList<>();
        byTask.forEach((task, trials) -> {
            List<Held> close = trials.stream()
                    .filter(held -> Division.CLOSED.takes(held.setting()))
                    .toList();
            Map<Map<String, Object>, List<Held>> byTraining =
                    group(close, held -> Held.map("training", held.setting().training()));
            byTraining.forEach(
                    (training, alike) -> tables.add(table(Division.CLOSED, Held.join(task, training), alike)));
            if (byTraining.size() != 1 || close.size() < trials.size()) {
                tables.add(table(Division.OPEN, task, trials));
            }
        });
        tables.sort(Comparator.comparing(QualityTable::task)
                .thenComparing(QualityTable::division)
                .thenComparing(QualityTable::id));
        return tables;
    }

    private interface Trait {
        Map<String, Object> of(Held held);
    }

    private static Map<Map<String, Object>, List<Held>> group(List<Held> trials, Trait trait) {
        Map<Map<String, Object>, List<Held>> groups = new LinkedHashMap<>();
        trials.forEach(held ->
                groups.computeIfAbsent(trait.of(held), key -> new ArrayList<>()).add(held));
        return groups;
    }

    private QualityTable table(Division division, Map<String, Object> identity, List<Held> trials) {
        Optional<Metric> metric = trials.stream()
                .map(Held::trial)
                .filter(trial -> Weight.of(trial).kind() == Weight.Kind.SCORED)
                .flatMap(trial -> trial.score().stream())
                .findFirst();
        OptionalDouble penalty = metric.map(score -> penalty(score, trials)).orElse(OptionalDouble.empty());
        Map<Map<String, Object>, List<Held>> byRow = group(
                trials,
                held -> Held.join(
                        held.cell(),
                        held.backend(),
                        division == Division.OPEN
                                ? Held.map("training", held.setting().training())
                                : Map.of()));
        List<String> names = names(byRow.values(), division);
        List<Draft> drafts = new ArrayList<>();
        byRow.forEach((key, own) ->
                drafts.add(new Draft(Held.id(key), names.get(drafts.size()), new Scores(metric, penalty), own)));
        Optional<Efforts.Axis> axis = efforts.axis(byRow.values());
        TrialSetting setting = trials.get(0).setting();
        return new QualityTable(
                Held.id(Held.map("division", division.word(), "of", identity)),
                division,
                trials.get(0).named(setting.taskLabel()),
                terms(division, setting),
                metric,
                penalty,
                axis.map(Efforts.Axis::effort),
                rows(division, drafts, axis));
    }

    private static Map<String, Object> terms(Division division, TrialSetting setting) {
        Map<String, Object> terms = new TreeMap<>(Map.of(
                "task", setting.task().id(), "task version", setting.task().version()));
        Held.flatten("task", setting.task().options(), terms);
        setting.protocol().forEach((name, value) -> terms.put("protocol." + name, value));
        setting.dataDigests().forEach((name, value) -> terms.put("data." + name, value));
        if (division == Division.CLOSED) {
            Held.flatten("training", setting.training(), terms);
        }
        return terms;
    }

    private static List<String> names(Collection<List<Held>> rows, Division division) {
        return DistinctNames.of(rows.stream()
                .map(own -> {
                    Held one = own.get(0);
                    TrialSetting setting = one.setting();
                    Map<String, Object> options = new TreeMap<>(Held.map(
                            "cell", setting.cell().id() + " " + setting.cell().version(),
                            "cell.layers", setting.layers(),
                            "cell.embedding", setting.embedding()));
                    Held.flatten("cell", setting.cell().options(), options);
                    Held.flatten("backend", setting.backend().options(), options);
                    if (division == Division.OPEN) {
                        Held.flatten("training", setting.training(), options);
                    }
                    return new DistinctNames.Named(
                            one.cellName() + ", " + setting.backend().id(), options);
                })
                .toList());
    }

    /** The level of chance, or where that has no meaning the worst score of the table. */
    private static OptionalDouble penalty(Metric metric, List<Held> trials) {
        List<Metric> scores = trials.stream()
                .flatMap(held -> held.trial().metric(metric.name()).stream())
                .toList();
        for (Metric score : scores) {
            if (score.chance() != null && Double.isFinite(score.chance())) {
                return OptionalDouble.of(score.chance());
            }
        }
        return scores.stream()
                .mapToDouble(Metric::value)
                .filter(Double::isFinite)
                .reduce((one, other) -> metric.direction().isBetter(one, other) ? other : one);
    }

    /** What the scores of a table are, and what counts where there is none. */
    private record Scores(Optional<Metric> metric, OptionalDouble penalty) {
        List<Seed> seeds(List<Held> trials) {
            Map<Integer, List<Held>> byIndex = new TreeMap<>();
            trials.forEach(
                    held -> byIndex.computeIfAbsent(held.trial().spec().seeds().index(), index -> new ArrayList<>())
                            .add(held));
            int last = byIndex.keySet().stream().mapToInt(index -> index).max().orElse(-1);
            List<Seed> seeds = new ArrayList<>();
            for (int index = 0; index <= last; index++) {
                seeds.add(seed(index, byIndex.getOrDefault(index, List.of())));
            }
            return seeds;
        }

        private Seed seed(int index, List<Held> trials) {
            List<String> keys =
                    trials.stream().map(held -> held.trial().key()).distinct().toList();
            OptionalDouble score = trials.stream()
                    .map(Held::trial)
                    .filter(trial -> Weight.of(trial).kind() == Weight.Kind.SCORED)
                    .flatMap(trial -> metric.flatMap(like -> trial.metric(like.name())).stream())
                    .mapToDouble(Metric::value)
                    .average();
            String why = trials.isEmpty()
                    ? "missing"
                    : score.isPresent() ? "" : Weight.of(trials.get(0).trial()).why();
            return new Seed(index, score, why, keys);
        }

        List<Double> counted(List<Seed> seeds) {
            return seeds.stream()
                    .map(seed -> seed.score().orElse(penalty.orElse(Double.NaN)))
                    .toList();
        }
    }

    /** A row on its way. */
    private final class Draft {
        private final Scores scores;
        private final List<Held> all;
        private final List<Held> newest;
        private final List<Seed> seeds;
        private final String id;
        private final String name;
        private final Optional<Interval> score;

        Draft(String id, String name, Scores scores, List<Held> all) {
            this.id = id;
            this.name = name;
            this.scores = scores;
            this.all = all;
            this.newest = Held.newest(all);
            this.seeds = scores.seeds(newest);
            boolean any = seeds.stream().anyMatch(seed -> seed.score().isPresent());
            this.score = any ? Optional.of(Weighed.mean(scores.counted(seeds))) : Optional.empty();
        }

        /** Why it has no rank; empty if it has one. */
        String unranked(Division division) {
            if (score.isEmpty()) {
                return newest.stream()
                        .map(held -> Weight.of(held.trial()).why())
                        .findFirst()
                        .orElse("no seed has a score");
            }
            return division == Division.CLOSED && seeds.size() < Rules.LEAST_SEEDS
                    ? "the closed division asks for " + Rules.LEAST_SEEDS + " seeds"
                    : "";
        }

        /** Its cost, of which less is better, widened so that what differs by less than counts is tied. */
        Optional<Interval> cost(Division division) {
            return unranked(division).isEmpty()
                    ? score.map(known ->
                            Weighed.widened(known, least().at(known.value())).map(value -> isHigher() ? -value : value))
                    : Optional.empty();
        }

        private boolean isHigher() {
            return scores.metric().map(Metric::direction).orElse(Metric.Direction.LOWER) == Metric.Direction.HIGHER;
        }

        private Least least() {
            return new Least(
                    rules.quality(),
                    scores.metric().map(Metric::unit).orElse("1").equals("1"));
        }

        OptionalDouble median() {
            double[] sorted = seeds.stream()
                    .flatMapToDouble(seed -> seed.score().stream())
                    .sorted()
                    .toArray();
            return sorted.length == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of((sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2);
        }

        OptionalInt solved() {
            boolean tells = scores.metric()
                    .filter(metric -> metric.name().endsWith(NORMALISED))
                    .isPresent();
            return tells
                    ? OptionalInt.of((int) seeds.stream()
                            .filter(seed -> seed.score().orElse(0) >= Rules.SOLVED)
                            .count())
                    : OptionalInt.empty();
        }

        History history() {
            Map<Integer, List<Held>> byAge = new TreeMap<>();
            all.forEach(held ->
                    byAge.computeIfAbsent(held.age(), age -> new ArrayList<>()).add(held));
            List<History.Point> points = new ArrayList<>();
            byAge.values().forEach(trials -> {
                List<Seed> then = scores.seeds(trials);
                if (then.stream().anyMatch(seed -> seed.score().isPresent())) {
                    double mean = scores.counted(then).stream()
                            .mapToDouble(value -> value)
                            .average()
                            .orElseThrow();
                    points.add(new History.Point(trials.get(0).run().commit(), mean));
                }
            });
            return History.of(points, least());
        }
    }

    private List<Row> rows(Division division, List<Draft> drafts, Optional<Efforts.Axis> axis) {
        List<Optional<Interval>> costs =
                drafts.stream().map(draft -> draft.cost(division)).toList();
        List<Optional<Place>> places = Place.of(costs);
        List<OptionalDouble> effort = drafts.stream()
                .map(draft -> axis.map(of -> of.value(draft.newest)).orElse(OptionalDouble.empty()))
                .toList();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            Draft draft = drafts.get(i);
            rows.add(new Row(
                    Entrants.ofCell(draft.id, draft.name, draft.newest),
                    places.get(i),
                    draft.unranked(division),
                    draft.score,
                    draft.seeds,
                    draft.median(),
                    draft.solved(),
                    effort.get(i),
                    isOnFront(i, costs, effort, axis),
                    draft.history()));
        }
        boolean higher = drafts.stream().anyMatch(Draft::isHigher);
        rows.sort(Comparator.comparing((Row row) -> row.place().isEmpty())
                .thenComparing(row -> row.score()
                        .map(score -> higher ? -score.value() : score.value())
                        .orElse(0.0))
                .thenComparing(row -> row.entrant().name()));
        return rows;
    }

    /** Nobody is at least as good in both and better in one. */
    private static boolean isOnFront(
            int own, List<Optional<Interval>> costs, List<OptionalDouble> effort, Optional<Efforts.Axis> axis) {
        if (axis.isEmpty() || costs.get(own).isEmpty() || effort.get(own).isEmpty()) {
            return false;
        }
        Metric.Direction direction = axis.get().effort().direction();
        double cost = costs.get(own).get().value();
        double ownEffort = effort.get(own).getAsDouble();
        for (int i = 0; i < costs.size(); i++) {
            if (i != own && costs.get(i).isPresent() && effort.get(i).isPresent()) {
                double other = costs.get(i).get().value();
                double otherEffort = effort.get(i).getAsDouble();
                boolean atLeast = other <= cost && !direction.isBetter(ownEffort, otherEffort);
                if (atLeast && (other < cost || direction.isBetter(otherEffort, ownEffort))) {
                    return false;
                }
            }
        }
        return true;
    }
}
