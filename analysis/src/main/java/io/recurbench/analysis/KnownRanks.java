package io.recurbench.analysis;

/** Ranks that are known without computing. */
public final class KnownRanks {
    private KnownRanks() {}

    /**
     * The CP rank that almost every real or complex tensor of this format is expected to have: {@code ceil(d n m / (d + n + m - 2))}
     * (Lickteig, 1985; exceptions are known for small and unbalanced formats).
     */
    public static int generic(int d, int n, int m) {
        long entries = (long) d * n * m;
        long freedom = (long) d + n + m - 2;
        return Math.toIntExact((entries + freedom - 1) / freedom);
    }

    /** The largest CP rank of this format is at most the smallest product of two of its sizes. */
    public static int maximalBound(int d, int n, int m) {
        return Math.min(Math.multiplyExact(d, n), Math.min(Math.multiplyExact(n, m), Math.multiplyExact(d, m)));
    }

    /**
     * The real CP rank of the multiplication of Z_m: over the reals its algebra splits into one or two copies of R and
     * pairs of conjugate characters, each a copy of C, of rank 3. {@code 1 + 3(m-1)/2} for odd m, {@code 2 + 3(m-2)/2} for even.
     */
    public static int cyclicGroup(int m) {
        if (m < 1) {
            throw new IllegalArgumentException("a cyclic group has at least one element, not " + m);
        }
        return m % 2 == 1 ? 1 + 3 * (m - 1) / 2 : 2 + 3 * (m - 2) / 2;
    }
}
