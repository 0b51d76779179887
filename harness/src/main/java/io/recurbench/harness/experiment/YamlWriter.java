package io.recurbench.harness.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ImplicitTuple;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.events.StreamStartEvent;

/** {@link Node} to YAML that {@link Yaml} reads back as an equal one, lines apart. */
final class YamlWriter {
    private static final DumpSettings SETTINGS = DumpSettings.builder()
            .setIndent(2)
            .setIndicatorIndent(2)
            .setIndentWithIndicator(true)
            .setSplitLines(false)
            .build();

    private final List<Event> events = new ArrayList<>();

    private YamlWriter() {}

    static String write(Node node) {
        YamlWriter writer = new YamlWriter();
        writer.events.add(new StreamStartEvent());
        writer.events.add(new DocumentStartEvent(false, Optional.empty(), Map.of()));
        writer.add(node);
        writer.events.add(new DocumentEndEvent(false));
        writer.events.add(new StreamEndEvent());
        return new Present(SETTINGS).emitToString(writer.events.iterator());
    }

    private void add(Node node) {
        if (node instanceof Node.Scalar scalar) {
            events.add(event(scalar.text(), style(scalar)));
        } else if (node instanceof Node.Items list) {
            boolean flat = list.items().stream().allMatch(item -> item instanceof Node.Scalar);
            events.add(new SequenceStartEvent(
                    Optional.empty(), Optional.empty(), true, flat ? FlowStyle.FLOW : FlowStyle.BLOCK));
            list.items().forEach(this::add);
            events.add(new SequenceEndEvent());
        } else if (node instanceof Node.Fields mapping) {
            boolean simple = mapping.fields().keySet().stream().allMatch(YamlWriter::isSimpleKey);
            events.add(new MappingStartEvent(
                    Optional.empty(), Optional.empty(), true, simple ? FlowStyle.BLOCK : FlowStyle.FLOW));
            mapping.fields().forEach((name, value) -> {
                events.add(event(name, style(new Node.Scalar(name, false, 0))));
                add(value);
            });
            events.add(new MappingEndEvent());
        }
    }

    /** The library quotes what cannot stand plain, but for an empty text and what only looks like a blank. */
    private static ScalarStyle style(Node.Scalar scalar) {
        String text = scalar.text();
        if (isParagraphs(text)) {
            return ScalarStyle.LITERAL;
        }
        return scalar.quoted() || text.isEmpty() || !isPrintable(text) ? ScalarStyle.DOUBLE_QUOTED : ScalarStyle.PLAIN;
    }

    /** Several lines of ordinary text, which stand as they are; blanks and line feeds at an end need escapes. */
    private static boolean isParagraphs(String text) {
        return text.contains("\n")
                && isPrintable(text.replace('\n', ' '))
                && text.equals(text.strip())
                && text.lines().allMatch(line -> line.equals(line.strip()));
    }

    /** The library writes other keys as such that it does not read in a block; in braces it does. */
    private static boolean isSimpleKey(String key) {
        return !key.isBlank() && key.length() < 100 && isPrintable(key);
    }

    private static boolean isPrintable(String text) {
        return text.codePoints().noneMatch(c -> switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            case Character.SURROGATE, Character.UNASSIGNED -> true;
            default -> false;
        });
    }

    private static Event event(String text, ScalarStyle style) {
        return new ScalarEvent(Optional.empty(), Optional.empty(), new ImplicitTuple(true, true), text, style);
    }
}
