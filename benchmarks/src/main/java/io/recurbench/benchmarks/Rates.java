package io.recurbench.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a benchmark does a second of its thread's processor time, beside JMH's operations a second of the clock: on a machine that
 * does other work too, the first says what the kernel is worth. The peak is measured likewise before every iteration, in the same
 * JVM and on the same thread.
 */
@AuxCounters(AuxCounters.Type.OPERATIONS)
@State(Scope.Thread)
public class Rates {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int CHUNK = 100_000;
    private static final int CHUNKS = 40;

    private double peak;
    private double count;
    private boolean counted;
    private long start;
    private long startNanos;
    private float sink;

    /** Measures the peak, and starts to count. */
    @Setup(Level.Iteration)
    public void start() {
        long begin = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < CHUNKS; i++) {
            sink += FmaPeak.run(CHUNK);
        }
        start = THREADS.getCurrentThreadCpuTime();
        if (Float.isNaN(sink)) {
            throw new IllegalStateException("the peak's loop computes finite numbers");
        }
        peak = CHUNKS * FmaPeak.flops(CHUNK) / (start - begin);
        count = 0;
        counted = false;
        startNanos = System.nanoTime();
    }

    /** Counts floating point operations. */
    void flops(double operations) {
        count += operations;
        counted = true;
    }

    /** Counts elements. */
    void elements(double elements) {
        count += elements;
    }

    /** Billions a second: of floating point operations (GFLOP/s), or of elements, as the benchmark says. */
    public double giga() {
        return rate() * seconds();
    }

    /** The share of the FMA peak of one thread that a register-only loop reaches; 0 where elements are counted. */
    public double ofPeak() {
        return counted ? rate() / peak * seconds() : 0;
    }

    private double rate() {
        return count / (THREADS.getCurrentThreadCpuTime() - start);
    }

    /** JMH divides what a counter returns by this time, which is how it averages iterations rather than adding them. */
    private double seconds() {
        return (System.nanoTime() - startNanos) * 1e-9;
    }
}
