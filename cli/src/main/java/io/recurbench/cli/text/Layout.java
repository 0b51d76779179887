package io.recurbench.cli.text;

import io.recurbench.api.text.Visible;
import io.recurbench.cli.answer.Answer;
import java.util.ArrayList;
import java.util.List;

/** Two columns of text: a name, and what is said of it, wrapped to the width of the terminal. */
public final class Layout {
    private static final int WIDEST_NAME = 28;

    private final int columns;
    private final String indent;
    private final List<String> names = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();

    public Layout(int columns, String indent) {
        this.columns = columns;
        this.indent = indent;
    }

    /** Adds a row. */
    public void row(String name, String text) {
        names.add(Visible.line(name));
        texts.add(text);
    }

    /** All rows, without the last line feed. */
    public String text() {
        return Answer.text(lines());
    }

    /** All rows. A name too wide for its column has a line of its own. */
    public List<String> lines() {
        int widest = names.stream()
                .mapToInt(String::length)
                .filter(length -> length <= WIDEST_NAME)
                .max()
                .orElse(WIDEST_NAME);
        String gap = indent + " ".repeat(widest + 2);
        int room = Math.max(20, columns - gap.length());
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String head = indent + names.get(i);
            List<String> wrapped = wrap(texts.get(i), room);
            if (names.get(i).length() > widest) {
                lines.add(head);
            } else if (!wrapped.isEmpty()) {
                lines.add(head + " ".repeat(gap.length() - head.length()) + wrapped.remove(0));
            } else {
                lines.add(head);
            }
            wrapped.forEach(line -> lines.add(gap + line));
        }
        return lines;
    }

    private static List<String> wrap(String text, int room) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : Visible.text(text).strip().split("\\s+", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > room) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }
}
