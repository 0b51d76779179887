package io.recurbench.testkit.audit;

import io.recurbench.api.SeededRandom;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.GraphCost;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Program;
import io.recurbench.testkit.rule.Batches;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The part of a batch that the reference can afford: some rows, or the first steps of some. Rows do not depend on each
 * other, nor steps on later ones, so with no other position scored the whole batch has the loss and gradient of this part.
 *
 * @param whole the batch at its full size
 * @param rows the rows, drawn at random; the last one of the batch is among several, since what overflows does so there
 * @param steps how many steps of each, from the first
 */
record Sample(Batch whole, int[] rows, int steps) {
    /** Multiplications and additions that the reference makes in about a second. */
    private static final long AFFORDABLE = 2_000_000_000;

    /** Numbers that the reference keeps, of eight bytes. */
    private static final long MOST_NUMBERS = 16_000_000;

    /** So many times as much may be taken to have all steps of two rows, or of one. */
    private static final int STRETCH = 5;

    private static final int FEWEST_STEPS = 3;

    /** How many positions the reference can afford. */
    static int affordable(Program program) {
        Graph graph = program.training();
        long work = 1 + new GraphCost(program, graph, 1).operationsOfPosition();
        long numbers = 1
                + graph.operations().stream()
                        .filter(operation -> operation.space().hasBatchRows())
                        .mapToLong(Operation::width)
                        .sum();
        return (int) Math.max(1, Math.min(AFFORDABLE / work, MOST_NUMBERS / numbers));
    }

    /** About so many positions of a batch. */
    static Sample of(Batch whole, int positions, SeededRandom random) {
        int wholeRows =
                Math.min((int) ((long) STRETCH * positions / whole.steps()), Math.max(2, positions / whole.steps()));
        int count = Math.min(whole.rows(), wholeRows == 0 ? 2 : wholeRows);
        int steps = wholeRows == 0 ? (int) Math.max(FEWEST_STEPS, (long) STRETCH * positions / count) : whole.steps();
        return new Sample(whole, rows(whole.rows(), count, random), Math.min(steps, whole.steps()));
    }

    private static int[] rows(int all, int count, SeededRandom random) {
        boolean several = count > 1;
        int[] order = IntStream.range(0, several ? all - 1 : all).toArray();
        random.shuffle(order);
        IntStream drawn = Arrays.stream(order).limit(several ? count - 1 : 1);
        return (several ? IntStream.concat(drawn, IntStream.of(all - 1)) : drawn)
                .sorted()
                .toArray();
    }

    /** Half of the steps. */
    Sample shorter() {
        return new Sample(whole, rows, steps / 2);
    }

    /** Its share of the scored positions: 1 if it is all of the batch. */
    double share() {
        return (double) alone().scored() / whole.scored();
    }

    boolean hasWholeRows() {
        return steps == whole.steps();
    }

    /** The sample by itself: what the reference computes. */
    Batch cut() {
        return Batches.part(Batches.rows(whole, rows), 0, steps, false);
    }

    /** The batch at its full size, with nothing scored but the sample. */
    Batch alone() {
        byte[] mask = new byte[whole.mask().length];
        for (int t = 0; t < steps; t++) {
            for (int row : rows) {
                int position = t * whole.rows() + row;
                mask[position] = whole.mask()[position];
            }
        }
        return Batches.masked(whole, mask);
    }

    /** The batch at its full size, with all scored but the sample. */
    Batch others() {
        byte[] mask = whole.mask().clone();
        byte[] sample = alone().mask();
        for (int i = 0; i < mask.length; i++) {
            mask[i] -= sample[i];
        }
        return Batches.masked(whole, mask);
    }

    @Override
    public String toString() {
        if (share() == 1) {
            return "all rows";
        }
        String part = rows.length + " of " + whole.rows() + " rows";
        return hasWholeRows() ? part : "the first " + steps + " of " + whole.steps() + " steps of " + part;
    }
}
