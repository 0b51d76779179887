package io.recurbench.reports.model;

import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSetting;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Trials that are equal in everything but their seed.
 *
 * @param id unique in a report: {@code "s1"}, {@code "s2"} ...
 * @param experiment id of the experiment
 * @param task label of the task
 * @param cell label of the cell: its id, with the options that tell it from others of that id
 * @param backend label of the backend
 * @param varied what the experiment varies beside task, cell and backend: name to value, in the order of the names
 * @param paths what tells it from others beside its series, by the path that sets it: {@code training.learning-rate}
 * @param note what a reader has to know of it; empty for nothing
 * @param score the first metric over the seeds, if any trial completed
 * @param trials in the order of their seeds, at least one
 */
public record Setting(
        String id,
        String experiment,
        String task,
        String cell,
        String backend,
        Map<String, Object> varied,
        Map<String, Object> paths,
        String note,
        Optional<Score> score,
        List<TrialRecord> trials) {

    /** Copies. */
    public Setting {
        varied = Collections.unmodifiableMap(new LinkedHashMap<>(varied));
        paths = Collections.unmodifiableMap(new TreeMap<>(paths));
        trials = List.copyOf(trials);
    }

    /** The same without some of the varied names, with a note instead. */
    Setting with(Set<String> withoutNames, String newNote) {
        Map<String, Object> rest = new LinkedHashMap<>(varied);
        rest.keySet().removeAll(withoutNames);
        return new Setting(id, experiment, task, cell, backend, rest, paths, newNote, score, trials);
    }

    /** The same with another number for a score. */
    Setting with(Optional<Score> other) {
        return new Setting(id, experiment, task, cell, backend, varied, paths, note, other, trials);
    }

    /** One of the trials: what they share is read from it. */
    public TrialRecord example() {
        return trials.get(0);
    }

    /** Whether this measures speed: such trials have no training configuration. */
    public boolean speed() {
        return example().setting().kind() == TrialSetting.Kind.SPEED;
    }

    /** Number of trials that ended so. */
    public int count(Outcome outcome) {
        return (int) trials.stream().filter(trial -> trial.outcome() == outcome).count();
    }

    /** Number of all parameters; 0 if it is not known. */
    public long parameters() {
        return trials.stream()
                .mapToLong(trial -> trial.setting().parameters().getOrDefault("total", 0L))
                .max()
                .orElse(0);
    }

    /** The median time of the completed trials in seconds, training and evaluation together; NaN if it is not known. */
    public double seconds() {
        return Statistics.median(trials.stream()
                .filter(trial -> trial.outcome() == Outcome.COMPLETED)
                .map(Setting::seconds)
                .toList());
    }

    /** The time a trial took in seconds; NaN if its times are not known. */
    public static double seconds(TrialRecord trial) {
        try {
            Duration taken = Duration.between(Instant.parse(trial.started()), Instant.parse(trial.ended()));
            // Of a record whose clock was set back meanwhile nobody knows.
            return taken.isNegative() ? Double.NaN : TimeUnit.MILLISECONDS.convert(taken) / 1000.0;
        } catch (DateTimeException e) {
            return Double.NaN;
        }
    }

    /** The values of all varied names in words. */
    public String words() {
        return words(List.copyOf(varied.keySet()));
    }

    /** The values of some of the varied names in words: "modulus 5, rank 4"; nothing for none. */
    public String words(List<String> names) {
        StringBuilder words = new StringBuilder();
        for (String name : names) {
            Object value = varied.get(name);
            if (value != null) {
                words.append(words.isEmpty() ? "" : ", ")
                        .append(name)
                        .append(name.length() > 1 ? " " : " = ")
                        .append(Names.value(value));
            }
        }
        return words.toString();
    }

    /** The outcomes other than completed, in words: "1 diverged, 2 failed"; nothing if all completed. */
    public String troubles() {
        StringBuilder words = new StringBuilder();
        for (Outcome outcome : Outcome.values()) {
            int count = count(outcome);
            if (outcome != Outcome.COMPLETED && count > 0) {
                words.append(words.isEmpty() ? "" : ", ")
                        .append(count)
                        .append(' ')
                        .append(Outcomes.word(outcome));
            }
        }
        return words.toString();
    }
}
