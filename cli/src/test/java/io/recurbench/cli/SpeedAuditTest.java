package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.backend.Backend;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.results.ResultsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Speeds of a plugin that saves work where nobody looks, from the launcher to JMH's forks and back. */
class SpeedAuditTest {
    @TempDir
    private Path folder;

    /** The gate sees neither saving: its batches are smaller, and each comes once. */
    @Test
    void workThatIsNotDoneHasNoSpeed() throws Exception {
        Cli.Run run = run("acme:lazy", "rnn", "[step, forward-backward]");

        assertThat(run.code()).as(run.err()).isEqualTo(8);
        assertThat(run.json().at("/data/trials").findValuesAsText("outcome"))
                .containsExactly("nonconforming", "nonconforming");
        assertThat(run.json().at("/data/trials").findValuesAsText("failure"))
                .allMatch(failure -> failure.startsWith("at the timed size of 50 steps x 100 rows, "))
                .anyMatch(failure -> failure.endsWith("before timing: updates after a step: expected 1, got 0"))
                .anyMatch(failure -> failure.contains("after timing"));
        assertThat(run.out()).doesNotContain("speed/tokens");
        assertThat(Files.readString(folder.resolve("out/report.html"))).contains("updates after a step");
    }

    /** Plugins beside it that are broken disturb no measurement. */
    @Test
    void workThatIsDoneSaysWhatWasChecked() throws Exception {
        Cli.Run run = run("cpu", "acme:mgu", "evaluation, width: 0.01, most-forks: 2");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(Files.readString(folder.resolve("out/results.jsonl")))
                .contains("speed/tokens")
                .contains("\"checked at the timed size\":\"losses and counts of 50 steps x 100 rows, before timing and")
                .contains("against the reference")
                .contains("bit by bit");
        assertThat(Files.readString(folder.resolve("out/results.jsonl")))
                .as("a fork was added, and two make no interval")
                .contains("\"forks\":\"2\"", "\"interval\":\"not known over 2 forks")
                .contains("\"noisy\":\"the interval is wider than +-1.0 %: no more than 2 forks were allowed\"");
        assertThat(run.err()).contains("warm-up unknown: too few iterations, noisy");
        TrialRecord trial = ResultsReader.readJournal(folder.resolve("out/results.jsonl"))
                .value()
                .get(0);
        double products = trial.metric("speed/products").orElseThrow().value();
        double peak = trial.metric("speed/peak").orElseThrow().value();
        assertThat(products / peak).as("the share of %s in %s", products, peak).isBetween(1e-6, 1.0);
        assertThat(Files.readString(folder.resolve("out/report.html"))).contains("Share of the arithmetic peak");
    }

    private Cli.Run run(String backend, String cell, String region) throws IOException, InterruptedException {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        PluginJar.write(
                plugins.resolve("lazy.jar"),
                PluginJar.classes("Lazy", "Loops"),
                Map.of(Backend.class, "com.acme.LazyBackend"));
        PluginJar.write(
                plugins.resolve("mgu.jar"),
                List.of("com/acme/MinimalGatedCell.class"),
                Map.of(Cell.class, "com.acme.MinimalGatedCell"));
        PluginJar.write(plugins.resolve("malformed.jar"), List.of(), Map.of(Cell.class, "not a class"));
        PluginJar.write(
                plugins.resolve("exits.jar"),
                List.of("com/acme/Misbehaving.class", "com/acme/Misbehaving$Exits.class"),
                Map.of(Cell.class, "com.acme.Misbehaving$Exits"));
        Path experiment = Experiments.write(folder, "speed", """
                id: speed
                title: Speed of a large batch
                tasks:
                  - id: training-step
                    options: {region: %s, rows: 100, forks: 1, warm-up: 1, iterations: 1, seconds: 0.05}
                cells:
                  - {id: %s, options: {hidden: 32}}
                """.formatted(region, cell));
        return Launched.run(
                folder,
                Map.of(),
                Launched.LAUNCHER.toString(),
                "run",
                experiment.toString(),
                "--out",
                "out",
                "--plugins",
                plugins.toString(),
                "--backend",
                backend,
                "--json");
    }
}
