package io.recurbench.reports.model;

import io.recurbench.api.record.TrialRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The command that repeats a trial: the resolved experiment in the folder of the run, narrowed down to it. The trial it
 * plans has the same key.
 */
public final class Reproduce {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+:,./-]+");
    private static final Pattern PLAIN_YAML = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*");

    private Reproduce() {}

    /** For a POSIX shell, in the folder of the run. */
    public static String command(Setting setting, TrialRecord trial) {
        List<String> words = new ArrayList<>(List.of("recurbench", "run", "experiment.yaml"));
        words.addAll(List.of("--task", label(trial, "task", trial.task().id())));
        words.addAll(List.of("--cell", label(trial, "cell", trial.cell().id())));
        words.addAll(List.of("--backend", trial.backend().id()));
        words.addAll(List.of("--set", "seeds=[" + trial.seeds().index() + "]"));
        String where = trial.series().entrySet().stream()
                .filter(series ->
                        !series.getKey().equals("task") && !series.getKey().equals("cell"))
                .map(series -> series.getKey() + ": " + yaml(series.getValue()))
                .collect(Collectors.joining(", "));
        if (!where.isEmpty()) {
            words.addAll(List.of("--set", "where={" + where + "}"));
        }
        for (Map.Entry<String, Object> path : setting.paths().entrySet()) {
            if (!path.getKey().startsWith("protocol.") && !path.getKey().startsWith("run.")) {
                words.addAll(List.of("--set", path.getKey() + "=" + yaml(path.getValue())));
            }
        }
        words.addAll(List.of("--out", "again"));
        return words.stream().map(Reproduce::quoted).collect(Collectors.joining(" "));
    }

    /** The first characters of a key, enough to find it again. */
    public static String shortKey(TrialRecord trial) {
        return trial.key().substring(0, Math.min(12, trial.key().length()));
    }

    private static String label(TrialRecord trial, String kind, String id) {
        return String.valueOf(trial.series().getOrDefault(kind, id));
    }

    private static String yaml(Object value) {
        String text = String.valueOf(value);
        boolean plain = !(value instanceof String) || PLAIN_YAML.matcher(text).matches();
        return plain ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
