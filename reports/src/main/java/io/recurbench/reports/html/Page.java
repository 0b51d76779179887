package io.recurbench.reports.html;

import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.text.Visible;
import io.recurbench.reports.figure.Figure;
import io.recurbench.reports.model.Outcomes;
import io.recurbench.reports.model.Summary;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that the template needs; it only lays it out.
 *
 * @param summary the results
 * @param figures the figures
 * @param trouble what did not complete, grouped by cause
 * @param environment facts of the machines, a column per run
 * @param plugins plugins, a column per run
 * @param details every setting with its trials
 * @param policy the content security policy
 * @param style the style sheet
 * @param library the charting library
 * @param script the report's script
 * @param json the figures' data
 */
public record Page(
        Summary summary,
        List<Figure> figures,
        List<Trouble> trouble,
        Sheet environment,
        Sheet plugins,
        Details details,
        String policy,
        String style,
        String library,
        String script,
        String json) {

    /** Copies. */
    public Page {
        figures = List.copyOf(figures);
        trouble = List.copyOf(trouble);
    }

    /** Lays out a summary. */
    static Page of(Summary summary, List<Figure> figures) {
        String style = Assets.style();
        String library = Assets.library();
        String script = Assets.script();
        return new Page(
                summary,
                figures,
                Trouble.of(summary),
                Sheet.environment(summary.manifests()),
                Sheet.plugins(summary.manifests()),
                Details.of(summary),
                Assets.policy(List.of(library, script), style),
                style,
                library,
                script,
                FigureJson.write(figures));
    }

    /** A part of the report that holds figures. */
    public record Part(String id, String title, String lead, List<Figure> figures) {
        /** Whether it stays shut until a reader opens it. */
        public boolean folded() {
            return id.equals("further");
        }

        /** The caption, if all figures have the same: it is then said once. */
        public String caption() {
            List<String> captions =
                    figures.stream().map(Figure::caption).distinct().toList();
            return captions.size() == 1 ? captions.get(0) : "";
        }
    }

    /** The parts that have figures. */
    public List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        for (Figure.Section section : Figure.Section.values()) {
            List<Figure> own =
                    figures.stream().filter(f -> f.section() == section).toList();
            if (!own.isEmpty()) {
                parts.add(part(section, own));
            }
        }
        return parts;
    }

    private static Part part(Figure.Section section, List<Figure> figures) {
        return switch (section) {
            case SCORES -> new Part("scores", "Scores", "", figures);
            case LENGTHS ->
                new Part(
                        "lengths",
                        "Beyond the training lengths",
                        "A cell that has found the rule stays where it is; one that has learned the training lengths by heart"
                                + " falls to chance.",
                        figures);
            case CURVES -> new Part("curves", "Learning curves", "", figures);
            case FURTHER -> new Part("further", "Further curves", "", figures);
            case SPEED ->
                new Part(
                        "speed",
                        "Speed",
                        "Speed stands only where the backend agrees with the reference, in what was timed too, and is never mixed with quality.",
                        figures);
            case COST -> new Part("cost", "Quality and time", "", figures);
            case ANALYSIS ->
                new Part(
                        "analysis",
                        "What was found",
                        "Of trained parameters: the tensor by which each token acts on the state, its ranks, its eigenvalues,"
                                + " and the angles of rotations. Of backends: how far they are from the reference.",
                        figures);
        };
    }

    /** Whether there is neither a completed trial nor, where there is no trial at all, an analysis. */
    public boolean bare() {
        boolean onlyAnalyses = summary.trials().isEmpty() && !summary.analyses().isEmpty();
        return summary.count(Outcome.COMPLETED) == 0 && !onlyAnalyses;
    }

    /** A count of trials with the word for it. */
    public record Count(int count, String word, String meaning, String style) {}

    /** The outcomes that occurred, completed always among them, and what is still missing. */
    public List<Count> counts() {
        List<Count> counts = new ArrayList<>();
        for (Outcome outcome : Outcome.values()) {
            int count = summary.count(outcome);
            if (count > 0 || outcome == Outcome.COMPLETED) {
                String style = outcome == Outcome.COMPLETED && count > 0 ? "good" : "bad";
                counts.add(new Count(count, Outcomes.word(outcome), Outcomes.meaning(outcome), style));
            }
        }
        if (summary.missing() > 0) {
            counts.add(new Count(summary.missing(), "not run yet", "planned, but without a result", "bad"));
        }
        return counts;
    }

    /** The title as it stands in the window. */
    public String title() {
        return Visible.line(summary.title()) + " – Recurbench";
    }

    /** The fact of a harness or environment; "unknown" if it is not there. */
    public static String fact(Manifest manifest, String name) {
        String value = manifest.environment().get(name);
        return value != null ? value : manifest.harness().getOrDefault(name, "unknown");
    }

    /** The commit of the harness, as short as people write it. */
    public static String commit(Manifest manifest) {
        String commit = fact(manifest, "commit");
        return commit.substring(0, Math.min(10, commit.length()));
    }
}
