package io.recurbench.harness.experiment;

import io.recurbench.api.Option;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.text.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names of the settings of training: {@code schedule: {factor: 0.5}} in a file is the setting {@code schedule-factor}. */
final class TrainingKeys {
    private static final List<String> GROUPS = List.of("schedule", "early-stopping");

    private TrainingKeys() {}

    /** The settings of a {@code training} block by flat name; unknown names are refused. */
    static TrainingGrid read(String source, Node node) {
        if (!(node instanceof Node.Fields block)) {
            throw Section.error(source, node.line(), "training expects a mapping, not " + node.word());
        }
        Map<String, List<Object>> settings = new LinkedHashMap<>();
        block.fields().forEach((name, value) -> {
            if (GROUPS.contains(name) && value instanceof Node.Fields group) {
                group.fields()
                        .forEach((inner, setting) -> put(source, settings, name + "-" + inner, name, inner, setting));
            } else {
                put(source, settings, name, "training", name, value);
            }
        });
        return new TrainingGrid(settings);
    }

    private static void put(
            String source, Map<String, List<Object>> settings, String flat, String block, String written, Node value) {
        Optional<Option> declared = TrainingConfig.OPTIONS.stream()
                .filter(option -> option.name().equals(flat))
                .findFirst();
        if (declared.isEmpty()) {
            List<String> here = names(block);
            throw Section.error(
                    source,
                    value.line(),
                    "unknown key '" + written + "' in " + block + Suggestion.of(written, here) + "; expected "
                            + String.join(", ", here));
        }
        settings.put(flat, Section.values(source, "training", declared.get(), value));
    }

    /** What may stand in a block, as it is written there. */
    private static List<String> names(String block) {
        List<String> names = new ArrayList<>();
        for (String name : known()) {
            String group = GROUPS.stream()
                    .filter(g -> name.startsWith(g + "-"))
                    .findFirst()
                    .orElse("training");
            if (group.equals(block)) {
                names.add(block.equals("training") ? name : name.substring(block.length() + 1));
            }
        }
        if (block.equals("training")) {
            names.addAll(GROUPS);
        }
        return names;
    }

    /**
     * Refuses the name of a setting that does not exist.
     *
     * @throws RecurbenchException of kind USAGE with the nearest
     */
    static void requireKnown(String source, int line, String flat) {
        if (!known().contains(flat)) {
            throw Section.error(source, line, "training has no setting '" + flat + "'" + Suggestion.of(flat, known()));
        }
    }

    private static List<String> known() {
        return TrainingConfig.OPTIONS.stream().map(Option::name).toList();
    }
}
