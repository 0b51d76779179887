package io.recurbench.comparison;

import io.recurbench.api.record.TrialSetting;
import java.util.List;

/** Names of rows for people: what the experiment calls them. */
final class WorkNames {
    private WorkNames() {}

    /** The name of each, in their order; no two are equal. */
    static List<String> of(List<Work> works, boolean acrossBackends) {
        return DistinctNames.of(works.stream()
                .map(work -> new DistinctNames.Named(name(work, acrossBackends), work.options()))
                .toList());
    }

    private static String name(Work work, boolean acrossBackends) {
        TrialSetting setting = work.example().setting();
        StringBuilder name =
                new StringBuilder(setting.cellLabel()).append(" on ").append(setting.taskLabel());
        setting.series().forEach((key, value) -> {
            if (!key.equals("cell") && !key.equals("task")) {
                name.append(", ").append(key).append(' ').append(value);
            }
        });
        return acrossBackends
                ? name.toString()
                : name.append(", ").append(setting.backend().id()).toString();
    }
}
