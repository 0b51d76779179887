package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.recurbench.api.SeededRandom;
import io.recurbench.api.command.NameList;
import io.recurbench.api.command.ShellCommand;
import io.recurbench.api.record.Failure;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.text.Visible;
import io.recurbench.cli.parity.TestkitGate;
import io.recurbench.harness.Harness;
import io.recurbench.harness.discovery.PluginPath;
import io.recurbench.harness.experiment.Overrides;
import io.recurbench.harness.plan.Plan;
import io.recurbench.harness.plan.PlanSettings;
import io.recurbench.harness.trial.Cancellation;
import io.recurbench.harness.trial.Started;
import io.recurbench.harness.trial.TrialControl;
import io.recurbench.harness.trial.TrialEnvironment;
import io.recurbench.harness.trial.TrialFiles;
import io.recurbench.harness.trial.TrialListener;
import io.recurbench.harness.trial.TrialRecords;
import io.recurbench.reports.model.Reproduce;
import io.recurbench.reports.model.Setting;
import io.recurbench.reports.model.Summary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command that we print runs as printed. */
@DisabledOnOs(OS.WINDOWS)
class PrintedCommandsTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @TempDir
    private Path folder;

    @Test
    void aShellGivesEveryWordBack() {
        SeededRandom random = new SeededRandom(18);
        List<String> commands = new ArrayList<>();
        List<List<String>> expected = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            String value = HostileText.draw(random).replaceAll("[\\x00\\ud800-\\udfff]", "") + ".";
            List<String> names = List.of(HostileText.draw(random), HostileText.draw(random));
            ShellCommand command = ShellCommand.recurbench("run")
                    .with("--set", value)
                    .withNames("--cell", names)
                    .file(Path.of("x" + value));
            assertThat(Visible.isLine(command.toString()))
                    .as(command.toString())
                    .isTrue();
            commands.add(command.toString());
            List<String> words = new ArrayList<>(List.of("run"));
            words.addAll(value.startsWith("-") ? List.of("--set=" + value) : List.of("--set", value));
            String list = NameList.write(names);
            assertThat(NameList.read(list)).as(list).isEqualTo(names);
            words.addAll(list.startsWith("-") ? List.of("--cell=" + list) : List.of("--cell", list));
            words.add(Path.of("x" + value).toString());
            expected.add(words);
        }

        assertThat(Shell.arguments(commands)).isEqualTo(expected);
    }

    @Test
    void theCommandOfAReportPlansTheVeryTrialForAnyLabel() throws IOException {
        SeededRandom random = new SeededRandom(18);
        StringBuilder yaml = new StringBuilder("id: labels\ntitle: Labels\nseeds: 2\ntasks:\n");
        for (int i = 0; i < 3; i++) {
            yaml.append("  - {id: parity, label: ").append(Visible.quoted(HostileText.drawCharacters(random)));
            yaml.append(", options: {eval-sequences: 8, test-length: ")
                    .append(20 + i)
                    .append("}}\n");
        }
        yaml.append("cells:\n");
        List<String> labels = new ArrayList<>(List.of("-rf", "a,b", "lstm", "on", "1.10", "@x", "a\nb", "\"q\""));
        Stream.generate(() -> HostileText.drawCharacters(random)).limit(12).forEach(labels::add);
        for (String label : labels) {
            yaml.append("  - {id: rnn, label: ").append(Visible.quoted(label));
            int hidden = 3 + 2 * labels.indexOf(label);
            yaml.append(", options: {hidden: [").append(hidden).append(", ").append(hidden + 1);
            yaml.append("], activation: [tanh, relu]}, series: {");
            yaml.append(Visible.quoted("of " + HostileText.drawCharacters(random)))
                    .append(": ");
            yaml.append(Visible.quoted(HostileText.drawCharacters(random))).append(", rate: 1.0E+10}}\n");
        }
        yaml.append("  - {id: lstm, label: other, options: {hidden: 4}}\n");
        yaml.append("training: {updates: 3, learning-rate: [1.0e-7, 1.0e-3]}\nseries: [cell.hidden]\n");
        Path file = Experiments.write(folder, "labels", yaml.toString());
        Harness harness = Harness.discover(PluginPath.EMPTY, new TestkitGate());
        Plan plan = harness.plan(
                harness.load(file.toString(), Optional.empty(), Overrides.none()),
                new PlanSettings(Optional.empty(), 1));
        Files.writeString(folder.resolve("experiment.yaml"), plan.experiment().toYaml());
        List<Setting> settings =
                Summary.of(new ResultSet(List.of(), records(plan), List.of())).settings();
        List<Setting> some =
                settings.stream().filter(setting -> random.nextInt(20) == 0).toList();
        List<String> commands = some.stream()
                .map(setting -> Reproduce.command(setting, setting.trials().get(1)))
                .toList();

        List<List<String>> arguments = Shell.arguments(commands);

        assertThat(some).hasSizeGreaterThan(15);
        for (int i = 0; i < some.size(); i++) {
            assertThat(Visible.isLine(commands.get(i))).as(commands.get(i)).isTrue();
            List<String> words = new ArrayList<>(arguments.get(i));
            words.set(1, folder.resolve(words.get(1)).toString());
            words.addAll(List.of("--dry-run", "--json"));
            Cli.Run run = Cli.run(words.toArray(String[]::new));
            assertThat(run.code()).as(commands.get(i) + "\n" + run.err()).isZero();
            assertThat(run.json().at("/data/trials").findValuesAsText("key"))
                    .as(commands.get(i))
                    .containsExactly(some.get(i).trials().get(1).key());
        }
    }

    private static List<TrialRecord> records(Plan plan) {
        TrialEnvironment environment = new TrialEnvironment(
                1, 1, TrialFiles.NONE, new TrialControl(new Cancellation(), Optional.empty()), TrialListener.SILENT);
        return plan.trials().stream()
                .map(trial -> TrialRecords.empty(
                        trial.trial(), environment, Started.now(), Outcome.SKIPPED, new Failure("x", "x", "")))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b #", "-x", "$(exit 3) `exit 3` 'q' \"q\" * ?", "=l\nf\u001b[2J\n", "@x"})
    void theCommandThatGoesOnWithARunGoesOn(String name) throws IOException {
        Path out = folder.resolve(name);
        Path data = Files.createDirectory(folder.resolve("data " + name.strip()));
        Cli.Run run = Cli.run(
                "run",
                Experiments.endless(folder).toString(),
                "--out=" + out,
                "--timeout=0.01s",
                "--threads=1",
                "--data=" + data);
        assertThat(run.code()).isEqualTo(3);
        String command = after(run.err(), "try them again with: ");

        Cli.Run again = Shell.run(command, "--timeout", "0.01s");

        assertThat(again.code()).as(command + "\n" + again.err()).isEqualTo(3);
        assertThat(Shell.arguments(List.of(command)).get(0))
                .contains("--threads", "1", "--data", data.toString())
                .hasSize(6);
        Cli.Run taken = Cli.run("run", Experiments.tiny(folder).toString(), "--out=" + out);
        String offered = after(taken.err(), "go on with it by '").replaceFirst("', or choose another folder$", "");
        assertThat(Shell.run(offered, "--retry", "none").code()).as(offered).isEqualTo(3);
    }

    private static String after(String text, String words) {
        assertThat(text).contains(words);
        return text.substring(text.indexOf(words) + words.length())
                .lines()
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theCommandOfABrokenRuleBreaksItAgain() {
        Cli.Run run = Cli.run(
                "parity",
                "--backend=reference",
                "--option=precision=bfloat16",
                "--cell=rnn,test-delay",
                "--rule=B2,B12",
                "--brief",
                "--json");
        List<JsonNode> failed = new ArrayList<>();
        run.json().at("/data/findings").forEach(finding -> {
            if (finding.path("status").asText().equals("FAILED")) {
                failed.add(finding);
            }
        });

        assertThat(failed).isNotEmpty();
        for (JsonNode finding : failed.subList(0, Math.min(3, failed.size()))) {
            Cli.Run again = Shell.run(finding.path("reproduction").asText(), "--json");
            assertThat(again.code()).as(finding.toString()).isEqualTo(8);
            assertThat(again.json().at("/data/findings").findValuesAsText("caseName"))
                    .containsExactly(finding.path("caseName").asText());
        }
    }

    @Test
    void theCommandUnderATableOfParityTriesTheRules() {
        Cli.Run run = Cli.run("parity", "--backend=reference", "--option=precision=bfloat16", "--cell=test-delay");

        assertThat(run.code()).isEqualTo(8);
        assertThat(Shell.run(after(run.out(), "the rules say more: "), "--brief")
                        .code())
                .isEqualTo(8);
    }

    @Test
    void aLabelIsChosenByItsNameWhateverItHolds() throws IOException {
        SeededRandom random = new SeededRandom(13);
        List<String> labels = new ArrayList<>(List.of("a,b", "a", "b"));
        Stream.generate(() -> HostileText.drawCharacters(random)).limit(20).forEach(labels::add);
        StringBuilder yaml = new StringBuilder("id: l\ntitle: L\ntasks: [parity]\ntraining: {updates: 1}\ncells:\n");
        labels.forEach(label -> yaml.append("  - {id: rnn, label: ")
                .append(Visible.quoted(label))
                .append(", options: {hidden: ")
                .append(3 + labels.indexOf(label))
                .append("}}\n"));
        Path file = Experiments.write(folder, "labels", yaml.toString());

        for (String label : labels) {
            Cli.Run run =
                    Cli.run("run", file.toString(), "--cell=" + NameList.write(List.of(label)), "--dry-run", "--json");
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.json().at("/data/trials").findValuesAsText("hidden"))
                    .containsExactly(String.valueOf(3 + labels.indexOf(label)));
        }
    }

    /** What is put together from words and names is no command that any name leaves whole. */
    @Test
    void noCommandIsPutTogetherByHand() throws IOException {
        Pattern byHand =
                Pattern.compile("(recurbench|') (?:run|resume|report|analyse|validate|parity|list) ?\" *\\n? *\\+");
        try (Stream<Path> sources = Files.walk(ROOT)) {
            assertThat(sources.filter(file -> file.toString().contains("/src/main/java/")
                            && file.toString().endsWith(".java")))
                    .hasSizeGreaterThan(300)
                    .allSatisfy(file -> assertThat(byHand.matcher(text(file)).find())
                            .as(file.toString())
                            .isFalse());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).toLowerCase(Locale.ROOT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
