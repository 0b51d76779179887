package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recurbench.api.SeededRandom;
import io.recurbench.results.RunFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that were damaged, given to the verbs that read them: no internal error, no end that does not come, no output
 * without a bound, nothing touched that is not theirs. {@code -Drecurbench.fuzz=10000} tries more files, {@code
 * -Drecurbench.fuzz.case=SEED} one again; what is found is kept in {@code target/fuzz}.
 */
class FuzzTest {
    private static final int IN_EVERY_BUILD = 300;
    private static final int MOST_TOLD = 20;
    private static final JsonMapper MAPPER = new JsonMapper();

    private static Path whole = Path.of("");
    private static List<String> experiments = List.of();

    @TempDir
    private Path root;

    /** What is damaged. */
    private enum Target {
        JOURNAL,
        MANIFEST,
        CHECKPOINT,
        ANALYSES,
        EXPERIMENT
    }

    @BeforeAll
    static void makeARun(@TempDir Path folder) throws IOException {
        Path experiment = Experiments.varied(folder);
        experiments = Experiments.texts(folder);
        Path notes = notes(folder);
        for (String text : experiments) {
            Path undamaged = Experiments.write(folder, "undamaged", text.replace("NOTES", notes.toString()));
            Cli.Run run = Cli.run("run", undamaged.toString(), "--dry-run");
            assertThat(run.code()).as(run.err()).isZero();
        }
        whole = folder.resolve("run");
        assertThat(Cli.run("run", experiment.toString(), "--out", whole.toString(), "--threads", "1", "--quiet")
                        .code())
                .isZero();
        assertThat(Cli.run("analyse", whole.toString(), "--ranks", "1", "--starts", "1", "--quiet")
                        .code())
                .isZero();
    }

    @Test
    void whateverIsInAFileTheVerbsEndInOrder() throws IOException, InterruptedException {
        Long one = Long.getLong("recurbench.fuzz.case");
        long[] seeds = one != null
                ? new long[] {one}
                : LongStream.range(0, Long.getLong("recurbench.fuzz", IN_EVERY_BUILD))
                        .toArray();
        List<String> failures = new ArrayList<>();
        Map<Integer, Integer> codes = new TreeMap<>();
        FuzzRun slowest = null;
        FuzzRun longest = null;
        for (long seed : seeds) {
            FuzzRun run = run(seed);
            codes.merge(run.code(), 1, Integer::sum);
            slowest = slowest == null || run.cpuMillis() > slowest.cpuMillis() ? run : slowest;
            longest = longest == null || run.written() > longest.written() ? run : longest;
            run.problem().ifPresent(problem -> failures.add("seed " + seed + ": " + run.command() + ": " + problem));
            if (failures.size() >= MOST_TOLD) {
                break;
            }
        }
        System.out.println(seeds.length + " damaged files; by exit code " + codes + "; slowest " + slowest
                + "; most output " + longest);
        assertThat(failures)
                .as("repeat one with -Drecurbench.fuzz.case=SEED; its files stand in target/fuzz/SEED")
                .isEmpty();
    }

    private FuzzRun run(long seed) throws IOException, InterruptedException {
        SeededRandom random = new SeededRandom(SeededRandom.derive(seed, "fuzz"));
        Path folder = Files.createDirectory(root.resolve(Long.toString(seed)));
        Path precious = Files.writeString(folder.resolve("precious.txt"), "precious");
        RunFolder run = new RunFolder(Files.createDirectory(folder.resolve("run")));
        Mutator mutator = new Mutator(random, List.of(precious, Path.of("../precious.txt"), run.results(), run.lock()));
        Target target = Target.values()[(int) (seed % Target.values().length)];
        List<String> command = new ArrayList<>();
        if (target == Target.EXPERIMENT) {
            Path file = run.path().resolve("damaged.yaml");
            Files.write(file, experiment(notes(run.path()), mutator));
            command.addAll(
                    mutator.in(20)
                            ? List.of("validate", file.toString())
                            : List.of("run", file.toString(), "--dry-run"));
        } else {
            copy(run);
            damage(target, run, mutator);
            command.addAll(verb(run.path(), mutator));
        }
        if (mutator.in(20)) {
            command.add("--json");
        }
        FuzzRun result = FuzzRun.of(folder, command);
        if (result.problem().isPresent()) {
            Path kept = Path.of("target/fuzz/" + seed);
            keep(folder, kept);
            Files.writeString(
                    kept.resolve("problem.txt"),
                    result.command() + "\n" + result.problem().get() + "\n");
        }
        delete(folder);
        return result;
    }

    private static List<String> verb(Path run, Mutator mutator) {
        return switch (mutator.one(List.of(0, 0, 1, 1, 2, 2, 3, 4))) {
            case 0 -> List.of("validate", run.toString());
            case 1 -> List.of("report", run.toString());
            case 2 -> List.of("analyse", run.toString(), "--ranks", "1", "--starts", "1");
            case 3 -> List.of("report", run.toString(), "--format", mutator.one(List.of("csv", "markdown", "junit")));
            default -> List.of("resume", run.toString(), "--threads", "1", "--timeout", "1s", "--accept-differences");
        };
    }

    private static void damage(Target target, RunFolder run, Mutator mutator) throws IOException {
        switch (target) {
            case JOURNAL -> {
                List<String> lines = new ArrayList<>(Files.readAllLines(run.results()));
                lines.replaceAll(line -> mutator.in(70) ? line : mutator.json(line));
                damage(run.results(), String.join("\n", lines) + "\n", mutator);
            }
            case MANIFEST -> damage(run.manifest(), manifest(Files.readString(run.manifest()), mutator), mutator);
            case ANALYSES -> damage(run.analysis(), mutator.json(Files.readString(run.analysis())), mutator);
            default -> {
                for (Path file : list(run.checkpoints())) {
                    Files.write(file, checkpoint(Files.readAllBytes(file), mutator));
                }
            }
        }
    }

    /** Damage of any value, or of the experiment inside, which 'resume' plans again. */
    private static String manifest(String document, Mutator mutator) throws IOException {
        if (mutator.in(60)) {
            return mutator.json(document);
        }
        ObjectNode tree = (ObjectNode) MAPPER.readTree(document);
        String field = "resolvedExperiment";
        return tree.put(field, mutator.lines(tree.path(field).asText())).toString();
    }

    /** Damage by value, by byte, or both. */
    private static void damage(Path file, String byValue, Mutator mutator) throws IOException {
        byte[] bytes = mutator.in(60) ? byValue.getBytes(StandardCharsets.UTF_8) : Files.readAllBytes(file);
        Files.write(file, mutator.in(45) ? mutator.bytes(bytes) : bytes);
    }

    /** Damage of the header by value, with a length that fits, or of any byte; or of the parameters. */
    private static byte[] checkpoint(byte[] bytes, Mutator mutator) {
        if (mutator.in(20)) {
            return mutator.bytes(bytes);
        }
        if (mutator.in(10)) {
            long wrong = mutator.one(
                    List.of(0L, -1L, 1L << 31, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE, bytes.length - 8L));
            return ByteBuffer.wrap(bytes.clone())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(0, wrong)
                    .array();
        }
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) file.getLong();
        byte[] header = Arrays.copyOfRange(bytes, 8, 8 + length);
        byte[] data = Arrays.copyOfRange(bytes, 8 + length, bytes.length);
        if (mutator.in(60)) {
            header = mutator.json(new String(header, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        }
        if (mutator.in(40)) {
            ByteBuffer floats = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
            float value = mutator.one(List.of(
                    0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.MAX_VALUE, -1e30f, 1e19f, Float.MIN_VALUE));
            for (int i = 0; i + 4 <= data.length; i += 4) {
                if (mutator.in(30)) {
                    floats.putFloat(i, value);
                }
            }
        }
        return ByteBuffer.allocate(8 + header.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .put(data)
                .array();
    }

    private static Path notes(Path folder) throws IOException {
        return Files.writeString(folder.resolve("notes.txt"), "Of this and that. ".repeat(40));
    }

    private static byte[] experiment(Path notes, Mutator mutator) {
        String text = mutator.one(experiments).replace("NOTES", notes.toString());
        do {
            text = mutator.lines(text);
        } while (mutator.in(40));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return mutator.in(20) ? mutator.bytes(bytes) : bytes;
    }

    private static void copy(RunFolder run) throws IOException {
        for (String name : List.of(RunFolder.RESULTS, RunFolder.MANIFEST, RunFolder.ANALYSIS, RunFolder.EXPERIMENT)) {
            Files.copy(whole.resolve(name), run.path().resolve(name));
        }
        Files.createDirectory(run.checkpoints());
        for (Path file : list(whole.resolve(RunFolder.CHECKPOINTS))) {
            Files.copy(file, run.checkpoints().resolve(file.getFileName()));
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static void keep(Path folder, Path place) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Path copy = place.resolve(folder.relativize(file).toString());
                Files.createDirectories(Files.isDirectory(file) ? copy : copy.getParent());
                if (Files.isRegularFile(file)) {
                    Files.copy(file, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
