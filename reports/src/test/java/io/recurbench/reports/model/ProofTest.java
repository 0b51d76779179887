package io.recurbench.reports.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.record.Conformance;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.PluginInfo;
import io.recurbench.api.record.ResultSet;
import io.recurbench.reports.example.Trials;
import io.recurbench.reports.model.Proof.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What reports say of records of conformance. */
class ProofTest {
    private static final PluginInfo CELL = new PluginInfo("cell", "lstm", "1", "cells.jar", Trials.digest("cells"));
    private static final PluginInfo CPU = new PluginInfo("backend", "cpu", "1", "cpu.jar", Trials.digest("cpu"));

    private static Conformance record(long passed, long failed, String... broken) {
        return record(passed, failed, List.of(broken), List.of());
    }

    private static Conformance record(long passed, long failed, List<String> broken, List<String> untried) {
        return new Conformance(
                passed,
                failed,
                2,
                broken,
                untried,
                "full",
                "0.1.0 45d1c20",
                Map.of("vector bits", "512"),
                Trials.digest("r"));
    }

    private static List<Proof> proofs(PluginInfo... plugins) {
        Manifest manifest = new Manifest(
                1, "", "e", "E", "", "", List.of(), Map.of(), Map.of(), "", List.of(plugins), List.of(), List.of());
        return Summary.of(new ResultSet(
                        List.of(manifest), List.of(new Trials().accuracy(1).build())))
                .proofs();
    }

    @Test
    void passedBrokenAndAbsentAreToldApartForWhatTrialsUsed() {
        List<Proof> proofs = proofs(
                CELL.with(record(80, 0)),
                CPU.with(record(900, 3, "B2", "B15")),
                new PluginInfo("cell", "unused", "1", "cells.jar", "").with(record(0, 9, "C1")));

        assertThat(proofs).extracting(Proof::plugin).containsExactly("backend cpu", "cell lstm", "task parity");
        assertThat(proofs)
                .extracting(Proof::verdict)
                .containsExactly(Verdict.BREAKS, Verdict.CONFORMS, Verdict.UNKNOWN);
        assertThat(proofs.get(0).words())
                .startsWith("breaks B2, B15: 900 cases passed, 3 failed, 2 skipped; full, kit 0.1.0 45d1c20")
                .contains("vector bits 512", "jar " + CPU.sha256().substring(0, 12));
        assertThat(proofs.get(1).words()).startsWith("conforms: 80 cases passed, 2 skipped");
        assertThat(proofs.get(2).words()).isEqualTo("no record of its jar");
    }

    @Test
    void whereOneOfTwoRunsHasNoRecordNothingIsProved() {
        assertThat(proofs(CELL.with(record(80, 0)), CELL).get(1).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(proofs(CELL.with(record(80, 0)), CELL.with(record(70, 1, "C6")))
                        .get(1)
                        .verdict())
                .isEqualTo(Verdict.BREAKS);
    }

    @Test
    void aRecordInWhichNothingCouldBeTriedProvesNothing() {
        Proof none = proofs(CELL.with(record(0, 0))).get(1);
        assertThat(none.verdict()).isEqualTo(Verdict.UNTRIED);
        assertThat(none.words()).startsWith("no rule could be tried: 0 cases passed");
    }

    @Test
    void aRuleThatCouldNotBeTriedIsNotProved() {
        Proof some =
                proofs(CELL.with(record(80, 0, List.of(), List.of("C6", "C7")))).get(1);
        assertThat(some.verdict()).isEqualTo(Verdict.UNTRIED);
        assertThat(some.words()).startsWith("could not be held to C6, C7: 80 cases passed");
        assertThat(proofs(CELL.with(record(80, 1, List.of("C3"), List.of("C6"))))
                        .get(1)
                        .verdict())
                .isEqualTo(Verdict.BREAKS);
    }
}
