package io.recurbench.reports.figure;

import io.recurbench.reports.figure.Figure.Row;
import io.recurbench.reports.model.Beside;
import io.recurbench.reports.model.Names;
import io.recurbench.reports.model.Score;
import io.recurbench.reports.model.Setting;
import java.util.List;
import java.util.Optional;

/** The rows in which figures of scores say their numbers. */
final class ScoreTable {
    private ScoreTable() {}

    /** The names of the columns, with the abscissa's where there is one. */
    static List<String> header(String abscissa, Score like) {
        return abscissa.isEmpty()
                ? List.of("Cell", Names.sentence(Names.measure(like.metric())), "Range", "Seeds", "Solved")
                : List.of(
                        "Cell",
                        Names.sentence(abscissa),
                        Names.sentence(Names.measure(like.metric())),
                        "Range",
                        "Seeds",
                        "Solved");
    }

    /** Our score. */
    static Row row(Setting setting, String label, Optional<String> x) {
        Optional<Score> score = setting.score();
        String median = score.map(Score::text).orElse("–");
        String range = score.map(Score::range).orElse("");
        String seeds = String.valueOf(score.map(s -> s.values().size()).orElse(0));
        String solved = score.filter(Score::hasSolved)
                .map(s -> s.solved() + "/" + s.counted())
                .orElse("");
        return new Row(setting.cell(), setting.backend(), values(label, x, median, range, seeds, solved));
    }

    /** A published value. */
    static Row row(Beside beside, String label, Optional<String> x) {
        return new Row(beside.published().cell(), "", values(label, x, beside.text(), "", "", ""));
    }

    private static List<String> values(String label, Optional<String> x, String... rest) {
        return x.map(at -> List.of(label, at, rest[0], rest[1], rest[2], rest[3]))
                .orElseGet(() -> List.of(label, rest[0], rest[1], rest[2], rest[3]));
    }
}
