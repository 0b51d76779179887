package io.recurbench.leaderboard;

import io.recurbench.api.record.Manifest;
import java.util.List;
import java.util.Map;

/**
 * Where results were measured: runs whose environments agree in all that decides speed.
 *
 * @param id the first 12 hexadecimal digits of the fingerprint
 * @param fingerprint of the environment
 * @param environment facts of its newest run
 * @param runs names of its runs, oldest first
 */
public record Machine(String id, String fingerprint, Map<String, String> environment, List<String> runs) {
    /** Copies. */
    public Machine {
        environment = Map.copyOf(environment);
        runs = List.copyOf(runs);
    }

    /** The id of a run's machine. */
    static String id(Submissions.Run run) {
        String fingerprint = run.machine();
        return fingerprint.substring(0, Math.min(12, fingerprint.length()));
    }

    static Machine of(List<Submissions.Run> runs) {
        Manifest newest = runs.get(runs.size() - 1).manifest();
        return new Machine(
                id(runs.get(0)),
                newest.fingerprint(),
                newest.environment(),
                runs.stream().map(Submissions.Run::name).toList());
    }

    /** For people: what who imported its results calls it, else processor and number of them. */
    public String name() {
        String told = environment.getOrDefault("machine", "unknown");
        return !told.equals("unknown")
                ? told
                : environment.getOrDefault("cpu.model", "unknown processor") + ", "
                        + environment.getOrDefault("cpu.available", "?") + " processors, "
                        + environment.getOrDefault("os.name", "unknown system");
    }
}
