package io.recurbench.leaderboard;

import io.recurbench.api.record.Metric;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.comparison.DistinctNames;
import io.recurbench.comparison.Units;
import io.recurbench.comparison.statistics.Block;
import io.recurbench.comparison.statistics.Interval;
import io.recurbench.leaderboard.SpeedTable.Case;
import io.recurbench.leaderboard.SpeedTable.Cell;
import io.recurbench.leaderboard.SpeedTable.Row;
import io.recurbench.results.JmhImport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Makes the tables of speed. */
final class SpeedTables {
    private static final TrialSetting.Kind SPEED = TrialSetting.Kind.SPEED;

    private final Rules rules;

    SpeedTables(Rules rules) {
        this.rules = rules;
    }

    /** A table for each task, machine and number of threads; another with reduced precision where there is any. */
    List<SpeedTable> of(List<Held> speeds) {
        Map<Map<String, Object>, List<Held>> groups = new LinkedHashMap<>();
        for (Held held : speeds) {
            groups.computeIfAbsent(
                            Held.join(
                                    held.method(),
                                    Held.map(
                                            "task",
                                                    List.of(
                                                            held.setting()
                                                                    .task()
                                                                    .id(),
                                                            held.setting()
                                                                    .task()
                                                                    .version()),
                                            "machine", held.run().machine(),
                                            "threads", held.trial().threads())),
                            key -> new ArrayList<>())
                    .add(held);
        }
        List<SpeedTable> tables = new ArrayList<>();
        groups.forEach((key, trials) -> {
            List<Held> close = trials.stream()
                    .filter(held -> Division.CLOSED.takes(held.setting()))
                    .toList();
            if (!close.isEmpty()) {
                tables.add(table(Division.CLOSED, key, close));
            }
            if (close.size() < trials.size()) {
                tables.add(table(Division.OPEN, key, trials));
            }
        });
        tables.sort(Comparator.comparing(SpeedTable::task)
                .thenComparing(SpeedTable::machine)
                .thenComparing(SpeedTable::threads)
                .thenComparing(SpeedTable::division)
                .thenComparing(SpeedTable::id));
        return tables;
    }

    /** All trials of a backend on a case. */
    private static final class Measured {
        private final List<Held> all = new ArrayList<>();

        List<Held> newest() {
            return Held.newest(all);
        }

        static Optional<Metric> metric(List<Held> trials) {
            return trials.stream()
                    .filter(held -> Weight.of(held.trial()).kind() == Weight.Kind.SCORED)
                    .flatMap(held -> held.trial().score().stream())
                    .findFirst();
        }

        /** A cost for each fork, that of its best iteration. */
        static List<double[]> forks(List<Held> trials) {
            return metric(trials)
                    .map(like -> trials.stream()
                            .filter(held -> Weight.of(held.trial()).kind() == Weight.Kind.SCORED)
                            .flatMap(held -> held.trial().metric(like.name()).stream())
                            .flatMap(metric -> Units.of(metric, SPEED).stream())
                            .map(fork -> new double[] {Block.least(fork)})
                            .toList())
                    .orElse(List.of());
        }
    }

    private SpeedTable table(Division division, Map<String, Object> identity, List<Held> trials) {
        Map<Map<String, Object>, Held> cases = new LinkedHashMap<>();
        Map<Map<String, Object>, Map<Map<String, Object>, Measured>> rows = new LinkedHashMap<>();
        for (Held held : trials) {
            Map<String, Object> work = Held.join(held.task(), held.cell());
            cases.putIfAbsent(work, held);
            rows.computeIfAbsent(held.backend(), key -> new LinkedHashMap<>())
                    .computeIfAbsent(work, key -> new Measured())
                    .all
                    .add(held);
        }
        Map<Map<String, Object>, List<double[]>> reference = new LinkedHashMap<>();
        reference(rows).forEach((work, measured) -> {
            List<double[]> forks = Measured.forks(measured.newest());
            if (!forks.isEmpty()) {
                reference.put(work, forks);
            }
        });
        Held one = trials.get(0);
        return new SpeedTable(
                Held.id(Held.map("division", division.word(), "of", identity)),
                division,
                one.named(one.setting().task().id()),
                Machine.id(one.run()),
                one.trial().threads(),
                cases(cases, reference),
                rows(rows, List.copyOf(cases.keySet()), reference));
    }

    /** The row of the reference: of several with its id the one with no options that say otherwise, the first by its options. */
    private Map<Map<String, Object>, Measured> reference(
            Map<Map<String, Object>, Map<Map<String, Object>, Measured>> rows) {
        return rows.entrySet().stream()
                .filter(row -> isReference(row.getKey()))
                .min(Comparator.comparing(row -> Held.id(row.getKey())))
                .map(Map.Entry::getValue)
                .orElse(Map.of());
    }

    private boolean isReference(Map<String, Object> backend) {
        return backend.get("backend") instanceof List<?> parts
                && rules.reference().equals(parts.get(0));
    }

    private static List<Case> cases(
            Map<Map<String, Object>, Held> cases, Map<Map<String, Object>, List<double[]>> reference) {
        List<Map<String, Object>> options = cases.values().stream()
                .map(held -> {
                    Map<String, Object> flat = new TreeMap<>(Held.map(
                            "cell.layers", held.setting().layers(),
                            "cell.embedding", held.setting().embedding()));
                    Held.flatten("task", held.setting().task().options(), flat);
                    Held.flatten("cell", held.setting().cell().options(), flat);
                    return flat;
                })
                .toList();
        List<DistinctNames.Named> named = new ArrayList<>();
        cases.values().forEach(held -> named.add(new DistinctNames.Named(held.cellName(), options.get(named.size()))));
        List<String> names = DistinctNames.of(named);
        List<Case> list = new ArrayList<>();
        cases.keySet()
                .forEach(work -> list.add(new Case(
                        Held.id(work), names.get(list.size()), options.get(list.size()), reference.containsKey(work))));
        return list;
    }

    private List<Row> rows(
            Map<Map<String, Object>, Map<Map<String, Object>, Measured>> rows,
            List<Map<String, Object>> cases,
            Map<Map<String, Object>, List<double[]>> reference) {
        List<String> names = DistinctNames.of(rows.values().stream()
                .map(row -> {
                    Held one = row.values().iterator().next().all.get(0);
                    Map<String, Object> options = new TreeMap<>();
                    Held.flatten("backend", one.setting().backend().options(), options);
                    return new DistinctNames.Named(one.setting().backend().id(), options);
                })
                .toList());
        List<Draft> drafts = new ArrayList<>();
        rows.forEach((backend, measured) ->
                drafts.add(new Draft(Held.id(backend), names.get(drafts.size()), measured, cases, reference)));
        List<Optional<Place>> places = Place.of(drafts.stream()
                .map(draft -> draft.unranked().isEmpty() ? draft.cost : Optional.<Interval>empty())
                .map(cost -> cost.map(own -> new Interval(
                        own.value(), own.low() * (1 - rules.speed() / 2), own.high() * (1 + rules.speed() / 2))))
                .toList());
        List<Row> list = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            list.add(drafts.get(i).row(places.get(i)));
        }
        list.sort(Comparator.comparing((Row row) -> row.place().isEmpty())
                .thenComparing(row -> row.ratio().map(ratio -> -ratio.value()).orElse(0.0))
                .thenComparing(row -> row.entrant().name()));
        return list;
    }

    /** A row on its way. */
    private final class Draft {
        private final String id;
        private final String name;
        private final Map<Map<String, Object>, Measured> measured;
        private final List<Cell> cells = new ArrayList<>();
        private final Optional<Interval> cost;

        Draft(
                String id,
                String name,
                Map<Map<String, Object>, Measured> measured,
                List<Map<String, Object>> cases,
                Map<Map<String, Object>, List<double[]>> reference) {
            this.id = id;
            this.name = name;
            this.measured = measured;
            List<double[]> logarithms = new ArrayList<>();
            int units = Integer.MAX_VALUE;
            double value = 0;
            for (Map<String, Object> work : cases) {
                List<double[]> base = reference.getOrDefault(work, List.of());
                List<double[]> own = measured.containsKey(work)
                        ? Measured.forks(measured.get(work).newest())
                        : List.of();
                boolean itself = base == own || isSame(base, own);
                List<Block> blocks = base.isEmpty() || own.isEmpty() ? List.of() : List.of(new Block(base, own));
                double[] drawn = itself || blocks.isEmpty()
                        ? new double[Weighed.BOOTSTRAP.resamples()]
                        : Weighed.BOOTSTRAP.draws(blocks);
                cells.add(cell(work, own, blocks, itself, drawn));
                if (!base.isEmpty()) {
                    double middle = blocks.isEmpty() ? Math.log(Rules.PENALTY) : Block.difference(blocks);
                    if (blocks.isEmpty()) {
                        Arrays.fill(drawn, middle);
                    } else {
                        units = Math.min(units, itself ? Integer.MAX_VALUE : Math.min(base.size(), own.size()));
                    }
                    value += shifted(middle);
                    logarithms.add(drawn);
                }
            }
            cost = logarithms.isEmpty()
                            || cells.stream().allMatch(cell -> cell.ratio().isEmpty())
                    ? Optional.empty()
                    : Optional.of(cost(value / logarithms.size(), logarithms, units));
        }

        private static boolean isSame(List<double[]> base, List<double[]> own) {
            return !base.isEmpty() && Arrays.deepEquals(base.toArray(), own.toArray());
        }

        private static double shifted(double logarithm) {
            return Math.log(Math.min(Math.exp(logarithm), Rules.PENALTY) + Rules.SHIFT);
        }

        private static Interval cost(double value, List<double[]> cases, int units) {
            double[] drawn = new double[Weighed.BOOTSTRAP.resamples()];
            for (int i = 0; i < drawn.length; i++) {
                int draw = i;
                drawn[i] = Math.exp(cases.stream()
                                .mapToDouble(of -> shifted(of[draw]))
                                .average()
                                .orElseThrow())
                        - Rules.SHIFT;
            }
            double middle = Math.exp(value) - Rules.SHIFT;
            return units < 2
                    ? new Interval(middle, 0, Double.POSITIVE_INFINITY)
                    : Weighed.BOOTSTRAP.interval(middle, drawn, Math.min(units, 1 << 20));
        }

        private Cell cell(
                Map<String, Object> work, List<double[]> own, List<Block> blocks, boolean itself, double[] drawn) {
            if (!measured.containsKey(work)) {
                return new Cell(
                        Optional.empty(),
                        OptionalDouble.empty(),
                        Optional.empty(),
                        "missing",
                        new History(List.of(), List.of()),
                        List.of());
            }
            Measured of = measured.get(work);
            Optional<Metric> metric = Measured.metric(of.newest());
            Optional<Interval> ratio =
                    blocks.isEmpty() ? Optional.empty() : Optional.of(ratio(blocks.get(0), itself, drawn));
            return new Cell(
                    metric,
                    metric.map(like -> value(like, own)).orElse(OptionalDouble.empty()),
                    ratio,
                    own.isEmpty() ? Weight.of(of.newest().get(0).trial()).why() : "",
                    history(of),
                    of.newest().stream()
                            .map(held -> held.trial().key())
                            .distinct()
                            .toList());
        }

        private static Interval ratio(Block block, boolean itself, double[] drawn) {
            if (itself) {
                return new Interval(1, 1, 1);
            }
            int units = Math.min(block.base().size(), block.next().size());
            Interval change = units < 2
                    ? new Interval(block.difference(), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                    : Weighed.BOOTSTRAP.interval(block.difference(), drawn, units);
            return change.map(logarithm -> Math.exp(-logarithm));
        }

        private static OptionalDouble value(Metric metric, List<double[]> forks) {
            return forks.isEmpty()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(Units.value(
                            metric,
                            forks.stream()
                                    .mapToDouble(fork -> fork[0])
                                    .average()
                                    .orElseThrow(),
                            SPEED));
        }

        private History history(Measured of) {
            Map<Integer, List<Held>> byAge = new TreeMap<>();
            of.all.forEach(held ->
                    byAge.computeIfAbsent(held.age(), age -> new ArrayList<>()).add(held));
            List<History.Point> points = new ArrayList<>();
            byAge.values().forEach(trials -> {
                List<double[]> forks = Measured.forks(trials);
                Measured.metric(trials)
                        .ifPresent(metric -> value(metric, forks)
                                .ifPresent(value -> points.add(
                                        new History.Point(trials.get(0).run().commit(), value))));
            });
            return History.of(points, new Least(rules.speed(), false));
        }

        /** Why it has no rank; empty if it has one. */
        String unranked() {
            if (measured.values().stream()
                    .flatMap(of -> of.newest().stream())
                    .anyMatch(held -> held.trial().outcome() == Outcome.NONCONFORMING)) {
                return "nonconforming: it does not agree with the reference implementation, and has no rank";
            }
            if (measured.values().stream()
                    .flatMap(of -> of.newest().stream())
                    .anyMatch(held -> held.trial().facts().containsKey(JmhImport.FACT))) {
                return "imported: nobody has held it to the reference implementation, and it has no rank";
            }
            return cost.isPresent() ? "" : "no case has a speed of it and of the reference backend";
        }

        Row row(Optional<Place> place) {
            return new Row(
                    Entrants.ofBackend(
                            id,
                            name,
                            Held.newest(measured.values().stream()
                                    .flatMap(of -> of.all.stream())
                                    .toList())),
                    place,
                    unranked(),
                    cost.map(own -> own.map(value -> 1 / value)),
                    cells);
        }
    }
}
