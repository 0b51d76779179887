package io.recurbench.reports.exchange;

import io.recurbench.api.record.Metric.Direction;

/** Writes {@code benchmark-smaller.json}, github-action-benchmark's {@code customSmallerIsBetter}: what is to be low. */
public final class GithubSmallerIsBetter extends GithubActionBenchmark {
    /** The writer. */
    public GithubSmallerIsBetter() {
        super(Direction.LOWER, "smaller");
    }

    @Override
    public String description() {
        return "what is to be low, as github-action-benchmark's customSmallerIsBetter";
    }
}
