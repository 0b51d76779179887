package io.recurbench.cli.verb;

import io.recurbench.api.record.TrialSetting;
import io.recurbench.comparison.Comparison;
import io.recurbench.results.JmhImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a user has to be told of a comparison that was made all the same. */
record Doubts(Comparison comparison, boolean allowOtherEnvironment) {
    private static final int MOST_ONE_SIDED = 10;

    /** In words. */
    List<String> of(List<Path> old, List<Path> now) {
        List<String> doubts = new ArrayList<>();
        if (comparison.settings().backends().isEmpty()) {
            old.stream()
                    .filter(one -> now.stream().anyMatch(other -> isSame(one, other)))
                    .forEach(
                            one -> doubts.add(one + " stands on both sides: its results are compared with themselves"));
        }
        long imported = Stream.of(comparison.base(), comparison.next())
                .flatMap(side -> side.trials().stream())
                .filter(trial -> trial.facts().containsKey(JmhImport.FACT))
                .count();
        if (imported > 0) {
            doubts.add(imported + " trials are imported: nobody has held them to the reference implementation");
        }
        boolean speeds = comparison.compared().stream().anyMatch(row -> row.kind() == TrialSetting.Kind.SPEED);
        if (allowOtherEnvironment && speeds && !comparison.environment().isEmpty()) {
            doubts.add("the environments differ, and with them may speed: " + Judging.differences(comparison));
        }
        comparison.rows().stream()
                .filter(row -> !row.verdict().isCompared())
                .limit(MOST_ONE_SIDED)
                .forEach(row -> doubts.add(row.verdict().words() + ": " + row.name()));
        return doubts;
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }
}
