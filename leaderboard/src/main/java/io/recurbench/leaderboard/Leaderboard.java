package io.recurbench.leaderboard;

import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSetting;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a board shows.
 *
 * @param rules by what is ranked
 * @param quality tables of scores
 * @param speed tables of speeds
 * @param machines where was measured, by id
 * @param commits oldest first
 * @param counts trials by what they count as
 * @param notes what is not shown, in words
 * @param refused folders that could not be read
 */
public record Leaderboard(
        Rules rules,
        List<QualityTable> quality,
        List<SpeedTable> speed,
        List<Machine> machines,
        List<String> commits,
        Map<Weight.Kind, Integer> counts,
        List<String> notes,
        List<Submissions.Refusal> refused) {
    /** Seeds from here on stand in no division: a row has one place for each seed before its last. */
    private static final int SEEDS = 1000;

    /** Copies. */
    public Leaderboard {
        quality = List.copyOf(quality);
        speed = List.copyOf(speed);
        machines = List.copyOf(machines);
        commits = List.copyOf(commits);
        counts = Map.copyOf(counts);
        notes = List.copyOf(notes);
        refused = List.copyOf(refused);
    }

    /** Ranks what was submitted. The order in which folders were named changes nothing. */
    public static Leaderboard of(Submissions submissions, Rules rules) {
        Map<String, Integer> ages = new LinkedHashMap<>();
        Map<String, List<Submissions.Run>> machines = new TreeMap<>();
        for (Submissions.Run run : submissions.runs()) {
            ages.putIfAbsent(run.commit(), ages.size());
            machines.computeIfAbsent(run.machine(), machine -> new ArrayList<>())
                    .add(run);
        }
        Map<Weight.Kind, Integer> counts = new EnumMap<>(Weight.Kind.class);
        List<Held> learned = new ArrayList<>();
        List<Held> speeds = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        Set<String> recorded = submissions.runs().stream()
                .flatMap(run -> run.trials().stream())
                .map(TrialRecord::key)
                .collect(Collectors.toSet());
        for (Submissions.Run run : submissions.runs()) {
            int far = 0;
            Map<String, Integer> remarks = new TreeMap<>();
            for (TrialRecord trial : run.trials()) {
                String task = trial.setting().taskLabel();
                Optional<String> altered = rules.data().altered(trial);
                if (altered.isPresent()) {
                    remarks.merge(
                            "of " + task + " ran on data that nobody else has under that name and are not counted: "
                                    + altered.get(),
                            1,
                            Integer::sum);
                    continue;
                }
                rules.data()
                        .own(trial)
                        .ifPresent(files -> remarks.merge(
                                "of " + task + " ran on data of somebody's own: " + files, 1, Integer::sum));
                counts.merge(Weight.of(trial).kind(), 1, Integer::sum);
                Held held = new Held(run, trial, ages.getOrDefault(run.commit(), 0));
                if (trial.setting().kind() == TrialSetting.Kind.SPEED) {
                    speeds.add(held);
                } else if (trial.spec().seeds().index() < 0
                        || trial.spec().seeds().index() >= SEEDS) {
                    far++;
                } else {
                    learned.add(held);
                }
            }
            remarks.forEach((remark, trials) -> notes.add(run.name() + ": " + trials + " trials " + remark));
            if (far > 0) {
                notes.add(run.name() + ": " + far + " trials have a seed that is not 0 to " + (SEEDS - 1)
                        + " and are not shown");
            }
            long missing = run.manifest().plannedTrials().stream()
                    .filter(key -> !recorded.contains(key))
                    .count();
            if (missing > 0) {
                notes.add(run.name() + ": " + missing + " planned trials have no record");
            }
        }
        return new Leaderboard(
                rules,
                new QualityTables(rules, new Efforts(speeds)).of(learned),
                new SpeedTables(rules).of(speeds),
                machines.values().stream().map(Machine::of).toList(),
                List.copyOf(ages.keySet()),
                counts,
                notes,
                submissions.refused());
    }

    /** How many trials count as this. */
    public int count(Weight.Kind kind) {
        return counts.getOrDefault(kind, 0);
    }
}
