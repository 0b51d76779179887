package io.recurbench.suites.common;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.BatchSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One pass over some of the parallel streams of a text, chunk by chunk; every position is scored. */
final class StreamBatches implements BatchSource {
    private final TokenText text;
    private final StreamSettings settings;
    private final int first;
    private final int rows;
    private final int length;
    private final int end;
    private int position;
    private @Nullable Batch reused;

    /**
     * A pass.
     *
     * @param name of the text, for messages
     * @param streams that the whole text is cut into
     * @param first the first of the streams to read
     * @param rows how many to read
     * @param maxBatches chunks to read at most; 0 for all
     */
    StreamBatches(
            String name, TokenText text, StreamSettings settings, int streams, int first, int rows, int maxBatches) {
        this.text = text;
        this.settings = settings;
        this.first = first;
        this.rows = rows;
        this.length = settings.streamLength(name, text.length(), streams);
        this.end = maxBatches == 0 ? length : (int) Math.min(length, (long) maxBatches * settings.chunk());
    }

    @Override
    public @Nullable Batch next() {
        if (position == end) {
            return null;
        }
        int steps = Math.min(settings.chunk(), end - position);
        Batch batch = batch(steps, settings.carry() && position > 0);
        for (int row = 0; row < rows; row++) {
            int start = (first + row) * length;
            int token = text.at(start + position);
            for (int step = 0, index = row; step < steps; step++, index += rows) {
                batch.tokens()[index] = token;
                int following = position + step + 1;
                boolean wraps = following == length && settings.end() == StreamEnd.WRAP;
                token = text.at(wraps ? start : start + following);
                batch.targets()[index] = token;
            }
        }
        position += steps;
        return batch;
    }

    private Batch batch(int steps, boolean carried) {
        Batch last = reused;
        if (last != null && last.steps() == steps && last.carried() == carried) {
            return last;
        }
        int positions = Math.multiplyExact(steps, rows);
        byte[] mask = new byte[positions];
        Arrays.fill(mask, (byte) 1);
        Batch fresh = Batch.ofTokens(steps, rows, new int[positions], new int[positions], mask, carried);
        reused = fresh;
        return fresh;
    }
}
