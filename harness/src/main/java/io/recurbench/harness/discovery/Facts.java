package io.recurbench.harness.discovery;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.Plugin;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.record.ReportWriter;
import io.recurbench.api.task.Task;
import io.recurbench.results.RunFolder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/** Asks a plugin, once, what it says of itself, and checks it: what is wrong is found here and not in the middle of a run. */
final class Facts {
    private static final Pattern ID = Pattern.compile("([a-z0-9][a-z0-9-]*:)?[a-z0-9][a-z0-9-]*");
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Set<String> FILES_OF_A_RUN = Set.of(
            RunFolder.RESULTS,
            RunFolder.MANIFEST,
            RunFolder.EXPERIMENT,
            RunFolder.ANALYSIS,
            RunFolder.CHECKPOINTS,
            RunFolder.UNFINISHED,
            RunFolder.CRASHES);
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_TEXT = 1000;

    private final PluginName name;
    private final boolean foreign;
    private final Map<String, Object> known = new HashMap<>();

    /**
     * Facts of a plugin.
     *
     * @param name what it is called before its id is known: by its class
     * @param foreign whether the plugin is none of the distribution's
     */
    Facts(PluginName name, boolean foreign) {
        this.name = name;
        this.foreign = foreign;
    }

    /**
     * Asks.
     *
     * @throws PluginFailure if the plugin fails to answer, or says what it may not
     */
    void ask(Plugin plugin) {
        id(plugin);
        if (text("version", LONGEST_NAME, plugin::version).isBlank()) {
            throw wrong("its version is empty, expected a number that is raised when results change");
        }
        text("description", LONGEST_TEXT, plugin::description);
        if (plugin instanceof Cell cell) {
            options(cell::options);
        } else if (plugin instanceof Task task) {
            options(task::options);
        } else if (plugin instanceof Backend backend) {
            options(backend::options);
            ask("isNative", backend::isNative);
            ask("determinism", backend::determinism);
        } else if (plugin instanceof ReportWriter report) {
            file(report);
        }
    }

    /** What was answered, by method. */
    Map<String, Object> known() {
        return known;
    }

    /** Adds what was found out in another way. */
    void know(String method, Object answer) {
        known.put(method, answer);
    }

    /** An answer that is text; empty if it was not given. */
    String text(String method) {
        return String.valueOf(known.getOrDefault(method, ""));
    }

    /** The id; empty if it was not told. */
    String id() {
        return text("id");
    }

    PluginName name() {
        return name;
    }

    boolean foreign() {
        return foreign;
    }

    private <T> T ask(String method, Callable<T> question) {
        T answer = PluginCall.unasked(name, method, question);
        known.put(method, answer);
        return answer;
    }

    private void id(Plugin plugin) {
        String id = text("id", LONGEST_NAME, plugin::id);
        if (!ID.matcher(id).matches()) {
            throw wrong("its id is '" + id + "', expected lower-case letters, digits and hyphens,"
                    + " with the vendor in front for a third party ('acme:name')");
        }
        if (foreign && id.indexOf(':') < 0) {
            throw wrong("its id is '" + id + "', and ids without a vendor are this project's:"
                    + " expected the vendor in front ('acme:" + id + "')");
        }
        String again = PluginCall.unasked(name, "id", plugin::id);
        if (!again.equals(id)) {
            throw wrong("its id changes from call to call: '" + id + "', then '"
                    + again.substring(0, Math.min(again.length(), LONGEST_NAME)) + "'");
        }
    }

    private String text(String method, int longest, Callable<String> question) {
        String text = ask(method, question);
        if (text.length() > longest) {
            throw wrong("its " + method + " has " + text.length() + " characters, expected at most " + longest);
        }
        return text;
    }

    private void options(Callable<List<Option>> question) {
        List<Option> options = PluginCall.unasked(name, "options", () -> new ArrayList<>(question.call()));
        Set<String> names = new HashSet<>();
        for (Option option : options) {
            if (option == null) {
                throw wrong("its options hold null");
            }
            if (!names.add(option.name())) {
                throw wrong("it declares the option '" + option.name() + "' twice");
            }
            int length = String.valueOf(option.description()).length();
            if (length > LONGEST_TEXT) {
                throw wrong("the description of its option '" + option.name() + "' has " + length
                        + " characters, expected at most " + LONGEST_TEXT);
            }
        }
        try {
            // A default out of its own bounds shows at once, not when somebody uses it.
            Options.resolve("it", options, Map.of());
        } catch (RecurbenchException e) {
            throw wrong(e.getMessage());
        }
        known.put("options", Collections.unmodifiableList(options));
    }

    private void file(ReportWriter report) {
        String file = text("fileName", LONGEST_NAME, report::fileName);
        if (!FILE.matcher(file).matches() || FILES_OF_A_RUN.contains(file)) {
            throw wrong("its file is '" + file + "', expected a plain name that is none of a run's own files");
        }
    }

    private PluginFailure wrong(String reason) {
        return PluginFailure.wrong(name, reason);
    }
}
