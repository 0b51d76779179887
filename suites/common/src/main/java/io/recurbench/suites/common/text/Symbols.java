package io.recurbench.suites.common.text;

import java.util.function.IntConsumer;

/** A sequence of symbols (bytes or code points) that can be gone through any number of times. */
@FunctionalInterface
public interface Symbols {

    /** Hands over every symbol, in order. */
    void forEach(IntConsumer consumer);

    /** The bytes of a range, each a symbol of 0 .. 255. */
    static Symbols bytes(byte[] bytes, int from, int to) {
        return consumer -> {
            for (int i = from; i < to; i++) {
                consumer.accept(bytes[i] & 0xFF);
            }
        };
    }

    /** The symbols with indices in {@code [from, to)}. */
    default Symbols slice(int from, int to) {
        return consumer -> forEach(new IntConsumer() {
            private int index;

            @Override
            public void accept(int symbol) {
                if (index >= from && index < to) {
                    consumer.accept(symbol);
                }
                index++;
            }
        });
    }

    /** How many there are. */
    default int count() {
        int[] count = new int[1];
        forEach(symbol -> count[0]++);
        return count[0];
    }
}
