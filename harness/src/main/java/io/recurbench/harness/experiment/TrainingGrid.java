package io.recurbench.harness.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What an experiment, a task or a cell says of training.
 *
 * @param settings settings by flat name ({@code "schedule-factor"}), each of the values of one in turn
 */
public record TrainingGrid(Map<String, List<Object>> settings) {
    /** Copies. */
    public TrainingGrid {
        settings = Ordered.copy(settings);
    }

    /** Nothing is said. */
    static TrainingGrid empty() {
        return new TrainingGrid(Map.of());
    }

    /** Both; what {@code closer} says of a setting is what counts. */
    TrainingGrid with(TrainingGrid closer) {
        Map<String, List<Object>> both = new LinkedHashMap<>(settings);
        both.putAll(closer.settings);
        return new TrainingGrid(both);
    }

    /** How many configurations there are; the largest long where there are more. */
    public long size() {
        return Grid.size(settings);
    }

    /** The configurations, each checked when it is asked for. */
    public List<Supplier<TrainingConfig>> unfold() {
        return Grid.expand(settings).stream()
                .map(given -> (Supplier<TrainingConfig>) () -> TrainingConfig.of(given))
                .toList();
    }

    /** Whether the readout has a bias in any of them: a budget counts it. */
    public boolean hasReadoutBias() {
        return !List.of(false).equals(settings.get(TrainingConfig.READOUT_BIAS));
    }
}
