package io.recurbench.comparison;

import io.recurbench.api.record.TrialSetting;
import io.recurbench.api.text.Visible;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Names of rows for people: what the experiment calls them, and where two would be called alike, the options that differ. */
final class WorkNames {
    private WorkNames() {}

    /** The name of each, in their order; no two are equal. */
    static List<String> of(List<Work> works, boolean acrossBackends) {
        Map<String, List<Work>> alike = new LinkedHashMap<>();
        works.forEach(work -> alike.computeIfAbsent(name(work, acrossBackends), name -> new ArrayList<>())
                .add(work));
        Map<Work, String> names = new HashMap<>();
        alike.forEach((name, same) -> {
            for (Work work : same) {
                String differing = same.size() == 1 ? "" : differing(work, same);
                String full = differing.isEmpty() ? name : name + " (" + differing + ")";
                names.put(work, Visible.line(names.containsValue(full) ? full + " #" + (names.size() + 1) : full));
            }
        });
        return works.stream()
                .map(work -> Objects.requireNonNull(names.get(work)))
                .toList();
    }

    private static String name(Work work, boolean acrossBackends) {
        TrialSetting setting = work.example().setting();
        StringBuilder name =
                new StringBuilder(setting.cellLabel()).append(" on ").append(setting.taskLabel());
        setting.series().forEach((key, value) -> {
            if (!key.equals("cell") && !key.equals("task")) {
                name.append(", ").append(key).append(' ').append(value);
            }
        });
        return acrossBackends
                ? name.toString()
                : name.append(", ").append(setting.backend().id()).toString();
    }

    private static String differing(Work work, List<Work> alike) {
        TreeSet<String> names = new TreeSet<>();
        alike.forEach(other -> names.addAll(other.options().keySet()));
        names.removeIf(name -> alike.stream()
                        .map(other -> String.valueOf(other.options().get(name)))
                        .distinct()
                        .count()
                < 2);
        List<String> words = new ArrayList<>();
        names.forEach(name -> words.add(name + "=" + work.options().get(name)));
        return String.join(", ", words);
    }
}
