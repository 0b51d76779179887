package io.recurbench.reports.html;

import io.recurbench.api.record.Metric;
import io.recurbench.comparison.statistics.Interval;
import io.recurbench.leaderboard.Division;
import io.recurbench.leaderboard.Entrant;
import io.recurbench.leaderboard.Leaderboard;
import io.recurbench.leaderboard.Machine;
import io.recurbench.leaderboard.Place;
import io.recurbench.leaderboard.QualityTable;
import io.recurbench.leaderboard.SpeedTable;
import io.recurbench.reports.model.Numbers;
import io.recurbench.reports.model.Proof;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What every page of a board has, for the templates. None has a script: what is drawn is drawn when the site is made.
 *
 * @param board what is shown
 * @param policy the content security policy
 * @param style the style sheet
 * @param top the way to the first page from here: empty, or {@code "../"}
 */
public record BoardPage(Leaderboard board, String policy, String style, String top) {
    private static final int SHORT = 10;

    /** Names that a cell of the first page has room for. */
    private static final int NAMES = 3;

    static BoardPage of(Leaderboard board, String top) {
        String style = Assets.style();
        return new BoardPage(board, Assets.policy(List.of(), style), style, top);
    }

    /** One table of scores on a page of its own. */
    public record Quality(BoardPage page, QualityTable table, Scale scale, Optional<Scatter> scatter) {
        static Quality of(BoardPage page, QualityTable table) {
            return new Quality(
                    page,
                    table,
                    Scale.of(table.rows().stream().flatMap(row -> row.score().stream())),
                    Scatter.of(table));
        }

        /** Unit of the score. */
        public String unit() {
            return table.metric().map(Metric::unit).orElse("1");
        }

        /** Name of the score, with what is better. */
        public String metric() {
            return table.metric().map(BoardPage::metric).orElse("no score");
        }
    }

    /** One table of speeds on a page of its own. */
    public record Speed(BoardPage page, SpeedTable table, Scale scale) {
        static Speed of(BoardPage page, SpeedTable table) {
            return new Speed(page, table, Scale.of(table.rows().stream().flatMap(row -> row.ratio().stream())));
        }
    }

    /** One machine on a page of its own. */
    public record Where(BoardPage page, Machine machine) {}

    /** Name and way of a metric: {@code "test/accuracy, higher is better"}. */
    public static String metric(Metric metric) {
        return metric.name()
                + switch (metric.direction()) {
                    case HIGHER -> ", higher is better";
                    case LOWER -> ", lower is better";
                    case NONE -> "";
                };
    }

    /** A commit as short as people write it, with what is behind it. */
    public static String commit(String commit) {
        String dirty = "-dirty";
        boolean isDirty = commit.endsWith(dirty);
        String bare = isDirty ? commit.substring(0, commit.length() - dirty.length()) : commit;
        return bare.substring(0, Math.min(SHORT, bare.length())) + (isDirty ? " (changed)" : "");
    }

    /** Ranks in words. */
    public static String rank(Optional<Place> place) {
        return place.map(Place::words).orElse("–");
    }

    /** An interval in words; what is not known of it is said. */
    public static String interval(Interval interval, String unit) {
        return Double.isInfinite(interval.low()) || Double.isInfinite(interval.high())
                ? "not known"
                : Numbers.value(interval.low(), unit) + " to " + Numbers.value(interval.high(), unit);
    }

    /** A ratio: {@code "3.1 ×"}. */
    public static String times(double ratio) {
        return Numbers.significant(ratio, 3) + " ×";
    }

    /** Its interval. */
    public static String timesInterval(Interval interval) {
        return interval.low() <= 0 || Double.isInfinite(interval.high())
                ? "not known"
                : Numbers.significant(interval.low(), 3) + " to " + Numbers.significant(interval.high(), 3);
    }

    /** Names of those who may lead, as many as there is room for. */
    public static String leaders(Stream<Entrant> entrants) {
        List<String> names = entrants.map(Entrant::name).toList();
        String shown = names.stream().limit(NAMES).collect(Collectors.joining(" · "));
        return names.isEmpty()
                ? "nobody has a rank"
                : names.size() <= NAMES ? shown : shown + " · and " + (names.size() - NAMES) + " tied with them";
    }

    /** Who may lead a table of scores. */
    public static String leaders(QualityTable table) {
        return leaders(table.rows().stream()
                .filter(row -> row.place().filter(place -> place.best() == 1).isPresent())
                .map(QualityTable.Row::entrant));
    }

    /** Who may lead a table of speeds. */
    public static String leaders(SpeedTable table) {
        return leaders(table.rows().stream()
                .filter(row -> row.place().filter(place -> place.best() == 1).isPresent())
                .map(SpeedTable.Row::entrant));
    }

    /** Seeds of a table without a score. */
    public static long missing(QualityTable table) {
        return table.rows().stream()
                .flatMap(row -> row.seeds().stream())
                .filter(seed -> seed.score().isEmpty())
                .count();
    }

    /** Cells of a table without a speed. */
    public static long missing(SpeedTable table) {
        return table.rows().stream().mapToLong(SpeedTable.Row::missing).sum();
    }

    /** Whether the plugins of a row keep the rules of the kit: as the worst of them does. */
    public static Proof.Verdict verdict(Entrant entrant) {
        return entrant.jars().stream()
                .map(jar -> Proof.verdict(jar.conformance()))
                .max(Comparator.naturalOrder())
                .orElse(Proof.Verdict.UNKNOWN);
    }

    /** What is known of the plugins of a row, a line each. */
    public static List<String> jars(Entrant entrant) {
        return entrant.jars().stream()
                .map(jar -> jar.kind() + " " + jar.id() + " " + jar.version()
                        + (jar.sha256().isEmpty()
                                ? ""
                                : ", sha256 " + jar.sha256().substring(0, 12))
                        + (jar.conformance() == null
                                ? "; no record of conformance"
                                : "; " + jar.conformance().words()))
                .toList();
    }

    /** The terms of a division. */
    public static String terms(Division division) {
        return division.terms();
    }

    /** A machine of the board by its id. */
    public Optional<Machine> machine(String id) {
        return board.machines().stream()
                .filter(machine -> machine.id().equals(id))
                .findFirst();
    }
}
