package io.recurbench.harness.isolation;

import io.recurbench.harness.environment.Privacy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Reads what a process prints, as fast as it comes, and keeps the end of it. */
final class Output {
    private static final int KEPT = 8 << 10;

    private final byte[] ring = new byte[KEPT];
    private final Thread reader;
    private long written;
    private long from;

    Output(InputStream in, String name) {
        this.reader = new Thread(() -> drain(in), name);
        reader.setDaemon(true);
        reader.start();
    }

    private void drain(InputStream in) {
        byte[] block = new byte[1 << 16];
        try (in) {
            for (int length = in.read(block); length >= 0; length = in.read(block)) {
                add(block, length);
            }
        } catch (IOException e) {
            // The process is gone, and its pipe with it.
            return;
        }
    }

    private synchronized void add(byte[] block, int length) {
        for (int i = Math.max(0, length - KEPT); i < length; i++) {
            ring[(int) ((written + i) % KEPT)] = block[i];
        }
        written += length;
    }

    /** Forgets what was printed so far. */
    synchronized void forget() {
        from = written;
    }

    /** The last lines, fit to be recorded; empty if there are none. */
    synchronized String tail() {
        long start = Math.max(from, written - KEPT);
        byte[] bytes = new byte[(int) (written - start)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = ring[(int) ((start + i) % KEPT)];
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (start > from) {
            // The first line is cut.
            text = text.substring(text.indexOf('\n') + 1);
        }
        return Privacy.text(text).strip();
    }

    /** Waits until the process and all that hold its pipe have closed it, or for this long. */
    void awaitEnd(Duration patience) {
        try {
            reader.join(TimeUnit.MILLISECONDS.convert(patience));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
