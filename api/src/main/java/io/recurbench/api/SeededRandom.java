package io.recurbench.api;

import io.recurbench.api.stability.Stability;
import java.nio.charset.StandardCharsets;

/**
 * Random numbers that are the same on every JVM, operating system and version: SplitMix64 (Steele, Lea and Flood, 2014)
 * with derived draws fixed here. Part of a task's identity: a change here is a new version of every task. Not
 * thread-safe.
 */
@Stability.Stable
public final class SeededRandom {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;
    private double spareGaussian = Double.NaN;

    /** A stream of numbers for a seed; different seeds give unrelated streams. */
    public SeededRandom(long seed) {
        this.state = seed;
    }

    /** A seed derived from another one and a name, for a stream of its own: {@code derive(seed, "data")}. */
    public static long derive(long seed, String name) {
        long hash = mix(seed + GOLDEN_GAMMA);
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = mix((hash ^ b) + GOLDEN_GAMMA);
        }
        return hash;
    }

    /** 64 uniform bits. */
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform on {@code [0, bound)}, without bias. */
    public int nextInt(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("the bound must be >= 1, not " + bound);
        }
        long limit = (1L << 62) / bound * bound;
        long draw;
        do {
            draw = nextLong() >>> 2;
        } while (draw >= limit);
        return (int) (draw % bound);
    }

    /** Uniform on {@code [from, to]}, both included. */
    public int nextInt(int from, int to) {
        return from + nextInt(to - from + 1);
    }

    /** Uniform on {@code [0, 1)}, with 53 bits. */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** Normal with mean 0 and variance 1: Marsaglia's polar method on StrictMath. */
    public double nextGaussian() {
        if (!Double.isNaN(spareGaussian)) {
            double spare = spareGaussian;
            spareGaussian = Double.NaN;
            return spare;
        }
        double u;
        double v;
        double square;
        do {
            u = 2 * nextDouble() - 1;
            v = 2 * nextDouble() - 1;
            square = u * u + v * v;
        } while (square >= 1 || square == 0);
        double factor = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
        spareGaussian = v * factor;
        return u * factor;
    }

    /** Shuffles in place (Fisher and Yates). */
    public void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = nextInt(i + 1);
            int swap = values[i];
            values[i] = values[j];
            values[j] = swap;
        }
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
