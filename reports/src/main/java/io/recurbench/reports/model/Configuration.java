package io.recurbench.reports.model;

import io.recurbench.api.record.PluginRef;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSetting;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Everything that was set for a trial, its seed left out, as one flat map: {@code "cell.rank"} to 4. */
public final class Configuration {
    private Configuration() {}

    /**
     * The flat configuration. The names start with what is configured: {@code cell}, {@code task}, {@code protocol},
     * {@code backend}, {@code training}, {@code run}.
     */
    public static SortedMap<String, Object> of(TrialRecord trial) {
        TrialSetting setting = trial.setting();
        SortedMap<String, Object> flat = new TreeMap<>();
        plugin("cell", setting.cell(), flat);
        flat.put("cell.layers", (long) setting.layers());
        flat.put("cell.embedding", (long) setting.embedding());
        plugin("task", setting.task(), flat);
        setting.protocol().forEach((name, value) -> flat.put("protocol." + name, value));
        plugin("backend", setting.backend(), flat);
        flat.put("run.threads", (long) trial.threads());
        flatten("training", setting.training(), flat);
        return Collections.unmodifiableSortedMap(flat);
    }

    /** The same in words, with the facts of the device and the digests of the data: {@code "device.vector bits"}. */
    public static SortedMap<String, String> words(TrialRecord trial) {
        SortedMap<String, String> words = new TreeMap<>();
        of(trial).forEach((name, value) -> words.put(name, Names.value(value)));
        trial.device().forEach((name, value) -> words.put("device." + name, value));
        trial.setting().dataDigests().forEach((name, value) -> words.put("data." + name, value));
        return words;
    }

    private static void plugin(String kind, PluginRef plugin, SortedMap<String, Object> into) {
        into.put(kind, plugin.id());
        into.put(kind + ".version", plugin.version());
        flatten(kind, plugin.options(), into);
    }

    private static void flatten(String prefix, Map<?, ?> map, SortedMap<String, Object> into) {
        map.forEach((name, value) -> {
            if (value instanceof Map<?, ?> nested) {
                flatten(prefix + "." + name, nested, into);
            } else {
                into.put(prefix + "." + name, value == null ? "null" : value);
            }
        });
    }
}
