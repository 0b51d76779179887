package io.recurbench.suites.throughput;

import java.util.Properties;

/**
 * What a fork says of itself.
 *
 * @param memoryBytes held by the trainer after the measurement
 * @param flops multiplications and additions of the matrix products of one timed region
 * @param peak the most GFLOP/s that the threads of this JVM do; NaN where the work was done elsewhere
 * @param loss of the last timed call, mean over its positions
 * @param inTurns whether each iteration was made in turn with one of another JVM
 * @param audit what was checked at the timed size, and how
 */
record StepFacts(long memoryBytes, long flops, double peak, double loss, boolean inTurns, String audit) {

    Properties values() {
        Properties values = new Properties();
        values.setProperty("memory", Long.toString(memoryBytes));
        values.setProperty("flops", Long.toString(flops));
        values.setProperty("peak", Double.toString(peak));
        values.setProperty("loss", Double.toString(loss));
        values.setProperty("in turns", Boolean.toString(inTurns));
        values.setProperty("audit", audit);
        return values;
    }

    static StepFacts of(Properties values) {
        return new StepFacts(
                Long.parseLong(values.getProperty("memory")),
                Long.parseLong(values.getProperty("flops")),
                Double.parseDouble(values.getProperty("peak")),
                Double.parseDouble(values.getProperty("loss")),
                Boolean.parseBoolean(values.getProperty("in turns")),
                values.getProperty("audit"));
    }
}
