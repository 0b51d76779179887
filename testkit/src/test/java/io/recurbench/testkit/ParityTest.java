package io.recurbench.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.Availability;
import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Program;
import io.recurbench.api.service.Services;
import io.recurbench.reference.ReferenceBackend;
import io.recurbench.testkit.cell.TestCells;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ParityTest {
    private final Parity parity = new Parity(Services.compiler());
    private final Backend reference = new ReferenceBackend();

    @Test
    void aRightBackendConforms() {
        ParityReport report = parity.gate(target("float"), spec("test-two-states", 20), 128, 50);
        assertThat(report.verdict()).isEqualTo(ParityReport.Verdict.CONFORMING);
        assertThat(report.cases()).hasSize(2);
        assertThat(report.cases().get(0).model()).contains("hidden=20");
        assertThat(report.cases().get(1).model()).contains("hidden=17");
        ParityCase own = report.cases().get(0);
        assertThat(own.referenceCurve()).hasSize(10);
        assertThat(own.backendCurve()).hasSize(10);
        assertThat(own.deviations().stream().map(d -> d.tensor()))
                .contains("loss", "gradient of U", "gradient of readout.W", "loss by update");
        assertThat(report.message()).startsWith("2 models agree");
    }

    @Test
    void aCoarseBackendDoesNot() {
        ParityReport report = parity.gate(target("bfloat16"), spec("test-two-states", 20), 128, 50);
        assertThat(report.verdict()).isEqualTo(ParityReport.Verdict.NONCONFORMING);
        assertThat(report.message()).contains("test-two-states", "expected", "got", "tolerated");
        assertThat(report.worst().orElseThrow().ratio()).isGreaterThan(1);
    }

    /** 101 x 256 x 256 parameters would keep the reference busy for half a minute. */
    @Test
    void aLargeModelIsCutDown() {
        ParityReport report = parity.gate(target("double"), spec("test-token-matrix", 256), 128, 50);
        assertThat(report.verdict()).isEqualTo(ParityReport.Verdict.CONFORMING);
        assertThat(report.cases().get(0).model()).contains("hidden=64");
        assertThat(report.cases().get(0).rows() * report.cases().get(0).steps()).isLessThan(128);
    }

    @Test
    void allModelsOfACellAreComparedInFull() {
        List<ParityCase> seen = new ArrayList<>();
        ParityReport report = parity.full(target("float"), cell("test-delay"), seen::add);
        assertThat(report.verdict()).isEqualTo(ParityReport.Verdict.CONFORMING);
        assertThat(seen).isEqualTo(report.cases()).hasSizeGreaterThan(20);
        assertThat(seen.get(0).referenceCurve()).hasSize(50);
    }

    /** A model that is refused must not hide another one that is wrong. */
    @Test
    void aRefusedModelHidesNothing() {
        ParityTarget coarse = new ParityTarget(new RefusingBackend(), Map.of("precision", "bfloat16"), 1);
        ParityReport report = parity.gate(coarse, spec("test-two-states", 20), 128, 50);
        assertThat(report.verdict()).isEqualTo(ParityReport.Verdict.NONCONFORMING);
        assertThat(report.cases()).hasSize(1);
        assertThat(report.skipped()).singleElement().asString().contains("hidden=17", "odd sizes");
    }

    /** The reference, but for hidden sizes of 17. */
    private static final class RefusingBackend implements Backend {
        private final ReferenceBackend inner = new ReferenceBackend();

        @Override
        public String id() {
            return "refusing";
        }

        @Override
        public String description() {
            return "refuses odd sizes";
        }

        @Override
        public Availability availability() {
            return inner.availability();
        }

        @Override
        public List<Option> options() {
            return inner.options();
        }

        @Override
        public Determinism determinism() {
            return inner.determinism();
        }

        @Override
        public Optional<String> refuses(Program program) {
            return program.states().get(0).width() % 2 == 1 ? Optional.of("odd sizes") : Optional.empty();
        }

        @Override
        public Trainer open(TrainerRequest request) {
            return inner.open(request);
        }
    }

    private ParityTarget target(String precision) {
        return new ParityTarget(reference, Map.of("precision", precision), 1);
    }

    private static ModelSpec spec(String id, int hidden) {
        Cell cell = cell(id);
        Options options = Options.resolve(id, cell.options(), Map.of("hidden", hidden));
        return ModelSpec.single(cell, options, InputSpec.tokens(101), OutputSpec.classes(101));
    }

    private static Cell cell(String id) {
        return TestCells.all().stream()
                .filter(cell -> cell.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
