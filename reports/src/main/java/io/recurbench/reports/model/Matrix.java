package io.recurbench.reports.model;

import io.recurbench.api.record.Metric;
import io.recurbench.api.task.TaskSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The settings of an experiment as a table: a row for each task and value of what varies, a column for each cell and
 * backend.
 *
 * @param experiment id of the experiment
 * @param speed whether it holds measurements of speed; quality and speed never share a table
 * @param columns the columns
 * @param rows the rows, each as wide as there are columns
 */
public record Matrix(String experiment, boolean speed, List<Column> columns, List<Row> rows) {
    /** What the facts of a trial begin with that its task states. */
    private static final String PROTOCOL = "protocol: ";

    /** Copies. */
    public Matrix {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** A cell on a backend. */
    public record Column(String cell, String backend) {}

    /**
     * One row.
     *
     * @param task label of the task
     * @param words the values of what varies, in words; empty if nothing does
     * @param score what the row's scores have in common, if any trial in it completed
     * @param entries one per column; empty where nothing was run
     */
    public record Row(String task, String words, Optional<Score> score, List<Optional<Entry>> entries) {
        /** Copies. */
        public Row {
            entries = List.copyOf(entries);
        }

        /**
         * What the task says of its protocol that helps to judge the scores, in words: "unknown symbols 1.2% / ...".
         * What says that there is nothing is left out.
         */
        public List<String> facts() {
            return entries.stream()
                    .flatMap(Optional::stream)
                    .flatMap(entry -> entry.setting().example().facts().entrySet().stream())
                    .filter(fact -> fact.getKey().startsWith(PROTOCOL)
                            && !fact.getValue().equals(TaskSpec.NONE))
                    .map(fact -> fact.getKey().substring(PROTOCOL.length()) + " " + fact.getValue())
                    .distinct()
                    .toList();
        }
    }

    /**
     * A setting in its place.
     *
     * @param setting the setting
     * @param note what varies and is not said by the row: the sizes that a budget leaves to the cell
     * @param best whether its score is the row's best, or its range overlaps the best's
     * @param published published values of the same, in the metric of the row
     */
    public record Entry(Setting setting, String note, boolean best, List<Beside> published) {
        /** Copies. */
        public Entry {
            published = List.copyOf(published);
        }
    }

    /** The table of the settings of one experiment and kind. */
    static Matrix of(List<Setting> settings, List<Published> published) {
        List<String> names = Axes.rows(settings);
        Map<List<Object>, List<Setting>> rows = new LinkedHashMap<>();
        LinkedHashSet<Column> columns = new LinkedHashSet<>();
        List<Setting> ordered = new ArrayList<>(settings);
        List<String> tasks = settings.stream().map(Setting::task).distinct().toList();
        Map<String, List<Object>> appearance = new LinkedHashMap<>();
        names.forEach(name -> appearance.put(
                name,
                settings.stream()
                        .flatMap(setting -> Stream.ofNullable(setting.varied().get(name)))
                        .distinct()
                        .toList()));
        ordered.sort(Comparator.comparingInt((Setting setting) -> tasks.indexOf(setting.task()))
                .thenComparing((one, other) -> compare(one, other, appearance)));
        settings.forEach(setting -> columns.add(new Column(setting.cell(), setting.backend())));
        for (Setting setting : ordered) {
            rows.computeIfAbsent(List.of(setting.task(), setting.words(names)), key -> new ArrayList<>())
                    .add(setting);
        }
        List<Column> sorted = new ArrayList<>(columns);
        List<String> cells = columns.stream().map(Column::cell).distinct().toList();
        sorted.sort(Comparator.comparingInt(column -> cells.indexOf(column.cell())));
        List<String> said = new ArrayList<>(Axes.names(settings));
        said.removeAll(names);
        return new Matrix(
                settings.get(0).experiment(),
                settings.get(0).speed(),
                sorted,
                rows.values().stream()
                        .map(row -> row(row, sorted, names, said, published))
                        .toList());
    }

    private static Row row(
            List<Setting> settings, List<Column> columns, List<String> names, List<String> notes, List<Published> all) {
        Optional<Score> best = settings.stream()
                .flatMap(setting -> setting.score().stream())
                .filter(score -> score.direction() != Metric.Direction.NONE && Double.isFinite(score.median()))
                .reduce((one, other) -> other.betterThan(one) ? other : one);
        long scored = settings.stream().filter(s -> s.score().isPresent()).count();
        Optional<Score> score =
                settings.stream().flatMap(s -> s.score().stream()).findFirst();
        List<Optional<Entry>> entries = new ArrayList<>();
        for (Column column : columns) {
            entries.add(settings.stream()
                    .filter(s -> s.cell().equals(column.cell()) && s.backend().equals(column.backend()))
                    .findFirst()
                    .map(setting -> new Entry(
                            setting,
                            note(setting, notes),
                            scored > 1 && setting.score().isPresent() && overlaps(setting.score(), best),
                            setting.score()
                                    .or(() -> score)
                                    .map(like -> beside(like, setting, settings, all))
                                    .orElse(List.of()))));
        }
        Setting first = settings.get(0);
        return new Row(first.task(), first.words(names), score, entries);
    }

    /** A row is one task, so that all of it know the chance level that a setting without a score does not. */
    private static List<Beside> beside(Score like, Setting setting, List<Setting> row, List<Published> all) {
        return all.stream()
                .filter(published -> published.concerns(setting))
                .flatMap(published -> Beside.of(published, like, row).stream())
                .toList();
    }

    private static String note(Setting setting, List<String> names) {
        String words = setting.words(names);
        return words.isEmpty() || setting.note().isEmpty() ? words + setting.note() : words + ", " + setting.note();
    }

    private static boolean overlaps(Optional<Score> score, Optional<Score> best) {
        return score.isPresent()
                && best.isPresent()
                && score.get().metric().equals(best.get().metric())
                && score.get().overlaps(best.get());
    }

    /** Numbers ascend; words come as they first appear; what lacks a name comes first. */
    private static int compare(Setting one, Setting other, Map<String, List<Object>> appearance) {
        for (Map.Entry<String, List<Object>> varied : appearance.entrySet()) {
            String name = varied.getKey();
            Object a = one.varied().get(name);
            Object b = other.varied().get(name);
            int order = 0;
            if (a == null || b == null) {
                order = Boolean.compare(a != null, b != null);
            } else if (Axes.number(a).isPresent() && Axes.number(b).isPresent()) {
                order = Double.compare(
                        Axes.number(a).getAsDouble(), Axes.number(b).getAsDouble());
            } else {
                order = Integer.compare(
                        varied.getValue().indexOf(a), varied.getValue().indexOf(b));
            }
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** The same places with another number for a score, those without it empty; what was published says nothing of that. */
    public Matrix with(Function<Setting, Optional<Score>> score) {
        return new Matrix(
                experiment,
                speed,
                columns,
                rows.stream().map(row -> with(row, score)).toList());
    }

    private static Row with(Row row, Function<Setting, Optional<Score>> score) {
        List<Optional<Entry>> entries = row.entries().stream()
                .map(slot -> slot.flatMap(entry -> score.apply(entry.setting())
                        .map(other ->
                                new Entry(entry.setting().with(Optional.of(other)), entry.note(), false, List.of()))))
                .toList();
        Optional<Score> like = entries.stream()
                .flatMap(Optional::stream)
                .flatMap(entry -> entry.setting().score().stream())
                .findFirst();
        return new Row(row.task(), row.words(), like, entries);
    }

    /** All settings in the table, row by row. */
    public List<Setting> settings() {
        return rows.stream()
                .flatMap(row -> row.entries().stream())
                .flatMap(Optional::stream)
                .map(Entry::setting)
                .toList();
    }

    /** Whether several backends took part, so that columns must name them. */
    public boolean manyBackends() {
        return columns.stream().map(Column::backend).distinct().count() > 1;
    }
}
