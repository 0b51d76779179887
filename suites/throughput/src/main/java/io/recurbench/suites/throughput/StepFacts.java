package io.recurbench.suites.throughput;

import java.util.Properties;

/**
 * What a fork says of itself.
 *
 * @param memoryBytes held by the trainer after the measurement
 * @param flops multiplications and additions of the matrix products of one timed region
 * @param loss of the last timed call, mean over its positions
 * @param audit what was checked at the timed size, and how
 */
record StepFacts(long memoryBytes, long flops, double loss, String audit) {

    Properties values() {
        Properties values = new Properties();
        values.setProperty("memory", Long.toString(memoryBytes));
        values.setProperty("flops", Long.toString(flops));
        values.setProperty("loss", Double.toString(loss));
        values.setProperty("audit", audit);
        return values;
    }

    static StepFacts of(Properties values) {
        return new StepFacts(
                Long.parseLong(values.getProperty("memory")),
                Long.parseLong(values.getProperty("flops")),
                Double.parseDouble(values.getProperty("loss")),
                values.getProperty("audit"));
    }
}
