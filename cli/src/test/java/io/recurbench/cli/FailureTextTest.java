package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.Availability;
import io.recurbench.api.Option;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.record.Failure;
import io.recurbench.cli.text.TrialText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What failed is told once when it happens and once, by its cause, at the end. */
class FailureTextTest {
    @TempDir
    private Path folder;

    private Cli.Run run(int seeds, String... more) throws IOException {
        Path experiment = Experiments.write(folder, "mixed", """
                id: mixed
                title: One backend fails
                seeds: %d
                tasks:
                  - {id: parity, options: {eval-sequences: 8, test-length: 20, curve-lengths: "2,5"}}
                cells:
                  - {id: rnn, options: {hidden: 4}}
                backends: [cpu, "acme:failing"]
                training: {updates: 2, batch: 4}
                """.formatted(seeds));
        TestPlugins plugins = TestPlugins.of(folder, Map.of(Backend.class, List.of(Failing.class)));
        try {
            return Cli.run(java.util.stream.Stream.concat(
                            java.util.stream.Stream.of(
                                    "run",
                                    experiment.toString(),
                                    "--out",
                                    folder.resolve("out").toString()),
                            java.util.stream.Stream.of(more))
                    .toArray(String[]::new));
        } finally {
            plugins.close();
        }
    }

    private static int count(String text, String words) {
        return text.split(java.util.regex.Pattern.quote(words), -1).length - 1;
    }

    @ParameterizedTest
    @ValueSource(strings = {"--progress=plain", "--progress=bar", "--progress=none", "--quiet"})
    void aFailedTrialIsToldOnceWithItsClassAndItsCauseAgainAtTheEnd(String progress) throws IOException {
        Cli.Run run = run(3, progress);

        assertThat(run.code()).isEqualTo(3);
        for (int seed = 0; seed < 3; seed++) {
            assertThat(count(
                            run.err(),
                            "rnn on parity, acme:failing, seed " + seed + ": failed: backend 'acme:failing'"))
                    .as(run.err())
                    .isEqualTo(1);
        }
        assertThat(run.err())
                .contains("3 trials failed: backend 'acme:failing'")
                .contains(
                        "open threw UnsupportedOperationException: nothing can be opened (rnn on parity, acme:failing, seed 0; and 2 more)")
                .contains("3 of 6 trials failed; ");
        assertThat(count(run.err(), "nothing can be opened")).isEqualTo(4);
    }

    @Test
    void theOnlyTrialOfARunIsToldOnce() throws IOException {
        Cli.Run run = run(1, "--backend=acme:failing");

        assertThat(run.code()).isEqualTo(3);
        assertThat(count(run.err(), "nothing can be opened")).isEqualTo(1);
    }

    @Test
    void ofManyReasonsTheFirstAreNamedAndTheOthersCounted() throws IOException {
        Cli.Run run = run(1, "--backend=acme:failing", "--set", "backend.reason=[a1,a2,a3,a4,a5,a6,a7]");

        assertThat(count(run.err(), "1 trial failed: ")).isEqualTo(5);
        assertThat(run.err()).contains("\nand 2 more reasons, which the report has\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "java.lang.IllegalStateException | boom | java.lang.IllegalStateException: boom",
                "java.lang.NullPointerException | NullPointerException | java.lang.NullPointerException",
                "com.acme.Broken | '' | com.acme.Broken",
                "com.acme.Broken | cell 'x': define threw Broken: boom | cell 'x': define threw Broken: boom",
                "timeout | stopped after 10 s | stopped after 10 s",
                "SIGSEGV | the process was killed | the process was killed",
            })
    void theClassOfAnExceptionIsNamedAndOtherReasonsAreNot(String type, String message, String cause) {
        assertThat(TrialText.cause(new Failure(type, message, ""))).isEqualTo(cause);
        assertThat(TrialText.cause(new Failure(RecurbenchException.class.getName(), "no memory", "")))
                .isEqualTo("no memory");
    }

    @Test
    void ofABrokenRuleTheFirstCasesAreShownAndTheOthersCounted() {
        List<String> words = List.of(
                "parity", "--backend=reference", "--option=precision=bfloat16", "--cell=test-delay", "--rule=B1,B2");
        Cli.Run run = Cli.run(words.toArray(String[]::new));
        int failed = Integer.parseInt(run.err().replaceAll("(?s).*recurbench: (\\d+) of \\d+ cases failed.*", "$1"));

        assertThat(run.code()).isEqualTo(8);
        assertThat(failed).isGreaterThan(20);
        assertThat(count(run.out(), "to repeat: ")).isEqualTo(6);
        assertThat(run.out())
                .contains((failed - 6) + " more cases failed, with other numbers: B1 (")
                .containsPattern("B1 \\(\\d+ cases\\), B2 \\(\\d+ cases\\)")
                .contains("--verbose shows all in full, --json has them as data");
        Cli.Run all = Cli.run(java.util.stream.Stream.concat(words.stream(), java.util.stream.Stream.of("--verbose"))
                .toArray(String[]::new));
        assertThat(count(all.out(), "to repeat: ")).isEqualTo(failed);
        Cli.Run json = Cli.run(java.util.stream.Stream.concat(words.stream(), java.util.stream.Stream.of("--json"))
                .toArray(String[]::new));
        assertThat(json.json().at("/data/findings").findValuesAsText("status"))
                .filteredOn("FAILED"::equals)
                .hasSize(failed);
    }

    /** Opens nothing. */
    public static final class Failing implements Backend {
        @Override
        public String id() {
            return "acme:failing";
        }

        @Override
        public String description() {
            return "opens nothing";
        }

        @Override
        public Availability availability() {
            return new Availability.Available(Map.of());
        }

        @Override
        public List<Option> options() {
            return List.of(Option.text("reason", "nothing can be opened", "why it opens nothing"));
        }

        @Override
        public Determinism determinism() {
            return Determinism.BITWISE;
        }

        @Override
        public Trainer open(TrainerRequest request) {
            throw new UnsupportedOperationException(request.options().text("reason"));
        }
    }
}
