package io.recurbench.reports.exchange;

import io.recurbench.api.record.Metric.Direction;

/** Writes {@code benchmark-bigger.json}, github-action-benchmark's {@code customBiggerIsBetter}: what is to be high. */
public final class GithubBiggerIsBetter extends GithubActionBenchmark {
    /** The writer. */
    public GithubBiggerIsBetter() {
        super(Direction.HIGHER, "bigger");
    }

    @Override
    public String description() {
        return "what is to be high, as github-action-benchmark's customBiggerIsBetter";
    }
}
