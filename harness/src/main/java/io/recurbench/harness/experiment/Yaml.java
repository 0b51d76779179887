package io.recurbench.harness.experiment;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.text.Visible;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * YAML to {@link Node}. Every value is its text: YAML's own idea of what is a number, a truth value or nothing plays no
 * part. Aliases, anchors, tags, repeated keys and a second document are refused.
 */
final class Yaml {
    /** An experiment is a page or two; what is longer is refused before it is looked at. */
    static final int LONGEST = 1 << 20;

    private static final int DEEPEST = 20;

    private final String source;
    private final boolean isFile;
    private final Iterator<Event> events;

    private Yaml(String source, boolean isFile, String text) {
        this.source = source;
        this.isFile = isFile;
        // Whole in its buffer: the library's time grows with the square of what does not fit.
        LoadSettings settings =
                LoadSettings.builder().setBufferSize(1 + text.length()).build();
        this.events = new Parse(settings).parseString(text).iterator();
    }

    /**
     * Reads one document.
     *
     * @param source name of the file, for messages
     * @throws RecurbenchException of kind USAGE with file and line
     */
    static Node read(String source, String text) {
        return characters(source, read(source, true, text.startsWith("\uFEFF") ? text.substring(1) : text));
    }

    /**
     * Reads what was typed behind {@code --set PATH=}. It is a list, a mapping or a quoted text where it begins like one,
     * and else the characters themselves, whatever they mean in YAML.
     *
     * @param source the option and the path, for messages
     * @throws RecurbenchException of kind USAGE if it begins like one of these and is none
     */
    static Node typed(String source, String text) {
        if (text.isEmpty() || "[{\"'".indexOf(text.charAt(0)) < 0) {
            return characters(source, new Node.Scalar(text, false, 0));
        }
        Node node;
        try {
            node = read(source, false, text);
        } catch (RecurbenchException e) {
            String quoted = Visible.quoted(text);
            throw RecurbenchException.usage(e.getMessage() + "; if it is a text that begins with " + text.charAt(0)
                    + ", put it in double quotes, inside those of the shell: '" + quoted + "'");
        }
        return characters(source, node);
    }

    /** Refuses what is no character: a record or manifest with half of a surrogate pair in a name can never be read again. */
    private static Node characters(String source, Node node) {
        if (node instanceof Node.Fields mapping) {
            mapping.fields().forEach((name, value) -> {
                requireCharacters(source, value.line(), name);
                characters(source, value);
            });
        } else if (node instanceof Node.Items list) {
            list.items().forEach(item -> characters(source, item));
        } else if (node instanceof Node.Scalar scalar) {
            requireCharacters(source, scalar.line(), scalar.text());
        }
        return node;
    }

    private static void requireCharacters(String source, int line, String text) {
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw Section.error(
                    source,
                    line,
                    "expected a text, not half of a surrogate pair, which is no character: write both halves of "
                            + Visible.quoted(text) + ", as in \"\\ud83d\\ude00\", or the character itself");
        }
    }

    /** Refuses what is too long to be looked at. */
    static void checkLength(String source, int characters) {
        if (characters > LONGEST) {
            throw RecurbenchException.usage(
                    source + " is too long for an experiment: at most " + LONGEST + " characters are read");
        }
    }

    private static Node read(String source, boolean isFile, String text) {
        checkLength(source, text.length());
        Yaml yaml = new Yaml(source, isFile, text);
        try {
            return yaml.document();
        } catch (MarkedYamlEngineException e) {
            throw yaml.error(yaml.line(e.getProblemMark()), "not YAML: " + reason(e));
        } catch (ReaderException e) {
            String character = String.format(Locale.ROOT, "%04X", e.getCodePoint());
            long line = 1
                    + text.codePoints()
                            .limit(e.getPosition())
                            .filter(c -> c == '\n')
                            .count();
            throw yaml.error(
                    isFile ? (int) line : 0,
                    "not YAML: the character U+" + character + " does not stand in a text as it is");
        } catch (YamlEngineException e) {
            throw yaml.error(0, "not YAML: " + e.getMessage());
        }
    }

    /** Why and, where the library's advice is none, what to do. */
    private static String reason(MarkedYamlEngineException e) {
        String problem = e.getContext() == null ? e.getProblem() : e.getContext() + ", " + e.getProblem();
        int advice = problem.indexOf(". (Do not use ");
        if (advice >= 0) {
            return problem.substring(0, advice)
                    + (problem.contains("(TAB)")
                            ? ": indent with blanks"
                            : ": put a text that begins with it in quotes");
        }
        return problem.contains("mapping values are not allowed here")
                ? problem + ": put a text with ': ' in it in quotes"
                : problem;
    }

    private Node document() {
        Event event = events.next();
        while (event.getEventId() == Event.ID.StreamStart) {
            event = events.next();
        }
        if (event.getEventId() == Event.ID.StreamEnd) {
            throw RecurbenchException.usage(source + " is empty");
        }
        Node node = node(events.next(), 0);
        events.next();
        Event after = events.next();
        if (after.getEventId() != Event.ID.StreamEnd) {
            throw error(line(after.getStartMark()), "a second document starts here; expected one");
        }
        return node;
    }

    private Node node(Event event, int depth) {
        int line = line(event.getStartMark());
        if (event instanceof AliasEvent) {
            throw error(
                    line, "an alias (*name) is not supported; repeat the value, or quote a text that begins with *");
        }
        if (depth > DEEPEST) {
            throw error(line, "lists and mappings are nested deeper than " + DEEPEST);
        }
        if (event instanceof NodeEvent named && named.getAnchor().isPresent()) {
            throw error(line, "an anchor (&name) is not supported; quote a text that begins with &");
        }
        Optional<String> tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent start ? start.getTag() : Optional.empty();
        if (tag.isPresent()) {
            throw error(line, "a tag (!name) is not supported; quote a text that begins with !");
        }
        return switch (event.getEventId()) {
            case MappingStart -> fields(line, depth);
            case SequenceStart -> items(line, depth);
            case Scalar -> scalar((ScalarEvent) event, line);
            default -> throw error(line, "unexpected " + event.getEventId());
        };
    }

    private Node.Scalar scalar(ScalarEvent scalar, int line) {
        if (scalar.isPlain() && scalar.getValue().isEmpty()) {
            throw error(line, "a value is missing; an empty text is \"\"");
        }
        return new Node.Scalar(scalar.getValue(), !scalar.isPlain(), line);
    }

    private Node fields(int line, int depth) {
        Map<String, Node> fields = new LinkedHashMap<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            if (!(node(event, depth + 1) instanceof Node.Scalar name)) {
                throw error(line(event.getStartMark()), "a key is expected here, not a list or a mapping");
            }
            if (fields.put(name.text(), node(events.next(), depth + 1)) != null) {
                throw error(name.line(), "key '" + name.text() + "' is given twice");
            }
        }
        return new Node.Fields(fields, line);
    }

    private Node items(int line, int depth) {
        List<Node> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(node(event, depth + 1));
        }
        return new Node.Items(items, line);
    }

    private RecurbenchException error(int line, String message) {
        return Section.error(source, line, message);
    }

    private int line(Optional<Mark> mark) {
        return isFile ? mark.map(m -> m.getLine() + 1).orElse(0) : 0;
    }
}
