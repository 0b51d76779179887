package io.recurbench.suites.ptb;

import io.recurbench.suites.common.text.Symbols;
import java.util.function.IntConsumer;

/**
 * The lines of a text without white space at their ends, each followed by a separator.
 *
 * @param text lines, ended by newlines
 * @param separator what follows each line, or nothing
 */
record StrippedLines(Symbols text, String separator) implements Symbols {

    @Override
    public void forEach(IntConsumer consumer) {
        Line line = new Line(consumer);
        text.forEach(line);
        line.finish();
    }

    /** The line under way: white space is held back until something else follows it. */
    private final class Line implements IntConsumer {
        private final IntConsumer consumer;
        private final StringBuilder held = new StringBuilder();
        private boolean read;
        private boolean written;

        Line(IntConsumer consumer) {
            this.consumer = consumer;
        }

        @Override
        public void accept(int symbol) {
            read = true;
            if (symbol == '\n') {
                finish();
            } else if (Character.isWhitespace(symbol)) {
                held.appendCodePoint(symbol);
            } else {
                if (written) {
                    held.codePoints().forEach(consumer);
                }
                held.setLength(0);
                consumer.accept(symbol);
                written = true;
            }
        }

        /** Ends the line, if one has begun. */
        void finish() {
            if (read) {
                separator.codePoints().forEach(consumer);
            }
            held.setLength(0);
            read = false;
            written = false;
        }
    }
}
