package io.recurbench.reports;

import io.recurbench.api.record.Outcome;
import io.recurbench.reports.model.Outcomes;
import io.recurbench.reports.model.Summary;
import java.util.ArrayList;
import java.util.List;

/** How many trials ended in which way, in one line. */
final class Counts {
    private Counts() {}

    static String words(Summary summary) {
        List<String> words = new ArrayList<>();
        for (Outcome outcome : Outcome.values()) {
            int count = summary.count(outcome);
            if (count > 0 || outcome == Outcome.COMPLETED) {
                words.add(count + " " + Outcomes.word(outcome));
            }
        }
        if (summary.missing() > 0) {
            words.add(summary.missing() + " not run yet");
        }
        return String.join(", ", words);
    }
}
