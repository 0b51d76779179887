package io.recurbench.comparison;

import io.recurbench.api.text.Visible;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Names for people that tell things apart: where two would be called alike, the options that differ stand behind. */
public final class DistinctNames {
    private DistinctNames() {}

    /**
     * What wants a name.
     *
     * @param name short
     * @param options what it may differ in, flat: {@code "cell.hidden"} to 64
     */
    public record Named(String name, Map<String, Object> options) {}

    /** The name of each, in their order, on one line; no two are equal. */
    public static List<String> of(List<Named> things) {
        Map<String, List<Integer>> alike = new LinkedHashMap<>();
        for (int i = 0; i < things.size(); i++) {
            alike.computeIfAbsent(things.get(i).name(), name -> new ArrayList<>())
                    .add(i);
        }
        String[] names = new String[things.size()];
        Set<String> taken = new HashSet<>();
        alike.forEach((name, same) -> {
            Set<String> differing = differing(same.stream().map(things::get).toList());
            for (int index : same) {
                Map<String, Object> options = things.get(index).options();
                String words = differing.stream()
                        .map(option -> option + "=" + options.get(option))
                        .collect(Collectors.joining(", "));
                String full = words.isEmpty() ? name : name + " (" + words + ")";
                names[index] = Visible.line(taken.add(full) ? full : full + " #" + (taken.size() + 1));
                taken.add(names[index]);
            }
        });
        return Arrays.asList(names);
    }

    private static Set<String> differing(List<Named> alike) {
        TreeSet<String> names = new TreeSet<>();
        if (alike.size() > 1) {
            alike.forEach(thing -> names.addAll(thing.options().keySet()));
            names.removeIf(name -> alike.stream()
                            .map(thing -> String.valueOf(thing.options().get(name)))
                            .distinct()
                            .count()
                    < 2);
        }
        return names;
    }
}
