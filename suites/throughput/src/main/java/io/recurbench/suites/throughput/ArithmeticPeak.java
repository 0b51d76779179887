package io.recurbench.suites.throughput;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What the arithmetic units of this machine do: multiplications and additions of single precision on numbers that hardly leave the
 * registers, by a loop that the JVM turns into vectors. What matrix products reach can be held against it.
 */
final class ArithmeticPeak {
    /** Fits the first cache of every processor, and is long beside the ends of a loop of vectors. */
    private static final int NUMBERS = 4096;

    /** Multiply-adds on each number between its load and its store: more would wait for each other. */
    private static final int STEPS = 8;

    /** Passes between two readings of the clock: some tens of microseconds. */
    private static final int PASSES = 64;

    /** The JVM has compiled the loop, and the processor settled on a frequency, when nothing has become faster for so long. */
    private static final long SETTLED_NANOS = 150_000_000;

    private static final long MOST_NANOS = 3_000_000_000L;

    /** A compiled loop makes them within ten milliseconds; one that still waits for the compiler, on a busy machine, does not. */
    private static final int FEWEST_ROUNDS = 500;

    /** What is less than this much faster is not. */
    private static final double FASTER = 1.01;

    /** Numbers tend to {@code B / (1 - A)}, neither overflow nor underflow. */
    private static final float A = 0.999f;

    private static final float B = 0.001f;

    private ArithmeticPeak() {}

    /** Billions of operations a second, of all threads together while all of them work; whatever else runs can only lower it. */
    static double gigaflops(int threads) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Double>> rates = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                rates.add(pool.submit(ArithmeticPeak::best));
            }
            double sum = 0;
            for (Future<Double> rate : rates) {
                sum += rate.get();
            }
            return sum;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the peak of the arithmetic units could not be measured", e);
        } finally {
            pool.shutdownNow();
        }
    }

    /** The best of many short rounds of this thread. */
    private static double best() {
        float[] numbers = new float[NUMBERS];
        double best = 0;
        long begin = System.nanoTime();
        long now = begin;
        long lastGain = begin;
        int rounds = 0;
        while ((now - lastGain < SETTLED_NANOS || rounds < FEWEST_ROUNDS) && now - begin < MOST_NANOS) {
            rounds++;
            for (int pass = 0; pass < PASSES; pass++) {
                pass(numbers);
            }
            long end = System.nanoTime();
            double rate = 2.0 * STEPS * NUMBERS * PASSES / Math.max(1, end - now);
            lastGain = rate > FASTER * best ? end : lastGain;
            best = Math.max(best, rate);
            now = end;
        }
        if (!(numbers[0] > 0)) {
            throw new IllegalStateException("the loop computes positive numbers, not " + numbers[0]);
        }
        return best;
    }

    private static void pass(float[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            float x = numbers[i];
            x = Math.fma(x, A, B);
            x = Math.fma(x, A, B);
            x = Math.fma(x, A, B);
            x = Math.fma(x, A, B);
            x = Math.fma(x, A, B);
            x = Math.fma(x, A, B);
            x = Math.fma(x, A, B);
            x = Math.fma(x, A, B);
            numbers[i] = x;
        }
    }
}
