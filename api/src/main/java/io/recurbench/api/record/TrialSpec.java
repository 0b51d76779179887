package io.recurbench.api.record;

import io.recurbench.api.stability.Stability;
import io.recurbench.api.text.Visible;

/**
 * What a trial is: a setting and a seed.
 *
 * @param key SHA-256 of the canonical configuration, in hex: the trial's identity
 * @param workKey the same without the backend: trials with the same work can be compared across backends
 * @param setting everything but the seed
 * @param seeds seeds
 */
@Stability.Experimental
public record TrialSpec(String key, String workKey, TrialSetting setting, Seeds seeds) {

    /** Short name for people, on one line: {@code "lstm on parity, budget 111K, cpu, seed 0"}. */
    public String name() {
        StringBuilder name =
                new StringBuilder(setting.cellLabel()).append(" on ").append(setting.taskLabel());
        setting.series().forEach((key, value) -> {
            if (!key.equals("cell") && !key.equals("task")) {
                name.append(", ").append(key).append(' ').append(value);
            }
        });
        return Visible.line(name.append(", ")
                .append(setting.backend().id())
                .append(", seed ")
                .append(seeds.index())
                .toString());
    }
}
