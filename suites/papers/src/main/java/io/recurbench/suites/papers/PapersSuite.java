package io.recurbench.suites.papers;

import io.recurbench.api.task.Suite;
import io.recurbench.api.task.Task;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The experiments of Lizaire et al. (ICML 2024), of Ebrahimi and Memisevic (NeurIPS 2025) of Grazzi et al. (ICLR 2025) and on groups. It has no tasks of
 * its own.
 */
public final class PapersSuite implements Suite {

    @Override
    public String id() {
        return "papers";
    }

    @Override
    public String description() {
        return "the experiments of the papers, with the published values beside ours";
    }

    @Override
    public List<Task> tasks() {
        return List.of();
    }

    @Override
    public List<URL> experiments() {
        return Stream.of(
                        "cprnn-budget",
                        "cprnn-hidden",
                        "cprnn-rank",
                        "cprnn-allocation",
                        "cprnn-activations",
                        "cprnn-decompositions",
                        "bilinear-addition",
                        "bilinear-fsm",
                        "bilinear-arithmetic",
                        "bilinear-additive-terms",
                        "bilinear-frozen-parity",
                        "bilinear-data-efficiency",
                        "bilinear-rotation-angles",
                        "groups-state-tracking",
                        "groups-grokking",
                        "eigenvalues-parity",
                        "deltaproduct-s3")
                .map(name -> Objects.requireNonNull(
                        PapersSuite.class.getResource(name + ".yaml"), () -> name + ".yaml is not in the jar"))
                .toList();
    }
}
