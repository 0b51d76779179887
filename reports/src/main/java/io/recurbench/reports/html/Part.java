package io.recurbench.reports.html;

import io.recurbench.reports.figure.Figure;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of the report that holds figures.
 *
 * @param id usable in a fragment
 * @param title its heading
 * @param lead what to know before; may be empty
 * @param folded what is said of it while it is shut; empty where it is open from the start
 * @param figures at least one
 */
public record Part(String id, String title, String lead, String folded, List<Figure> figures) {
    /** Copies. */
    public Part {
        figures = List.copyOf(figures);
    }

    /** The parts that have figures, in the order of the sections. */
    static List<Part> of(List<Figure> figures) {
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
        int count = figures.size();
        return switch (section) {
            case SCORES -> new Part("scores", "Scores", "", "", figures);
            case LENGTHS ->
                new Part(
                        "lengths",
                        "Beyond the training lengths",
                        "A cell that has found the rule stays where it is; one that has learned the training lengths by heart"
                                + " falls to chance.",
                        "",
                        figures);
            case CURVES -> new Part("curves", "Learning curves", "", "", figures);
            case FURTHER ->
                new Part(
                        "further",
                        "Further curves",
                        "",
                        "Show " + (count == 1 ? "one further figure" : count + " further figures")
                                + ": losses, scores by position, schedules",
                        figures);
            case SPEED ->
                new Part(
                        "speed",
                        "Speed",
                        "Speed stands only where the backend agrees with the reference, in what was timed too, and is never mixed with quality.",
                        "",
                        figures);
            case PEAK ->
                new Part(
                        "peak",
                        "Share of the arithmetic peak",
                        "The rate of the matrix products over that of multiply-adds that hardly leave the registers, on as"
                                + " many threads. All else that a step does takes time and is not counted.",
                        "",
                        figures);
            case WARM_UP ->
                new Part(
                        "warm-up",
                        "Warm-up",
                        "",
                        count == 1
                                ? "Show the iterations of every JVM"
                                : "Show " + count + " figures: the iterations of every JVM",
                        figures);
            case COST -> new Part("cost", "Quality and time", "", "", figures);
            case ANALYSIS ->
                new Part(
                        "analysis",
                        "What was found",
                        "Of trained parameters: the tensor by which each token acts on the state, its ranks, its eigenvalues,"
                                + " and the angles of rotations. Of backends: how far they are from the reference.",
                        "",
                        figures);
        };
    }

    /** The caption, if all figures have the same: it is then said once. */
    public String caption() {
        List<String> captions = figures.stream().map(Figure::caption).distinct().toList();
        return captions.size() == 1 ? captions.get(0) : "";
    }
}
