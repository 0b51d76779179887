package io.recurbench.suites.throughput;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Two JVMs that measure the same work in turns, iteration by iteration, so that what else a machine does falls on both alike.
 * Who begins changes with each round: A B, B A, A B ... The turn is a number in a file, which its holder alone writes. Who
 * waits in vain goes on by itself and says so.
 */
final class Turns {
    /** The variable with the side, 0 or 1, and behind a colon the folder of the files. Forks inherit it. */
    static final String VARIABLE = "RECURBENCH_TURNS";

    private static final long POLL_NANOS = 200_000;

    private final Path file;
    private final int side;
    private final Duration patience;
    private boolean alone;

    Turns(Path file, int side, Duration patience) {
        this.file = file;
        this.side = side;
        this.patience = patience;
    }

    /** The turns of this JVM, if it was told to take any. The other side's request differs in its backend, or in nothing. */
    static Optional<Turns> of(StepRequest request) {
        String place = System.getenv(VARIABLE);
        if (place == null || !place.matches("[01]:.+")) {
            return Optional.empty();
        }
        TreeMap<String, String> work = new TreeMap<>();
        request.values().stringPropertyNames().stream()
                .filter(name -> !name.startsWith("backend") && !name.endsWith(".code"))
                .forEach(name -> work.put(name, request.values().getProperty(name)));
        String name = UUID.nameUUIDFromBytes(work.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
        return Optional.of(new Turns(Path.of(place.substring(2), name), place.charAt(0) - '0', Duration.ofMinutes(10)));
    }

    /** Waits until this side may make the iteration, counted from 0. */
    void await(int iteration) {
        awaitTurn(turn(iteration));
    }

    /** Hands on the turn after the iteration. */
    void pass(int iteration) {
        if (!alone) {
            write(turn(iteration) + 1L);
        }
    }

    /** Waits until the other side has made all its iterations too: what follows would disturb it. */
    void awaitEnd(int iterations) {
        awaitTurn(2L * iterations);
    }

    /** Whether every iteration was made in turn. */
    boolean wereTaken() {
        return !alone;
    }

    private long turn(int iteration) {
        boolean isFirst = iteration % 2 == side;
        return 2L * iteration + (isFirst ? 0 : 1);
    }

    private void awaitTurn(long turn) {
        long start = System.nanoTime();
        long longest = TimeUnit.NANOSECONDS.convert(patience);
        while (!alone && read() < turn) {
            LockSupport.parkNanos(POLL_NANOS);
            alone = System.nanoTime() - start > longest
                    || Thread.currentThread().isInterrupted();
        }
    }

    private long read() {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
            return channel.read(number, 0) < Long.BYTES ? 0 : number.getLong(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(long turn) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(Long.BYTES).putLong(0, turn), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
