package io.recurbench.reports.html;

import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.text.Visible;
import io.recurbench.reports.figure.Figure;
import io.recurbench.reports.model.Outcomes;
import io.recurbench.reports.model.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that the template needs; it only lays it out.
 *
 * @param summary the results
 * @param figures the figures
 * @param trouble what did not complete, grouped by cause
 * @param facts what is known of the runs, a column per run
 * @param details every setting with its trials
 * @param policy the content security policy
 * @param style the style sheet
 * @param library the charting library
 * @param script the report's script
 * @param json the figures' data
 * @param live what goes on; empty where the run has ended
 */
public record Page(
        Summary summary,
        List<Figure> figures,
        List<Trouble> trouble,
        Facts facts,
        Details details,
        String policy,
        String style,
        String library,
        String script,
        String json,
        Optional<Live> live) {

    /** Copies. */
    public Page {
        figures = List.copyOf(figures);
        trouble = List.copyOf(trouble);
    }

    /** Lays out a summary. */
    static Page of(Summary summary, List<Figure> figures) {
        return of(summary, figures, Optional.empty());
    }

    /** Lays out a summary with what goes on above it. */
    static Page of(Summary summary, List<Figure> figures, Optional<Live> live) {
        List<Figure> drawn = Stream.concat(live.stream().flatMap(part -> part.figures().stream()), figures.stream())
                .toList();
        String style = Assets.style();
        String library = Assets.library();
        String script = Assets.script();
        List<String> scripts = Stream.concat(
                        Stream.of(library, script), live.stream().map(Live::script))
                .toList();
        return new Page(
                summary,
                figures,
                Trouble.of(summary),
                Facts.of(summary),
                Details.of(summary),
                Assets.policy(scripts, style),
                style,
                library,
                script,
                FigureJson.write(drawn),
                live);
    }

    /** The parts that have figures. */
    public List<Part> parts() {
        return Part.of(figures);
    }

    /** How many trials were planned by more than one run; of each only one record is here. */
    public int plannedTwice() {
        List<String> all = summary.manifests().stream()
                .flatMap(manifest -> manifest.plannedTrials().stream().distinct())
                .toList();
        return (int) (all.size() - all.stream().distinct().count());
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
        int running = live.map(part -> part.underway().trials().size()).orElse(0);
        if (running > 0) {
            counts.add(new Count(running, "running", "under way", "good"));
        }
        int missing = summary.missing() - running;
        if (missing > 0) {
            counts.add(
                    new Count(missing, "not run yet", "planned, but without a result", live.isPresent() ? "" : "bad"));
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
