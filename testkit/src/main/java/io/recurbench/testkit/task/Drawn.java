package io.recurbench.testkit.task;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.BatchSource;
import io.recurbench.testkit.rule.Batches;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Batches as a source gave them, copied: a source may hand out one object again and again.
 *
 * @param batches in order
 * @param ended whether the source had no more
 */
record Drawn(List<Batch> batches, boolean ended) {
    Drawn {
        batches = List.copyOf(batches);
    }

    /** Draws until the source ends or so many positions were seen. */
    static Drawn of(BatchSource source, long positions) {
        List<Batch> batches = new ArrayList<>();
        long left = positions;
        while (left > 0) {
            Batch batch = source.next();
            if (batch == null) {
                return new Drawn(batches, true);
            }
            batches.add(Batches.carried(batch, batch.carried()));
            left -= (long) batch.steps() * batch.rows();
        }
        return new Drawn(batches, false);
    }

    /** Where others are not the same to the bit, in words; empty if nowhere. */
    Optional<String> difference(Drawn others) {
        for (int i = 0; i < Math.min(batches.size(), others.batches.size()); i++) {
            String where = "batch " + i + ": ";
            Optional<String> found = difference(batches.get(i), others.batches.get(i));
            if (found.isPresent()) {
                return Optional.of(where + found.get());
            }
        }
        return batches.size() == others.batches.size()
                ? Optional.empty()
                : Optional.of(batches.size() + " batches, then " + others.batches.size());
    }

    private static Optional<String> difference(Batch one, Batch other) {
        if (one.steps() != other.steps() || one.rows() != other.rows() || one.carried() != other.carried()) {
            return Optional.of(size(one) + ", then " + size(other));
        }
        int tokens = Arrays.mismatch(one.tokens(), other.tokens());
        int dense = Arrays.mismatch(one.dense(), other.dense());
        int mask = Arrays.mismatch(one.mask(), other.mask());
        if (tokens >= 0) {
            return Optional.of("token " + tokens + " is " + one.tokens()[tokens] + ", then " + other.tokens()[tokens]);
        }
        if (dense >= 0) {
            return Optional.of("input " + dense + " is " + one.dense()[dense] + ", then " + other.dense()[dense]);
        }
        if (mask >= 0) {
            return Optional.of("mask " + mask + " is " + one.mask()[mask] + ", then " + other.mask()[mask]);
        }
        for (int i = 0; i < one.mask().length; i++) {
            if (one.mask()[i] != 0 && !target(one, i).equals(target(other, i))) {
                return Optional.of(
                        "the target of position " + i + " is " + target(one, i) + ", then " + target(other, i));
            }
        }
        return Optional.empty();
    }

    private static String size(Batch batch) {
        return batch.steps() + " steps of " + batch.rows() + " rows" + (batch.carried() ? ", carried" : "");
    }

    /** A class, or the numbers. */
    private static String target(Batch batch, int position) {
        if (batch.targets().length > 0) {
            return String.valueOf(batch.targets()[position]);
        }
        int width = batch.denseTargets().length / batch.mask().length;
        return Arrays.toString(Arrays.copyOfRange(batch.denseTargets(), position * width, (position + 1) * width));
    }

    /** Every sequence as a batch of one row, its windows joined, in the order in which they begin. */
    List<Batch> sequences() {
        List<Batch> sequences = new ArrayList<>();
        List<Batch> windows = new ArrayList<>();
        for (Batch batch : batches) {
            if (!batch.carried()) {
                join(windows, sequences);
                windows.clear();
            }
            windows.add(batch);
        }
        join(windows, sequences);
        return sequences;
    }

    /** The sequences in an order that depends on what they hold alone. */
    List<Batch> sorted() {
        return sequences().stream()
                .sorted(Comparator.<Batch, int[]>comparing(Batch::tokens, Arrays::compare)
                        .thenComparing(Batch::dense, Arrays::compare)
                        .thenComparing(Batch::mask, Arrays::compare)
                        .thenComparing(Batch::targets, Arrays::compare)
                        .thenComparing(Batch::denseTargets, Arrays::compare))
                .toList();
    }

    private static void join(List<Batch> windows, List<Batch> sequences) {
        int rows = windows.isEmpty() ? 0 : windows.get(0).rows();
        for (int row = 0; row < rows; row++) {
            int[] order = {row};
            sequences.add(Batches.joined(
                    windows.stream().map(window -> Batches.rows(window, order)).toList()));
        }
    }
}
