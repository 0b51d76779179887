package io.recurbench.harness.run;

import io.recurbench.api.record.TrialSetting;
import io.recurbench.harness.plan.Trial;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * How long a run will take: what the trials that run need at their pace, and what those that wait need by the others. Only
 * trials that were evaluated or have completed are evidence: one that failed or diverged says nothing of the next. Times
 * are in nanoseconds, NaN where they are not known: without evidence for all that is left, nothing is. Not thread-safe.
 */
final class TimeLeft {
    private final RunOptions options;
    /** By the key of the trial; what the backend refuses takes no time and is not among them. */
    private final Map<String, Setting> settings = new HashMap<>();

    TimeLeft(List<Execution.Todo> todo, RunOptions options) {
        this.options = options;
        Map<List<?>, Setting> all = new HashMap<>();
        for (Execution.Todo one : todo) {
            if (!one.isSettled()) {
                Trial trial = one.planned().trial();
                Setting setting = all.computeIfAbsent(
                        List.of(trial.spec().setting(), trial.training()), butTheSeed -> new Setting(trial));
                setting.waiting++;
                settings.put(one.spec().key(), setting);
            }
        }
    }

    void started(String key) {
        Setting setting = settings.get(key);
        if (setting != null) {
            setting.waiting--;
        }
    }

    void completed(String key, double time) {
        Setting setting = settings.get(key);
        if (setting != null) {
            setting.completed.add(time);
        }
    }

    /** The time that all trials need that have not ended; measurements of speed run alone. */
    double of(Map<String, TrialPace> running, long now) {
        estimate(running);
        return of(TrialSetting.Kind.LEARNING, options.jobs(), running, now)
                + of(TrialSetting.Kind.SPEED, 1, running, now);
    }

    private double of(TrialSetting.Kind kind, int atOnce, Map<String, TrialPace> running, long now) {
        double sum = 0;
        double longest = 0;
        for (Setting setting : new LinkedHashSet<>(settings.values())) {
            if (setting.kind == kind && setting.waiting > 0) {
                sum += setting.waiting * setting.whole;
                longest = Math.max(longest, setting.whole);
            }
        }
        for (Map.Entry<String, TrialPace> trial : running.entrySet()) {
            Setting setting = settings.get(trial.getKey());
            if (setting != null && setting.kind == kind) {
                double elapsed = trial.getValue().elapsed(now);
                double own = trial.getValue().left();
                double left = Double.isNaN(own) ? setting.whole - elapsed : own;
                left = Math.max(0, Math.min(left, limit() - elapsed));
                sum += left;
                longest = Math.max(longest, left);
            }
        }
        return Math.max(longest, sum / atOnce);
    }

    /** Says of each setting what a trial of it needs: what those of it do, else what the others do for an update. */
    private void estimate(Map<String, TrialPace> running) {
        Set<Setting> all = new LinkedHashSet<>(settings.values());
        all.forEach(setting -> setting.paces = new Mean());
        running.forEach((key, pace) -> {
            Setting setting = settings.get(key);
            if (setting != null) {
                setting.paces.add(pace.whole());
            }
        });
        Map<String, Mean> ofUnit = new HashMap<>();
        for (Setting setting : all) {
            setting.whole = setting.completed.isKnown() ? setting.completed.value() : setting.paces.value();
            ofUnit.computeIfAbsent(setting.unit, unit -> new Mean()).add(setting.whole / setting.planned);
        }
        for (Setting setting : all) {
            double whole = Double.isNaN(setting.whole)
                    ? ofUnit.getOrDefault(setting.unit, new Mean()).value() * setting.planned
                    : setting.whole;
            setting.whole = Math.min(whole, limit());
        }
    }

    private double limit() {
        return options.trialLimit()
                .map(limit -> (double) TimeUnit.NANOSECONDS.convert(limit))
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** Trials that differ in their seed alone. */
    private static final class Setting {
        private final TrialSetting.Kind kind;
        /** What a number is planned of: updates, epochs, or measurements of speed. */
        private final String unit;

        private final double planned;
        private final Mean completed = new Mean();
        private Mean paces = new Mean();
        private int waiting;
        private double whole = Double.NaN;

        Setting(Trial trial) {
            kind = trial.spec().setting().kind();
            long updates =
                    kind == TrialSetting.Kind.SPEED ? 0 : trial.training().updates();
            long epochs = kind == TrialSetting.Kind.SPEED ? 0 : trial.training().epochs();
            unit = updates > 0 ? "updates" : epochs > 0 ? "epochs" : "measurements";
            planned = Math.max(1, updates > 0 ? updates : epochs);
        }
    }

    /** The mean of what is known. */
    private static final class Mean {
        private double sum;
        private int count;

        void add(double value) {
            if (!Double.isNaN(value)) {
                sum += value;
                count++;
            }
        }

        boolean isKnown() {
            return count > 0;
        }

        double value() {
            return sum / count;
        }
    }
}
