package io.recurbench.reports.model;

import io.recurbench.api.record.TrialRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Groups the trials of one experiment into settings and gives each a label that no other setting has. */
final class Grouping {
    /** What tells apart settings that the series does not, in the order in which it is tried. */
    private static final List<String> DISTINCTIONS = List.of("cell", "task", "backend", "training", "protocol", "run");

    private static final Set<String> PLUGINS = Set.of("task", "cell", "backend");
    private static final Set<String> SEEDS = Set.of("seed", "seeds");

    private final List<Group> groups;
    private final Map<String, String> names;
    private final Set<String> distinguishing = new TreeSet<>();

    /** Trials of one setting with their flat configuration and their series. */
    private record Group(
            SortedMap<String, Object> configuration, Map<String, Object> series, List<TrialRecord> trials) {
        /** What the experiment calls the plugin; its id if it says nothing. */
        String plugin(String kind) {
            Object label = kind.equals("backend") ? null : series.get(kind);
            return String.valueOf(label == null ? configuration.get(kind) : label);
        }

        TrialRecord example() {
            return trials.get(0);
        }
    }

    private record Identity(SortedMap<String, Object> configuration, Map<String, Object> series) {}

    private Grouping(List<TrialRecord> trials) {
        Map<Identity, List<TrialRecord>> byIdentity = new LinkedHashMap<>();
        for (TrialRecord trial : trials) {
            Map<String, Object> series = new TreeMap<>(trial.setting().series());
            series.keySet().removeIf(name -> SEEDS.contains(Names.key(name)));
            byIdentity
                    .computeIfAbsent(new Identity(Configuration.of(trial), series), identity -> new ArrayList<>())
                    .add(trial);
        }
        List<Group> found = new ArrayList<>();
        byIdentity.forEach((identity, same) -> {
            same.sort(Comparator.comparingInt(
                            (TrialRecord trial) -> trial.spec().seeds().index())
                    .thenComparing(TrialRecord::key));
            found.add(new Group(identity.configuration(), identity.series(), List.copyOf(same)));
        });
        groups = found;
        names = seriesNames();
        distinguish();
    }

    /** The settings of one experiment, numbered from {@code first} on. */
    static List<Setting> settings(List<TrialRecord> trials, int first) {
        return new Grouping(trials).label(first);
    }

    /** The names of the series that vary, each with the name it is shown under. */
    private Map<String, String> seriesNames() {
        Map<String, Set<Object>> values = new TreeMap<>();
        for (Group group : groups) {
            group.series().keySet().forEach(name -> values.computeIfAbsent(name, n -> new HashSet<>()));
        }
        values.forEach(
                (name, seen) -> groups.forEach(group -> seen.add(group.series().getOrDefault(name, ""))));
        values.entrySet().removeIf(entry -> entry.getValue().size() < 2 || PLUGINS.contains(entry.getKey()));
        Map<String, Integer> shortNames = new HashMap<>();
        values.keySet().forEach(name -> shortNames.merge(Names.key(name), 1, Integer::sum));
        Map<String, String> shown = new TreeMap<>();
        values.keySet()
                .forEach(name ->
                        shown.put(name, shortNames.getOrDefault(Names.key(name), 0) == 1 ? Names.key(name) : name));
        return shown;
    }

    /** Finds settings that would be labelled alike, and the parts of their configuration that tell them apart. */
    private void distinguish() {
        for (String part : DISTINCTIONS) {
            Map<List<Object>, List<Group>> alike = new LinkedHashMap<>();
            groups.forEach(group -> alike.computeIfAbsent(labelParts(group), parts -> new ArrayList<>())
                    .add(group));
            alike.values().stream().filter(same -> same.size() > 1).forEach(same -> distinguish(part, same));
        }
    }

    private void distinguish(String part, List<Group> alike) {
        Set<String> candidates = new TreeSet<>();
        alike.forEach(group -> candidates.addAll(group.configuration().keySet()));
        for (String name : candidates) {
            boolean differs = alike.stream()
                            .map(group -> group.configuration().getOrDefault(name, ""))
                            .distinct()
                            .count()
                    > 1;
            if (differs && (name + ".").startsWith(part + ".")) {
                distinguishing.add(name);
            }
        }
    }

    private List<Object> labelParts(Group group) {
        return List.of(
                label(group, "task"), label(group, "cell"), label(group, "backend"), new TreeMap<>(varied(group)));
    }

    private String label(Group group, String kind) {
        StringBuilder label = new StringBuilder(group.plugin(kind));
        for (String name : distinguishing) {
            Object value = group.configuration().get(name);
            if ((name + ".").startsWith(kind + ".") && value != null) {
                label.append(' ').append(Names.key(name)).append('=').append(Names.value(value));
            }
        }
        return label.toString();
    }

    private Map<String, Object> varied(Group group) {
        Map<String, Object> varied = new TreeMap<>();
        names.forEach((name, shown) -> {
            Object value = group.series().get(name);
            if (value != null) {
                varied.put(shown, value);
            }
        });
        for (String name : distinguishing) {
            Object value = group.configuration().get(name);
            if (value != null && PLUGINS.stream().noneMatch(kind -> (name + ".").startsWith(kind + "."))) {
                varied.put(varied.containsKey(Names.key(name)) ? name : Names.key(name), value);
            }
        }
        return varied;
    }

    /** What tells the group from others beside its series, by the path that sets it. */
    private Map<String, Object> paths(Group group) {
        Map<String, Object> paths = new TreeMap<>();
        for (String name : distinguishing) {
            Object value = group.configuration().get(name);
            if (value != null && name.contains(".")) {
                paths.put(name, value);
            }
        }
        return paths;
    }

    private List<Setting> label(int first) {
        List<Setting> settings = new ArrayList<>();
        for (Group group : groups) {
            Optional<Score> score = Score.of(group.trials());
            settings.add(new Setting(
                    "s" + (first + settings.size()),
                    group.example().setting().experiment(),
                    label(group, "task"),
                    label(group, "cell"),
                    label(group, "backend"),
                    varied(group),
                    paths(group),
                    "",
                    score,
                    group.trials()));
        }
        return settings;
    }
}
