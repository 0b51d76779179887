package io.recurbench.reports.html;

import io.recurbench.api.record.Failure;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.reports.model.Outcomes;
import io.recurbench.reports.model.Setting;
import io.recurbench.reports.model.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Trials that did not complete for the same reason.
 *
 * @param outcome in words
 * @param type class of the exception or a word; may be empty
 * @param message for the user; may be empty
 * @param trace stack trace or last output of the first of them; may be empty
 * @param cases the trials
 */
public record Trouble(String outcome, String type, String message, String trace, List<Case> cases) {
    /** Copies. */
    public Trouble {
        cases = List.copyOf(cases);
    }

    /** One trial and the setting it belongs to. */
    public record Case(Setting setting, TrialRecord trial) {
        /** Its name: cell, task, what varies, seed. */
        public String label() {
            String words = setting.words();
            return setting.cell() + " on " + setting.task() + (words.isEmpty() ? "" : ", " + words) + ", seed "
                    + trial.spec().seeds().index();
        }
    }

    private record Cause(String outcome, String type, String message) {}

    static List<Trouble> of(Summary summary) {
        Map<String, Setting> settings = new LinkedHashMap<>();
        summary.settings().forEach(s -> s.trials().forEach(trial -> settings.put(trial.key(), s)));
        Map<Cause, List<Case>> causes = new LinkedHashMap<>();
        for (TrialRecord trial : summary.troubles()) {
            @Nullable Failure failure = trial.failure();
            Cause cause = new Cause(
                    Outcomes.word(trial.outcome()),
                    failure == null ? "" : failure.type(),
                    failure == null ? Outcomes.meaning(trial.outcome()) : failure.message());
            Setting setting = settings.get(trial.key());
            if (setting != null) {
                causes.computeIfAbsent(cause, c -> new ArrayList<>()).add(new Case(setting, trial));
            }
        }
        List<Trouble> troubles = new ArrayList<>();
        causes.forEach((cause, cases) -> {
            @Nullable Failure first = cases.get(0).trial().failure();
            String trace = first == null ? "" : first.trace();
            troubles.add(new Trouble(cause.outcome(), cause.type(), cause.message(), trace, cases));
        });
        return troubles;
    }
}
