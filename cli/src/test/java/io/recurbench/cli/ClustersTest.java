package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.results.ResultsReader;
import io.recurbench.results.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/clusters.md, run by a stand-in that starts the tasks of an array as processes. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the examples are scripts of a POSIX shell")
class ClustersTest {
    private static final Path EXAMPLES =
            Path.of("..", "examples").toAbsolutePath().normalize();
    private static final int PATIENCE = 300;

    @TempDir
    private Path folder;

    private Path recurbench = Path.of("");

    /** The program of this build under the name that the scripts call. */
    @BeforeEach
    void launcher() throws IOException {
        Experiments.tiny(folder);
        recurbench = folder.resolve("recurbench");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Files.writeString(
                recurbench,
                "#!/bin/sh\nexec '" + java + "' -XX:TieredStopAtLevel=1 --add-modules jdk.incubator.vector -cp '"
                        + System.getProperty("java.class.path") + "' io.recurbench.cli.Main \"$@\"\n");
        assertThat(recurbench.toFile().setExecutable(true)).isTrue();
    }

    private Process start(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Files.createTempFile(folder, "output", ".txt").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static int code(Process process) throws InterruptedException {
        assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static List<String> keys(Path run) {
        assertThat(ResultsReader.readManifest(new RunFolder(run)).shard()).isNull();
        return ResultsReader.read(List.of(run)).results().trials().stream()
                .map(trial -> trial.key())
                .toList();
    }

    private static List<String> planned(Path run) {
        return ResultsReader.readManifest(new RunFolder(run)).plannedTrials();
    }

    @Test
    void anArrayOfSlurmIsRunAndJoined() throws Exception {
        Path runs = folder.resolve("runs").resolve("tiny.yaml-77");
        List<Process> tasks = new ArrayList<>();
        for (int task = 1; task <= 2; task++) {
            tasks.add(array(task));
        }
        for (Process task : tasks) {
            assertThat(code(task)).isZero();
        }
        Process joined = start(
                List.of("sh", EXAMPLES.resolve("slurm/join.sbatch").toString(), runs.toString()),
                Map.of("RECURBENCH", recurbench.toString()));
        assertThat(code(joined)).isZero();
        assertThat(keys(runs.resolve("whole"))).hasSize(2).isEqualTo(planned(runs.resolve("whole")));
        // Requeued, it has nothing left to do.
        assertThat(code(array(1))).isZero();
    }

    private Process array(int task) throws IOException {
        return start(
                List.of("sh", EXAMPLES.resolve("slurm/experiment.sbatch").toString(), "tiny.yaml", "--scale", "smoke"),
                Map.of(
                        "RECURBENCH", recurbench.toString(),
                        "SLURM_ARRAY_JOB_ID", "77",
                        "SLURM_ARRAY_TASK_ID", Integer.toString(task),
                        "SLURM_ARRAY_TASK_COUNT", "2",
                        "SLURM_CPUS_PER_TASK", "1"));
    }

    /** Each job of a matrix has a folder of its own; artifacts bring the parts together. */
    @Test
    void aMatrixOfGitHubIsRunAndJoined() throws Exception {
        String workflow = Files.readString(EXAMPLES.resolve("github-matrix/experiment.yml"));
        Matcher parts = Pattern.compile("part: \\[([0-9, ]+)]").matcher(workflow);
        assertThat(parts.find()).isTrue();
        String[] matrix = parts.group(1).split(", *");
        assertThat(workflow).contains("PARTS: " + matrix.length);
        List<String> scripts = Pattern.compile("run: (.*)")
                .matcher(workflow)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(scripts).hasSize(2);
        Map<String, String> environment = new HashMap<>(Map.of("EXPERIMENT", "tiny.yaml"));
        environment.put("PARTS", Integer.toString(matrix.length));
        for (String part : matrix) {
            environment.put("PART", part);
            assertThat(code(start(List.of("sh", "-euc", scripts.get(0)), environment)))
                    .isZero();
        }
        assertThat(code(start(List.of("sh", "-euc", scripts.get(1)), environment)))
                .isZero();
        assertThat(keys(folder.resolve("whole"))).hasSize(2).isEqualTo(planned(folder.resolve("whole")));
    }
}
