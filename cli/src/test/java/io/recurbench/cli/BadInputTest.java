package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user can get wrong: a clear message, the right exit code, and nothing lost. */
class BadInputTest {
    @TempDir
    private Path folder;

    private Path tiny = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void write() throws IOException {
        tiny = Experiments.tiny(folder);
        out = folder.resolve("out");
    }

    private Cli.Run run(String... more) {
        return Cli.run(Stream.concat(Stream.of("run", tiny.toString(), "--out", out.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    private void refused(int code, Cli.Run run, String... words) {
        assertThat(run.code()).as(run.err()).isEqualTo(code);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("recurbench: ").contains(words).doesNotContain("  at ");
        assertThat(run.err()).doesNotContain("Exception");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--cell=lstn | no cell 'lstn', did you mean 'lstm'?",
                "--task=pairty | no task 'pairty', did you mean 'parity'?",
                "--backend=cpuu | no backend 'cpuu', did you mean 'cpu'?",
                "--set=cell.hiden=3 | did you mean",
                "--set=training.learning-rat=1 | did you mean 'learning-rate'?",
                "--set=cell.hidden=0 | option 'hidden' expects a whole number",
                "--set=training.batch=many | option 'batch' expects a whole number",
                "--set=nonsense | KEY=VALUE",
                "--scale=smok | no scale 'smok', did you mean 'smoke'?",
                "--seeds=none | '--seeds'",
                "--jobs=0 | jobs",
                "--threads=-1 | threads",
                "--timeout=soon | expected a time such as 90s",
                "--progress=loud | '--progress'",
                "--set=training.updates=0 | updates",
                "--set=training.epochs=2 | nothing would end an epoch",
                "--set=training.stop-at-score=95 | never reached",
                "--set=training.stop-at-score=NaN | expects a number or 'none', not 'NaN'",
                "--set=training.stop-at-score=Infinity | expects a number or 'none', not 'Infinity'",
                "--set=title=\"x\\ud800\" | --set title: expected a text, not half of a surrogate pair",
                "--set=cell.label=x\ud800 | --set cell.label: expected a text, not half of a surrogate pair",
                "--set=task.train-set=[none,\"\\udc00\"] | expected a text, not half of a surrogate pair",
                "--cell=rnn\ud800 | no cell 'rnn\\ud800', did you mean 'rnn'?",
                "--set=training.batch=2147483647 | a whole number from 1 to 100000000, not '2147483647'",
                "--set=seeds=2000000000 | a whole number from 1 to 100000, not '2000000000'",
                "--set=task.curve-lengths=2147483647 | from 1 to 1000000",
                "--threads=2147483647 | threads are from 1 to 4096",
                "--jobs=2147483647 | jobs are from 1 to 1024",
                "--set=training.updates=[] | has an empty list",
                "--set=training.updates=2147483648 | a whole number from 0 to 2147483647, not '2147483648'",
                "--set=training.learning-rate=1e-999999999 | not '1e-999999999'; that is too large, or too close to 0",
                "--set=cell.hidden=8d | a whole number from 1 to 65536, not '8d'; write it in digits",
                "--set=training.readout-bias=yes | expects true or false, not 'yes'",
                "--set=title=[draft | put it in double quotes, inside those of the shell: '\"[draft\"'",
            })
    void anUnknownNameOrAValueOutOfBoundsIsAnError(String argument, String message) {
        refused(2, run(argument), message);
        assertThat(out).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cels: [rnn] | unknown key 'cels' | did you mean 'cells'?",
                "training: {updats: 3} | unknown key 'updats' | did you mean 'updates'?",
                "seeds: [1, one] | seeds | one",
                "title: [ | not YAML | flow",
                "training: {updates: []} | has an empty list | nothing would run",
                "training: {batch: 1e2} | option 'batch' expects a whole number from 1 to | not '1e2'; write it in digits",
                "title: @home | not YAML | in quotes",
                "description: \"x\\ud83d\" | half of a surrogate pair | write both halves of \"x\\ud83d\"",
                "series: [\"\\ud83d\"] | half of a surrogate pair | write both halves",
                "where: {\"\\ude00\": 1} | half of a surrogate pair | write both halves",
                "references: [{source: \"\\ud83d\"}] | half of a surrogate pair | write both halves",
            })
    void aYamlFileIsRefusedWithFileAndLine(String line, String message, String detail) throws IOException {
        Files.writeString(tiny, Files.readString(tiny).replaceAll("(?s)\ntraining.*", "\n") + line + "\n");

        refused(2, run(), "tiny.yaml:", message, detail);
    }

    @Test
    void anExperimentThatIsNotThereIsNamedWithTheNearest() {
        refused(2, Cli.run("run", "quickstrat"), "no experiment 'quickstrat', did you mean 'quickstart'?");
        refused(2, Cli.run("run", "nowhere.yaml"), "nowhere.yaml");
        refused(2, Cli.run("run"), "EXPERIMENT");
    }

    @Test
    void whatIsTypedAsATextStaysWhatItIs() throws IOException {
        Path file = Files.writeString(folder.resolve("notes #1.txt"), "to be or not to be ".repeat(200));
        String[] text = {"--task=text-char", "--set=task.file=" + file, "--set=cell.label=on", "--dry-run", "--json"};
        Cli.Run planned = run(text);
        assertThat(planned.code()).as(planned.err()).isZero();
        assertThat(planned.out()).contains("\"file\" : \"" + file + "\"", "\"name\" : \"on on text-char");
        assertThat(run("--set=cell.label=1.10", "--dry-run").out()).contains("1.10 on ");
        refused(6, run("--task=text-char", "--set=task.file=it's #2"), "it's #2");
        refused(2, run("--task=text-char", "--set=task.file=[1].txt"), "'\"[1].txt\"'");
        refused(6, run("--task=text-char", "--set=task.file=\"[1].txt\""), "needs [1].txt");
    }

    @Test
    void aPlanTellsTheMemoryOfTheLongestBatchAndWhatHasNoEffect() {
        String[] many = {"--set=training.batch=20000000", "--set=training.early-stopping.patience=9", "--seeds=8"};
        Cli.Run planned = run(
                Stream.concat(Stream.of(many), Stream.of("--dry-run", "--json")).toArray(String[]::new));
        assertThat(planned.code()).as(planned.err()).isZero();
        assertThat(planned.json().at("/data/trials").findValuesAsText("memoryBytes").stream()
                        .distinct())
                .as("one estimate for each of two cells, whatever the seed")
                .hasSize(2);
        assertThat(planned.json().at("/data/notes").get(0).asText()).contains("patience 9 ends no training");
        assertThat(run("--set=training.evaluate-every=5").err())
                .contains("Note: 'evaluate-every' 5 is more than the 4");
    }

    @Test
    void missingDataIsAMatterOfTheEnvironment() throws IOException {
        refused(6, run("--task", "ptb-char", "--set", "training.epochs=1"), "RECURBENCH_DATA");
        refused(6, run("--data", "/nowhere"), "the data folder /nowhere is not there");
        refused(
                6,
                run("--task", "ptb-char", "--set", "training.epochs=1", "--data", folder.toString()),
                folder.toString());
    }

    @Test
    void dataThatIsNotWhatItShouldBeIsRefused() throws IOException {
        for (String name : List.of("ptb.train.txt", "ptb.valid.txt", "ptb.test.txt")) {
            Files.writeString(folder.resolve(name), " no it was n't black monday \n");
        }
        refused(
                7,
                run("--task", "ptb-char", "--set", "training.epochs=1", "--data", folder.toString()),
                "ptb.train.txt",
                "SHA-256");

        Path text = folder.resolve("bad.txt");
        Files.write(text, new byte[] {'a', 'b', (byte) 0xff, 'c'});
        refused(
                7,
                run("--task", "text-char", "--set", "task.file=" + text, "--set", "training.epochs=1"),
                "bad.txt",
                "UTF-8");
    }

    @Test
    void aFolderThatCannotBeWrittenIsRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        refused(6, Cli.run("run", tiny.toString(), "--out", file.resolve("out").toString()), "--out");
    }

    @Test
    void aFolderThatHoldsAnotherRunIsLeftAlone() throws IOException {
        assertThat(run().code()).isZero();
        byte[] before = Files.readAllBytes(out.resolve("results.jsonl"));

        refused(2, run(), "holds another run", "resume");
        assertThat(out.resolve("results.jsonl")).hasBinaryContent(before);
        refused(2, Cli.run("resume", folder.resolve("nothing").toString()), "not a folder");
        refused(2, Cli.run("report", folder.toString()), "no run");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"attempt\":1 | \"attempt\":NaN | json.nan",
                "\"attempt\":1 | \"attempt\":1,\"attempt\":2 | json.duplicate-key",
                "\"schemaVersion\":1 | \"schemaVersion\":99 | schema.version",
                "\"outcome\":\"COMPLETED\" | \"outcome\":7 | schema.",
                "{\"schema | {{\"schema | json.syntax",
            })
    void aResultThatWasTamperedWithIsInvalid(String from, String to, String rule) throws IOException {
        assertThat(run().code()).isZero();
        Path journal = out.resolve("results.jsonl");
        Files.writeString(journal, Files.readString(journal).replaceFirst(java.util.regex.Pattern.quote(from), to));

        Cli.Run validated = Cli.run("validate", out.toString());
        assertThat(validated.code()).isEqualTo(5);
        assertThat(validated.out())
                .contains("results.jsonl:1: error:")
                .contains("[" + rule)
                .contains("fix: ");
        assertThat(Cli.run("validate", out.toString(), "--json")
                        .json()
                        .at("/data/findings")
                        .findValuesAsText("rule"))
                .anyMatch(found -> found.startsWith(rule));
        refused(5, Cli.run("report", out.toString()), "results.jsonl:1");
    }

    @Test
    void aJournalCutInTheMiddleOfALineIsInvalidAndCanBeGoneOnWith() throws IOException {
        assertThat(run().code()).isZero();
        Path journal = out.resolve("results.jsonl");
        String text = Files.readString(journal);
        Files.writeString(journal, text.substring(0, text.length() - 50));

        assertThat(Cli.run("validate", journal.toString()).out()).contains("json.truncated");
        Cli.Run report = Cli.run("report", out.toString());
        assertThat(report.code()).isZero();
        assertThat(report.err()).contains("warning: ");
        assertThat(Cli.run("resume", out.toString()).code()).isZero();
        assertThat(Cli.run("validate", out.toString()).code()).isZero();
    }

    @Test
    void filtersThatLeaveNothingAreAnError() throws IOException {
        Path narrow = Experiments.write(
                folder,
                "narrow",
                Files.readString(tiny).replace("options: {hidden: 4}}", "options: {hidden: 4}, tasks: [nothing]}"));

        Cli.Run run = Cli.run("run", narrow.toString(), "--out", out.toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(out).doesNotExist();
    }

    @Test
    void debugShowsWhereAnErrorArose() {
        assertThat(run("--cell=lstn", "--debug").err()).contains("\n    at io.recurbench");
    }

    @Test
    void everyVerbAnswersInJsonWhenItFails() {
        Map<String, List<String>> failing = Map.ofEntries(
                Map.entry("run", List.of("nothing")),
                Map.entry("plan", List.of("nothing")),
                Map.entry("resume", List.of("/nowhere")),
                Map.entry("status", List.of("/nowhere")),
                Map.entry("runs", List.of("/nowhere")),
                Map.entry("merge", List.of("/nowhere", "--out", "whole")),
                Map.entry("report", List.of("/nowhere")),
                Map.entry("export", List.of("/nowhere", "--format", "csv")),
                Map.entry("import", List.of("/nowhere")),
                Map.entry("compare", List.of("/nowhere", "/nowhere/else")),
                Map.entry("ab", List.of("nothing", "--base", ".", "--head", ".")),
                Map.entry("calibrate", List.of("nothing")),
                Map.entry("leaderboard", List.of("build", "/nowhere", "--out", "site")),
                Map.entry("submit", List.of("check", "/nowhere")),
                Map.entry("verify", List.of("/nowhere")),
                Map.entry("analyse", List.of("/nowhere")),
                Map.entry("validate", List.of("/nowhere")),
                Map.entry("parity", List.of("--rule", "B2")),
                Map.entry("tck", List.of("run", "nothing")),
                Map.entry("list", List.of("nothing")),
                Map.entry("show", List.of("nothing")),
                Map.entry("init", List.of("cell", "nothing")),
                Map.entry("plugins", List.of("--nothing")),
                Map.entry("env", List.of("--nothing")),
                Map.entry("doctor", List.of("--nothing")),
                Map.entry("completion", List.of("--nothing")));
        assertThat(failing.keySet()).containsExactlyInAnyOrderElementsOf(Cli.verbs());
        failing.forEach((verb, arguments) -> {
            Cli.Run run = Cli.run(Stream.of(List.of(verb, "--json"), arguments)
                    .flatMap(List::stream)
                    .toArray(String[]::new));
            assertThat(run.json().path("command").asText()).isEqualTo(verb);
            assertThat(run.json().at("/error/kind").asText()).isEqualTo("usage");
            assertThat(run.json().at("/error/message").asText()).isNotBlank();
        });
    }
}
