package io.recurbench.results;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.PluginRef;
import io.recurbench.api.record.TrialRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Checks results by the rules that the reader holds to. Every finding names file, line, JSON pointer, rule and a fix; all
 * are counted, and the first of them told.
 */
public final class Validator {
    /** Different things to say of plugins; so many are never wrong. */
    private static final int MAX_PLUGINS = 1_000;

    private final PluginCheck plugins;
    private final Validation validation = new Validation();
    private final Inspection inspection = new Inspection(validation::add);
    private final Set<String> told = new HashSet<>();

    /** A validator that warns of plugins that cannot be used here. */
    public Validator(PluginCheck plugins) {
        this.plugins = plugins;
    }

    /** Checks one file or folder and knows no plugins. */
    public static Validation validate(Path path) {
        Validator validator = new Validator(PluginCheck.NONE);
        validator.check(path);
        return validator.found();
    }

    /** What was found so far. */
    public Validation found() {
        return validation;
    }

    /**
     * Checks a run folder (manifest, journal and analyses), a journal, or a {@code *.json}: a manifest or analyses.
     *
     * @return whether it is valid
     * @throws RecurbenchException of kind USAGE if there is no such file
     */
    public boolean check(Path path) {
        if (!PlainFile.exists(path)) {
            throw RecurbenchException.usage(path + " does not exist");
        }
        long before = validation.errors();
        try {
            if (Files.isDirectory(path)) {
                inspection.folder(new RunFolder(path), this::plugins);
            } else if (String.valueOf(path.getFileName()).endsWith(".json")) {
                inspection.document(path);
            } else {
                inspection.journal(path, this::plugins);
            }
        } catch (RecurbenchException e) {
            if (e.kind() != RecurbenchException.Kind.RESULT) {
                throw e;
            }
            validation.add(
                    e.getCause() instanceof RefusedFileException refused
                            ? new Place(refused.getFile(), 0).error("", "file.refused", refused.getReason())
                            // Lines and journals that are too long; the message has the place.
                            : new Place("", 0).error("", "json.limit", e.getMessage()));
        }
        return validation.errors() == before;
    }

    private void plugins(Place place, TrialRecord trial) {
        plugin(place, "task", trial.setting().task());
        plugin(place, "cell", trial.setting().cell());
        plugin(place, "backend", trial.setting().backend());
    }

    private void plugin(Place place, String kind, PluginRef plugin) {
        plugins.problem(kind, plugin)
                .filter(problem -> told.size() < MAX_PLUGINS && told.add(problem))
                .ifPresent(problem -> validation.add(place.warning("/" + kind, "plugin.unknown", problem)));
    }
}
