package io.recurbench.leaderboard;

import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.results.CanonicalJson;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A trial and the run that holds it; what belongs together is told by maps, whose digests are the ids on a board.
 *
 * @param run which run
 * @param trial which trial
 * @param age the commit's place in the order of commits, from 0
 */
record Held(Submissions.Run run, TrialRecord trial, int age) {
    TrialSetting setting() {
        return trial.setting();
    }

    /** The task with all that its score depends on but the training. */
    Map<String, Object> task() {
        return join(
                method(),
                map(
                        "task",
                                List.of(
                                        setting().task().id(),
                                        setting().task().version(),
                                        setting().task().options()),
                        "protocol", setting().protocol(),
                        "data", setting().dataDigests()));
    }

    /** The method, where it is not the first: ids of tables are older than it. */
    Map<String, Object> method() {
        return trial.method() == TrialRecord.FIRST_METHOD ? Map.of() : map("method", trial.method());
    }

    /** The name of a task, with the method where it is not the first. */
    String named(String task) {
        return trial.method() == TrialRecord.FIRST_METHOD ? task : task + ", method " + trial.method();
    }

    /** The cell with all its options. */
    Map<String, Object> cell() {
        return map(
                "cell",
                        List.of(
                                setting().cell().id(),
                                setting().cell().version(),
                                setting().cell().options()),
                "layers", setting().layers(),
                "embedding", setting().embedding());
    }

    /** The backend with all its options. */
    Map<String, Object> backend() {
        return map(
                "backend", List.of(setting().backend().id(), setting().backend().options()));
    }

    /** What the experiment calls the cell, with the values of its series. */
    String cellName() {
        StringBuilder name = new StringBuilder(setting().cellLabel());
        setting().series().forEach((key, value) -> {
            if (!key.equals("cell") && !key.equals("task")) {
                name.append(", ").append(key).append(' ').append(value);
            }
        });
        return name.toString();
    }

    /** The newest of some. */
    static List<Held> newest(List<Held> all) {
        int age = all.stream().mapToInt(Held::age).max().orElseThrow();
        return all.stream().filter(held -> held.age() == age).toList();
    }

    /** Maps in one. */
    @SafeVarargs
    static Map<String, Object> join(Map<String, Object>... parts) {
        Map<String, Object> all = new TreeMap<>();
        for (Map<String, Object> part : parts) {
            all.putAll(part);
        }
        return all;
    }

    /** A map of names and values. */
    static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(String.valueOf(namesAndValues[i]), Objects.requireNonNull(namesAndValues[i + 1]));
        }
        return map;
    }

    /** A map with its names before those of another level: {@code "cell.hidden"}. */
    static void flatten(String level, Map<String, Object> options, Map<String, Object> flat) {
        options.forEach((name, value) -> flat.put(level + "." + name, value));
    }

    /** The first 12 hexadecimal digits of the digest: an id that does not depend on the order of anything. */
    static String id(Map<String, Object> identity) {
        return CanonicalJson.digest(identity).substring(0, 12);
    }
}
