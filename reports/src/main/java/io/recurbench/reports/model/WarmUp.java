package io.recurbench.reports.model;

import io.recurbench.api.record.Metric;
import io.recurbench.api.record.TrialRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the JVMs of a measurement of speed warmed up, as its records say.
 *
 * @param words the class of it: {@code "slowdown: it was faster before"}
 * @param first iterations of the warm-up at the beginning of each fork
 * @param forks times of the iterations of each fork, those of the warm-up first; none is empty, all are finite
 * @param unit of the times
 */
public record WarmUp(String words, int first, List<List<Double>> forks, String unit) {
    private static final String FACT = "warm-up";
    private static final String BEFORE = "speed/warm-up";
    private static final String COUNTED = "speed/time";

    /** Copies. */
    public WarmUp {
        forks = forks.stream().map(List::copyOf).toList();
    }

    /** Of the trials of a setting that recorded their warm-up; nothing where none did. */
    public static Optional<WarmUp> of(Setting setting) {
        List<List<Double>> forks = new ArrayList<>();
        List<String> words = new ArrayList<>();
        int first = 0;
        String unit = "";
        for (TrialRecord trial : setting.trials()) {
            Optional<Metric> before = trial.metric(BEFORE);
            Optional<Metric> counted = trial.metric(COUNTED);
            if (before.isPresent() && counted.isPresent()) {
                forks.addAll(joined(before.get().samples(), counted.get().samples()));
                first = Math.max(
                        first,
                        before.get().samples().stream()
                                .mapToInt(List::size)
                                .max()
                                .orElse(0));
                words.add(trial.facts().getOrDefault(FACT, "unknown"));
                unit = counted.get().unit();
            }
        }
        return forks.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new WarmUp(String.join("; ", words.stream().distinct().toList()), first, forks, unit));
    }

    private static List<List<Double>> joined(List<List<Double>> before, List<List<Double>> counted) {
        List<List<Double>> forks = new ArrayList<>();
        for (int fork = 0; fork < counted.size(); fork++) {
            List<Double> iterations = new ArrayList<>(fork < before.size() ? before.get(fork) : List.of());
            iterations.addAll(counted.get(fork));
            if (!iterations.isEmpty() && iterations.stream().allMatch(time -> Double.isFinite(time) && time > 0)) {
                forks.add(iterations);
            }
        }
        return forks;
    }

    /** The class by its name alone: {@code "slowdown"}. */
    public String kind() {
        int colon = words.indexOf(':');
        return colon < 0 ? words : words.substring(0, colon);
    }

    /** Whether a reader of the score has to know: the JVMs did not end up steady. */
    public boolean isDoubtful() {
        return !kind().equals("steady") && !kind().equals("unknown");
    }
}
