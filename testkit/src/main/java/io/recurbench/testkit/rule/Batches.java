package io.recurbench.testkit.rule;

import io.recurbench.api.SeededRandom;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Program;
import io.recurbench.api.stability.Stability;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;

/** Random batches that fit a program. */
@Stability.Experimental
public final class Batches {
    /** What stands where nothing is scored: a backend that reads it fails. */
    private static final int NO_TARGET = -1;

    private Batches() {}

    /** A batch drawn from a seed. Half of the tokens are the first two, so that rows share them. */
    public static Batch random(Program program, int steps, int rows, Masking masking, boolean carried, long seed) {
        SeededRandom random = new SeededRandom(seed);
        int positions = steps * rows;
        byte[] mask = mask(masking, steps, rows, random);
        int[] tokens = program.input().isTokens() ? tokens(program.input().size(), positions, random) : new int[0];
        float[] dense = program.input().isTokens()
                ? new float[0]
                : numbers(positions * program.input().size(), random);
        if (program.output().loss() == OutputSpec.LossKind.MEAN_SQUARED_ERROR) {
            float[] targets = numbers(positions * program.output().width(), random);
            hideUnscored(targets, mask);
            return Batch.ofNumbers(steps, rows, tokens, dense, targets, mask, carried);
        }
        int[] targets = targets(program.output().width(), mask, random);
        return program.input().isTokens()
                ? Batch.ofTokens(steps, rows, tokens, targets, mask, carried)
                : Batch.ofRows(steps, rows, dense, targets, mask, carried);
    }

    /** The same batch, carried or not. */
    public static Batch carried(Batch batch, boolean carried) {
        return part(batch, 0, batch.steps(), carried);
    }

    /** The steps {@code [from, to)} of a batch. */
    public static Batch part(Batch batch, int from, int to, boolean carried) {
        int[] steps = new int[(to - from) * batch.rows()];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = from * batch.rows() + i;
        }
        return pick(batch, steps, to - from, batch.rows(), carried);
    }

    /** The rows of a batch in another order: row i of the result is row {@code order[i]}. */
    public static Batch rows(Batch batch, int[] order) {
        int[] positions = new int[batch.steps() * order.length];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = i / order.length * batch.rows() + order[i % order.length];
        }
        return pick(batch, positions, batch.steps(), order.length, batch.carried());
    }

    /** Batches one after the other, of the same rows and kind, as one that is not carried. */
    public static Batch joined(List<Batch> windows) {
        Batch first = windows.get(0);
        int steps = windows.stream().mapToInt(Batch::steps).sum();
        int[] tokens = new int[first.tokens().length / first.steps() * steps];
        float[] dense = new float[first.dense().length / first.steps() * steps];
        int[] targets = new int[first.targets().length / first.steps() * steps];
        float[] denseTargets = new float[first.denseTargets().length / first.steps() * steps];
        byte[] mask = new byte[first.rows() * steps];
        int step = 0;
        for (Batch window : windows) {
            put(window.tokens(), tokens, step, steps);
            put(window.dense(), dense, step, steps);
            put(window.targets(), targets, step, steps);
            put(window.denseTargets(), denseTargets, step, steps);
            put(window.mask(), mask, step, steps);
            step += window.steps();
        }
        if (denseTargets.length > 0) {
            return Batch.ofNumbers(steps, first.rows(), tokens, dense, denseTargets, mask, false);
        }
        return dense.length > 0
                ? Batch.ofRows(steps, first.rows(), dense, targets, mask, false)
                : Batch.ofTokens(steps, first.rows(), tokens, targets, mask, false);
    }

    /** Puts a window's array, of whatever type, at its first step of so many. */
    private static void put(Object window, Object whole, int step, int steps) {
        int at = Array.getLength(whole) / steps * step;
        System.arraycopy(window, 0, whole, at, Array.getLength(window));
    }

    /** The batch with another mask; positions that become scored need a target already. */
    public static Batch masked(Batch batch, byte[] mask) {
        if (batch.denseTargets().length > 0) {
            return Batch.ofNumbers(
                    batch.steps(),
                    batch.rows(),
                    batch.tokens(),
                    batch.dense(),
                    batch.denseTargets(),
                    mask,
                    batch.carried());
        }
        return batch.dense().length > 0
                ? Batch.ofRows(batch.steps(), batch.rows(), batch.dense(), batch.targets(), mask, batch.carried())
                : Batch.ofTokens(batch.steps(), batch.rows(), batch.tokens(), batch.targets(), mask, batch.carried());
    }

    /** Writes contents of the same size, with as many scored positions, into the arrays of a batch. */
    public static void overwrite(Batch batch, Batch contents) {
        System.arraycopy(contents.tokens(), 0, batch.tokens(), 0, batch.tokens().length);
        System.arraycopy(contents.dense(), 0, batch.dense(), 0, batch.dense().length);
        System.arraycopy(contents.targets(), 0, batch.targets(), 0, batch.targets().length);
        System.arraycopy(contents.denseTargets(), 0, batch.denseTargets(), 0, batch.denseTargets().length);
        System.arraycopy(contents.mask(), 0, batch.mask(), 0, batch.mask().length);
    }

    /** Leaves nothing of what stood in the arrays of a batch but which positions are scored. */
    public static void clear(Batch batch) {
        Arrays.fill(batch.tokens(), 0);
        Arrays.fill(batch.dense(), 0);
        Arrays.fill(batch.targets(), 0);
        Arrays.fill(batch.denseTargets(), 0);
    }

    private static Batch pick(Batch batch, int[] positions, int steps, int rows, boolean carried) {
        int total = batch.steps() * batch.rows();
        int[] tokens = new int[batch.tokens().length == 0 ? 0 : positions.length];
        int[] targets = new int[batch.targets().length == 0 ? 0 : positions.length];
        int inputWidth = batch.dense().length / total;
        int targetWidth = batch.denseTargets().length / total;
        float[] dense = new float[positions.length * inputWidth];
        float[] denseTargets = new float[positions.length * targetWidth];
        byte[] mask = new byte[positions.length];
        for (int i = 0; i < positions.length; i++) {
            int from = positions[i];
            mask[i] = batch.mask()[from];
            if (tokens.length > 0) {
                tokens[i] = batch.tokens()[from];
            }
            if (targets.length > 0) {
                targets[i] = batch.targets()[from];
            }
            System.arraycopy(batch.dense(), from * inputWidth, dense, i * inputWidth, inputWidth);
            System.arraycopy(batch.denseTargets(), from * targetWidth, denseTargets, i * targetWidth, targetWidth);
        }
        if (targetWidth > 0) {
            return Batch.ofNumbers(steps, rows, tokens, dense, denseTargets, mask, carried);
        }
        return inputWidth > 0
                ? Batch.ofRows(steps, rows, dense, targets, mask, carried)
                : Batch.ofTokens(steps, rows, tokens, targets, mask, carried);
    }

    private static byte[] mask(Masking masking, int steps, int rows, SeededRandom random) {
        byte[] mask = new byte[steps * rows];
        for (int i = 0; i < mask.length; i++) {
            boolean scored = switch (masking) {
                case ALL -> true;
                case SOME -> random.nextInt(4) > 0 || i == mask.length - 1;
                case FINAL -> i / rows == steps - 1;
                case SILENT_ROW -> i % rows > 0 && i / rows > 0;
                case NONE -> false;
            };
            mask[i] = (byte) (scored ? 1 : 0);
        }
        return mask;
    }

    private static int[] tokens(int vocabulary, int count, SeededRandom random) {
        int[] tokens = new int[count];
        for (int i = 0; i < count; i++) {
            int bound = random.nextInt(2) == 0 ? Math.min(2, vocabulary) : vocabulary;
            tokens[i] = random.nextInt(bound);
        }
        return tokens;
    }

    private static float[] numbers(int count, SeededRandom random) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    private static int[] targets(int classes, byte[] mask, SeededRandom random) {
        int[] targets = new int[mask.length];
        for (int i = 0; i < targets.length; i++) {
            int target = random.nextInt(classes);
            targets[i] = mask[i] == 0 ? NO_TARGET : target;
        }
        return targets;
    }

    private static void hideUnscored(float[] targets, byte[] mask) {
        int width = targets.length / mask.length;
        for (int i = 0; i < targets.length; i++) {
            if (mask[i / width] == 0) {
                targets[i] = Float.NaN;
            }
        }
    }
}
