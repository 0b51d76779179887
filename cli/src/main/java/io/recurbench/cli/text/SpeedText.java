package io.recurbench.cli.text;

import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.text.Visible;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How well speeds were measured, in words: what a reader of a number has to know before he believes it. */
public final class SpeedText {
    private static final String WARM_UP = "warm-up";
    private static final String NOISY = "noisy";

    private SpeedText() {}

    /** Of one trial, for its line: {@code "warm-up steady"}, {@code "noisy"}; nothing for one that learned. */
    public static List<String> facts(TrialRecord trial) {
        List<String> facts = new ArrayList<>();
        @Nullable String warmUp = trial.facts().get(WARM_UP);
        if (warmUp != null) {
            facts.add(WARM_UP + " " + warmUp);
        }
        if (trial.facts().containsKey(NOISY)) {
            facts.add(NOISY);
        }
        return facts;
    }

    /** Of a whole run, below its table: a line for each class of warm-up, and for each reason why some are noisy. */
    public static List<String> lines(List<TrialRecord> trials) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        for (TrialRecord trial : trials) {
            for (String fact : List.of(WARM_UP, NOISY)) {
                String words = trial.facts().get(fact);
                if (words != null) {
                    names.computeIfAbsent(fact + ": " + words, line -> new ArrayList<>())
                            .add(trial.spec().name());
                }
            }
        }
        List<String> lines = new ArrayList<>();
        names.forEach((line, own) -> lines.add(Visible.line(Character.toUpperCase(line.charAt(0)) + line.substring(1)
                + " (" + own.get(0) + (own.size() > 1 ? "; and " + (own.size() - 1) + " more" : "") + ")")));
        return lines;
    }
}
