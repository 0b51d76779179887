package io.recurbench.reports.model;

import io.recurbench.api.command.ShellCommand;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.text.Visible;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The command that repeats a trial: the resolved experiment in the folder of the run, narrowed down to it. The trial it
 * plans has the same key.
 */
public final class Reproduce {
    /** Text that needs no quotes to be text. */
    private static final Pattern PLAIN_YAML = Pattern.compile("(?!(?:true|false)$)[A-Za-z][A-Za-z0-9_./-]*");

    private Reproduce() {}

    /** For a POSIX shell, in the folder of the run. */
    public static String command(Setting setting, TrialRecord trial) {
        ShellCommand command = ShellCommand.recurbench("run")
                .file(Path.of("experiment.yaml"))
                .withNames("--task", List.of(trial.setting().taskLabel()))
                .withNames("--cell", List.of(trial.setting().cellLabel()))
                .withNames("--backend", List.of(trial.setting().backend().id()))
                .with("--set", "seeds=[" + trial.spec().seeds().index() + "]");
        String where = trial.setting().series().entrySet().stream()
                .filter(series ->
                        !series.getKey().equals("task") && !series.getKey().equals("cell"))
                .map(series -> yaml(series.getKey()) + ": " + yaml(series.getValue()))
                .collect(Collectors.joining(", "));
        if (!where.isEmpty()) {
            command = command.with("--set", "where={" + where + "}");
        }
        for (Map.Entry<String, Object> path : setting.paths().entrySet()) {
            if (!path.getKey().startsWith("protocol.") && !path.getKey().startsWith("run.")) {
                command = command.with("--set", path.getKey() + "=" + yaml(path.getValue()));
            }
        }
        return command.with("--out", "again/" + shortKey(trial)).toString();
    }

    /** The first characters of a key, enough to find it again. */
    public static String shortKey(TrialRecord trial) {
        return trial.key().substring(0, Math.min(12, trial.key().length()));
    }

    private static String yaml(Object value) {
        String text = String.valueOf(value);
        return value instanceof String && !PLAIN_YAML.matcher(text).matches() ? Visible.quoted(text) : text;
    }
}
