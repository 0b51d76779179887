package io.recurbench.reports.example;

import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.comparison.Comparer;
import io.recurbench.comparison.Comparison;
import io.recurbench.comparison.Settings;
import io.recurbench.comparison.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Comparisons of two sides. */
public final class Sides {
    private Sides() {}

    /**
     * Cells of which the first gets worse, the last better, one fails on the new side, and one is new; the sides are two machines.
     *
     * @param hostile what stands before every name
     */
    public static Comparison comparison(String hostile) {
        List<TrialRecord> base = new ArrayList<>();
        List<TrialRecord> next = new ArrayList<>();
        List<String> cells = List.of("rnn", "lstm", "gru", "cprnn", "bilinear");
        for (int c = 0; c < cells.size(); c++) {
            for (int seed = 0; seed < 6; seed++) {
                double score = 0.5 + 0.01 * seed;
                String cell = hostile + cells.get(c);
                if (c < 4) {
                    base.add(trial(cell, seed).accuracy(score).build());
                }
                boolean fails = c == 2 && seed == 0;
                next.add(
                        fails
                                ? trial(cell, seed)
                                        .ended(Outcome.FAILED, new Failure("crashed", hostile + "SIGSEGV", ""))
                                        .build()
                                : trial(cell, seed)
                                        .accuracy(score + (c == 0 ? -0.2 : c == 3 ? 0.1 : 0) + 0.001 * (seed % 3))
                                        .build());
            }
        }
        return Comparer.compare(side("base", base), side("new", next), Settings.standard());
    }

    private static Trials trial(String cell, int seed) {
        return new Trials().cell(cell, Map.of()).seed(seed);
    }

    private static Side side(String path, List<TrialRecord> trials) {
        ResultSet results = Runs.of("quickstart", path, "", trials);
        return new Side(
                List.of(new Side.Run(
                        "runs/" + path,
                        Optional.of(
                                path.equals("base")
                                        ? results.manifests().get(0)
                                        : Runs.elsewhere(results.manifests().get(0))),
                        trials)),
                List.of());
    }
}
