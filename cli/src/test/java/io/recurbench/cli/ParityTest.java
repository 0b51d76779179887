package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.LoopsBackend;
import com.fasterxml.jackson.databind.JsonNode;
import io.recurbench.api.Availability;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.record.Analysis;
import io.recurbench.api.record.Figure;
import io.recurbench.api.service.Services;
import io.recurbench.cli.parity.ParityChoice;
import io.recurbench.cli.parity.ParityText;
import io.recurbench.harness.discovery.ConformanceRecords;
import io.recurbench.harness.discovery.FoundPlugin;
import io.recurbench.harness.discovery.PluginCatalog;
import io.recurbench.harness.discovery.PluginKind;
import io.recurbench.harness.discovery.PluginPath;
import io.recurbench.harness.discovery.PluginRegistry;
import io.recurbench.harness.discovery.PluginSource;
import io.recurbench.results.AnalysisFile;
import io.recurbench.testkit.ParityCase;
import io.recurbench.testkit.ParityReport;
import io.recurbench.testkit.cell.TestCells;
import io.recurbench.testkit.rule.BackendRules;
import io.recurbench.testkit.rule.BackendSubject;
import io.recurbench.testkit.rule.CellRules;
import io.recurbench.testkit.rule.CellSubject;
import io.recurbench.testkit.rule.Extent;
import io.recurbench.testkit.rule.Finding;
import io.recurbench.testkit.rule.ModelDraw;
import io.recurbench.testkit.rule.Rule;
import io.recurbench.testkit.rule.RuleCase;
import io.recurbench.testkit.rule.RuleRunner;
import io.recurbench.testkit.rule.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParityTest {
    private static final String CELL = "test-delay";

    @TempDir
    private Path folder;

    @Test
    void modelsThatFailAreToldUpToANumber() {
        ParityCase failing = new ParityCase(
                "model", 1, 1, 1, List.of(), List.of(), List.of(), Optional.of("it broke: " + "x".repeat(10_000)));
        ParityReport report = new ParityReport("lstm", "acme:gpu", Collections.nCopies(50, failing), List.of());

        String table = ParityText.table(List.of(report), Map.of());

        assertThat(table)
                .contains("and 40 more")
                .containsOnlyOnce("acme:gpu --cell")
                .hasSizeLessThan(10_000);
    }

    @Test
    void aRightBackendAgreesAndThePageShowsBothCurves() throws IOException {
        Path out = folder.resolve("new").resolve("parity");
        Cli.Run run = Cli.run("parity", "--backend=cpu", "--cell", CELL, "--threads", "1", "--out", out.toString());

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).containsPattern("(?m)^" + CELL + " +cpu +\\d+ +conforming +[0-9.e-]+ % of what");
        assertThat(run.err()).contains("[1/1] " + CELL + " on cpu: conforming");
        Analysis analysis = AnalysisFile.read(out.resolve("parity.json")).get(0);
        assertThat(analysis.key()).isEqualTo("parity/cpu/" + CELL);
        assertThat(analysis.facts()).containsKeys("verdict", "loss", "gradient of readout.W");
        Figure curves = analysis.figures().get(1);
        assertThat(curves.traces().stream().map(Figure.Trace::label)).containsExactly("reference", "cpu");
        assertThat(curves.traces()).allMatch(trace -> trace.x().size() == 50);
        assertThat(Files.readString(out.resolve("parity.html")))
                .contains(CELL + " on cpu", "Parity of backends")
                .doesNotContain("No trial completed");
    }

    @Test
    void aCoarseBackendIsShownWithTensorAndValues() {
        Cli.Run run =
                Cli.run("parity", "--backend", "reference", "--option", "precision=bfloat16", "--cell", CELL, "--json");

        assertThat(run.code()).isEqualTo(8);
        JsonNode document = run.json();
        assertThat(document.at("/error/kind").asText()).isEqualTo("conformance");
        JsonNode report = document.at("/data/reports/0");
        assertThat(report.path("verdict").asText()).isEqualTo("nonconforming");
        assertThat(report.at("/worst/shareOfTolerated").asDouble()).isGreaterThan(1);
        assertThat(report.at("/failures/0").asText()).contains(CELL, "expected", "got", "tolerated");
    }

    @ParameterizedTest
    @CsvSource({
        "B2, backend cpu, 'test-delay hidden=17 tokens vocabulary=7 batch=3 steps=5'",
        "B2, backend cpu, 'test-delay hidden=17 tokens vocabulary=101 batch=3 steps=5'",
        "C6, cell lstm, ''"
    })
    void theLineThatAFindingGivesRepeatsIt(String rule, String subject, String caseName) {
        PluginCatalog catalog = PluginRegistry.discover(getClass().getClassLoader(), PluginPath.EMPTY);
        Subject examined = subject.startsWith("cell ")
                ? new CellSubject(catalog.cell("lstm").plugin(), Services.compiler())
                : new BackendSubject(
                        catalog.backend("cpu").plugin(),
                        Map.of(),
                        TestCells.all(),
                        ModelDraw.anew(Services.compiler()),
                        Extent.BRIEF);
        Rule<?> tried = Stream.<Rule<?>>concat(BackendRules.all().stream(), CellRules.all().stream())
                .filter(one -> one.id().equals(rule))
                .findFirst()
                .orElseThrow();
        Finding finding = RuleRunner.run(tried, new RuleCase(caseName, 0, check -> {}), examined);
        Cli.Run run = Shell.run(finding.reproduction(), "--json");

        assertThat(run.code()).as(run.err()).isZero();
        JsonNode found = run.json().at("/data/findings");
        assertThat(found).isNotEmpty().hasSizeBetween(1, caseName.isEmpty() ? 1000 : 1);
        assertThat(found.findValuesAsText("subject")).containsOnly(subject);
        assertThat(found.findValuesAsText("status")).containsOnly("PASSED");
    }

    @Test
    void aBrokenRuleIsReportedInFull() {
        Cli.Run run = Cli.run(words("recurbench parity --backend=reference --option=precision=bfloat16 --seed 7 --cell "
                + CELL + " --rule B2"));

        assertThat(run.code()).isEqualTo(8);
        assertThat(run.out())
                .contains("FAILED", "seed")
                .contains("recurbench parity --backend=reference --seed 7 --option precision=bfloat16 --cell " + CELL
                        + " --rule B2 --case '");
        assertThat(run.err()).contains(" cases failed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--rule B999 --cell lstm              | no rule 'B999'",
                "--backend cpu --rule B2 --case wrong | no rule has one called 'wrong'",
                "--case wrong                         | --rule",
                "--backend cpuu                       | did you mean 'cpu'",
                "--backend cpu --cell lstmm           | did you mean 'lstm'",
                "--backend cpu --option wrong=1       | wrong",
                "--threads 0                          | threads are from 1 to 4096, not 0",
                "--rule B2 --cell lstm --out there    | --out"
            })
    void whatCannotBeMeantIsRefused(String arguments, String message) {
        Cli.Run run = Cli.run(words("recurbench parity " + arguments));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(message);
    }

    @Test
    void aBackendThatIsNotAvailableIsNamedAndOnlyMissedWhereAskedFor() {
        PluginCatalog catalog = catalog(new LoopsBackend(), new Absent());
        ParityChoice all = new ParityChoice(catalog, List.of(), List.of());
        assertThat(all.backends().stream().map(FoundPlugin::id)).containsExactly("acme:loops");
        assertThat(all.unavailable()).singleElement().asString().contains("absent", "no device", "buy one");

        assertThatThrownBy(() -> new ParityChoice(catalog, List.of("absent"), List.of()).backends())
                .isInstanceOfSatisfying(
                        RecurbenchException.class,
                        e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.ENVIRONMENT))
                .hasMessageContaining("no device");
    }

    private static PluginCatalog catalog(Backend... backends) {
        List<FoundPlugin<Backend>> found = Arrays.stream(backends)
                .map(backend -> new FoundPlugin<>(
                        PluginKind.BACKEND,
                        backend.id(),
                        backend.version(),
                        backend,
                        PluginSource.of(backend.getClass())))
                .toList();
        return new PluginCatalog(List.of(), List.of(), found, List.of(), List.of(), List.of(), ConformanceRecords.NONE);
    }

    /** The words of a line after the program's name, quotes around one heeded. */
    private static String[] words(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = Pattern.compile("'([^']*)'|(\\S+)").matcher(line);
        while (matcher.find()) {
            words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        return words.subList(1, words.size()).toArray(String[]::new);
    }

    /** A backend without its device. */
    private static final class Absent implements Backend {
        @Override
        public String id() {
            return "absent";
        }

        @Override
        public String description() {
            return "needs a device";
        }

        @Override
        public Determinism determinism() {
            return Determinism.BITWISE;
        }

        @Override
        public Availability availability() {
            return new Availability.Unavailable("no device", List.of(), "buy one");
        }

        @Override
        public Trainer open(TrainerRequest request) {
            throw new AssertionError("opened without a device");
        }
    }
}
