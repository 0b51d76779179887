package io.recurbench.reports.html;

import io.recurbench.api.record.Failure;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.reports.model.Numbers;
import io.recurbench.reports.model.Outcomes;
import io.recurbench.reports.model.Setting;
import io.recurbench.reports.model.Summary;
import java.util.ArrayList;
import java.util.HashMap;
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
 * @param ends what they left, where they left something, each but once
 * @param furtherEnds what else they left and this page has no room for
 * @param cases the trials
 */
public record Trouble(String outcome, String type, String message, List<End> ends, int furtherEnds, List<Case> cases) {
    /** So many different outputs of one reason are shown. */
    private static final int MOST_ENDS = 5;

    /** So many outputs of a page are shown in full, 8 KiB each at most: the page of a thousand trials stays small. */
    private static final int MOST_IN_FULL = 40;

    /** Copies. */
    public Trouble {
        ends = List.copyOf(ends);
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

        /** How long it took and which attempt it was; nothing where that is not known. */
        public String effort() {
            double seconds = Setting.seconds(trial);
            return (Double.isNaN(seconds) ? "" : "after " + Numbers.duration(seconds) + ", ") + "attempt "
                    + trial.attempt();
        }

        private String left() {
            Failure failure = trial.failure();
            return failure == null ? "" : failure.trace();
        }
    }

    /**
     * What trials left that ended alike.
     *
     * @param first one of them
     * @param count of all of them
     * @param output what they left
     */
    public record End(Case first, int count, LastOutput output) {
        private End brief() {
            return new End(first, count, output.brief());
        }
    }

    private record Cause(String outcome, String type, String message) {}

    static List<Trouble> of(Summary summary) {
        Map<String, Setting> settings = new HashMap<>();
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
        int room = MOST_IN_FULL;
        for (Map.Entry<Cause, List<Case>> entry : causes.entrySet()) {
            List<End> all = ends(entry.getValue());
            List<End> shown = new ArrayList<>();
            for (End end : all.subList(0, Math.min(MOST_ENDS, all.size()))) {
                shown.add(room-- > 0 ? end : end.brief());
            }
            Cause cause = entry.getKey();
            troubles.add(new Trouble(
                    cause.outcome(),
                    cause.type(),
                    cause.message(),
                    shown,
                    all.size() - shown.size(),
                    entry.getValue()));
        }
        return troubles;
    }

    private static List<End> ends(List<Case> cases) {
        Map<String, List<Case>> alike = new LinkedHashMap<>();
        cases.stream()
                .filter(one -> !one.left().isBlank())
                .forEach(one -> alike.computeIfAbsent(one.left(), left -> new ArrayList<>())
                        .add(one));
        return alike.entrySet().stream()
                .map(end -> new End(end.getValue().get(0), end.getValue().size(), LastOutput.of(end.getKey())))
                .toList();
    }
}
