package io.recurbench.comparison;

import io.recurbench.api.RecurbenchException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When a difference counts.
 *
 * @param level the chance of a false alarm in a whole comparison, over 0 and under 1
 * @param quality the least difference of scores that counts: of shares absolute, of other scores relative to the old side
 * @param speed the least change of speed that counts, as a factor less one: 0.05 is 1.05 times or 1/1.05
 * @param floors least changes of speed by key of a trial, from a calibration; the greater one counts
 * @param allowOtherEnvironment whether speeds of different environments are compared all the same
 * @param backends the backends of the two sides, if they are what is compared
 * @param metric the metric that is compared; empty for the score
 */
public record Settings(
        double level,
        double quality,
        double speed,
        Map<String, Double> floors,
        boolean allowOtherEnvironment,
        Optional<Backends> backends,
        Optional<String> metric) {

    /**
     * Two backends.
     *
     * @param base id of that of the old side
     * @param next id of that of the new side
     */
    public record Backends(String base, String next) {}

    /** Checks the bounds. */
    public Settings {
        floors = Collections.unmodifiableMap(new TreeMap<>(floors));
        require(level > 0 && level < 1, "the level is a chance of false alarms between 0 and 1, not " + level);
        require(quality >= 0 && quality < 1, "the least change of quality is from 0 to below 1, not " + quality);
        require(speed >= 0 && speed < 10, "the least change of speed is from 0 to below 10, not " + speed);
    }

    /** 5 % of false alarms, a hundredth of quality, 5 % of speed. */
    public static Settings standard() {
        return new Settings(0.05, 0.01, 0.05, Map.of(), false, Optional.empty(), Optional.empty());
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw RecurbenchException.usage(message);
        }
    }
}
