package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.Availability;
import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import io.recurbench.api.record.ReportWriter;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.text.Visible;
import io.recurbench.cli.terminal.GuardedStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing that a name, a file or a plugin says moves the cursor of a terminal, is unseen, or looks like a line of ours:
 * every verb over a run, files and plugins that are full of it.
 */
class TerminalTest {
    private static final String HOSTILE =
            "x\u001b[2J\u001b]0;title\u0007\u0000\u009b31m\u007f\rFORGED\r\nFORGED\u0085FORGED\u202egpj\u2066\u200f\u2028FORGED\u2029FORGED\ud800\t|";

    private static final List<String> SAY_MORE = List.of("--verbose", "--debug");

    @TempDir
    private Path folder;

    private final Set<String> verbs = new TreeSet<>();
    private Path run = Path.of("");
    private @Nullable TestPlugins plugins;

    @BeforeEach
    void provide() throws IOException {
        plugins = TestPlugins.of(
                folder,
                Map.of(
                        Cell.class, List.of(HostileCell.class, BrokenCell.class),
                        Backend.class, List.of(AbsentBackend.class, FailingBackend.class),
                        ReportWriter.class, List.of(HostileReport.class)));
        run = folder.resolve("run \u001b[2J\u202e\nFORGED");
    }

    @AfterEach
    void restore() {
        if (plugins != null) {
            plugins.close();
        }
    }

    /** Fails its trials on one backend and completes them on another. */
    private Path experiment() throws IOException {
        String hostile = Visible.quoted(HOSTILE.replace("\ud800", ""));
        return Experiments.write(folder, "hostile", """
                id: hostile
                title: %1$s
                description: %1$s
                tasks:
                  - {id: parity, label: %1$s, options: {eval-sequences: 8, test-length: 20, curve-lengths: "2,5"}}
                cells:
                  - {id: rnn, label: %1$s, options: {hidden: 4}, series: {%1$s: %1$s}}
                backends: [cpu, "acme:failing"]
                training: {updates: 4, batch: 4, evaluate-every: 2}
                references:
                  - {source: %1$s, mark: published, metric: test/normalised-accuracy, values: [{value: 1.0, cell: %1$s}]}
                """.formatted(hostile));
    }

    /** Runs a command line; only what it prints is looked at. Of each verb the JSON is looked at once. */
    private void check(String... arguments) {
        boolean first = verbs.add(arguments[0]);
        for (List<String> more : first ? List.of(SAY_MORE, List.of("--json")) : List.of(SAY_MORE)) {
            List<String> words = new ArrayList<>(List.of(arguments));
            words.addAll(1, more);
            Cli.Run printed = Cli.run(words.toArray(String[]::new));
            assertClean(words + " out", printed.out());
            assertClean(words + " err", printed.err());
            assertThat(printed.err()).doesNotContain("internal error");
        }
    }

    private static void assertClean(String what, String text) {
        for (String line : text.split("\n", -1)) {
            assertThat(Visible.text(line)).as(what).isEqualTo(line);
            // A page is no terminal: a line feed in it is a space.
            if (!text.regionMatches(true, 0, "<!doctype html", 0, 14)) {
                assertThat(line).as(what).doesNotStartWith("FORGED");
            }
        }
    }

    @Test
    void noVerbLetsThroughWhatATerminalWouldActOn() throws IOException {
        Path file = experiment();
        check("run", file.toString(), "--dry-run");
        check("run", file.toString(), "--out", run.toString());
        assertThat(Files.readAllLines(run.resolve("results.jsonl"))).hasSize(2);
        assertThat(run.resolve("report.html")).isNotEmptyFile();
        check("run", file.toString(), "--out", folder.resolve("plain").toString(), "--progress", "plain");
        check("run", file.toString(), "--cell", "acme:hostile", "--dry-run");
        check("run", file.toString(), "--backend", "acme:absent", "--dry-run");
        check("run", file.toString(), "--cell", "acme:broken", "--dry-run");
        check("run", HOSTILE);
        check("run", file.toString(), "--task", HOSTILE + ",y", "--set", HOSTILE + "=" + HOSTILE);
        check("run", file.toString(), "--set", "training.batch=" + HOSTILE);
        check("run", file.toString(), "--scale", HOSTILE);
        check("run", file.toString(), "--" + HOSTILE);
        check("run", file.toString(), "--timeout", HOSTILE);
        check("run", file.toString(), "--shard", HOSTILE);
        check("plan", file.toString(), "--shards", "2");
        check("plan", HOSTILE);
        check("merge", run.toString(), "--out", folder.resolve("merged").toString());
        check("merge", run.toString(), folder.resolve("plain").toString(), "--out", HOSTILE.replace("\0", ""));
        check(
                "merge",
                HOSTILE.replace("\0", ""),
                "--out",
                folder.resolve("unmerged").toString());
        check("resume", run.toString());
        check("resume", HOSTILE.replace("\0", ""));
        check("status", run.toString());
        check("status", HOSTILE.replace("\0", ""));
        check("runs", folder.toString());
        check("runs", HOSTILE.replace("\0", ""));
        check("report", run.toString());
        check("report", run.toString(), folder.resolve("plain").toString(), "--out=" + folder.resolve("both.html"));
        for (String format : List.of("html", "markdown", "junit", "csv", "acme:hostile", HOSTILE)) {
            check("report", run.toString(), "--format", format);
        }
        for (String format : List.of(
                "jmh",
                "samples",
                "github-action-benchmark-smaller",
                "github-action-benchmark-bigger",
                "bencher",
                "badge",
                HOSTILE)) {
            check("export", run.toString(), "--format", format);
        }
        Path jmh = Files.writeString(
                folder.resolve("jmh.json"),
                "[{\"benchmark\": " + Visible.quoted(HOSTILE.replace("\ud800", ""))
                        + ", \"mode\": \"avgt\", \"primaryMetric\": {\"score\": 1, \"scoreUnit\": \"ms/op\"}}]");
        check("import", jmh.toString(), "--out", folder.resolve("imported").toString(), "--machine", HOSTILE);
        check("report", folder.resolve("imported").toString());
        check(
                "import",
                run.resolve("results.jsonl").toString(),
                "--out",
                folder.resolve("none").toString());
        check("compare", run.toString(), folder.resolve("plain").toString());
        check("compare", run.toString(), folder.resolve("plain").toString());
        check("compare", run.toString(), run.toString(), "--base-backend=cpu", "--new-backend=acme:failing");
        check("compare", run.toString(), HOSTILE.replace("\0", ""), "--task", HOSTILE);
        check("compare", run.toString(), run.toString(), "--metric", HOSTILE, "--write", HOSTILE.replace("\0", ""));
        String pairs = folder.resolve("pairs").toString();
        check("ab", file.toString(), "--base", HOSTILE.replace("\0", ""), "--head", ".", "--out", pairs);
        check("ab", file.toString(), "--base", "plugins:" + HOSTILE.replace("\0", ""), "--head", ".", "--out", pairs);
        check("calibrate", file.toString(), "--cell", HOSTILE);
        check(
                "leaderboard",
                "build",
                run.toString(),
                "--out",
                folder.resolve("site").toString());
        check("leaderboard", "build", run.toString(), "--reference", HOSTILE, "--out", HOSTILE.replace("\0", ""));
        check("submit", "check", run.toString(), "--reference", HOSTILE);
        check("verify", run.toString(), "--out", folder.resolve("verified").toString());
        check("analyse", run.toString());
        check("analyse", run.toString(), "--cell", HOSTILE);
        check("validate", run.toString(), file.toString());
        check("parity", "--cell", "test-delay", "--backend", "acme:failing");
        check("parity", "--cell", "test-delay", "--backend", "acme:failing", "--rule", "B1,B2", "--brief");
        check("parity", "--cell", "acme:hostile", "--rule", "C1");
        check("parity", "--backend", "acme:absent", "--option", HOSTILE + "=" + HOSTILE);
        check("tck", "run", "acme:hostile", "--out", folder.resolve("records").toString());
        check("tck", "run", "acme:failing", HOSTILE);
        check("tck", "check", HOSTILE, run.resolve("results.jsonl").toString());
        for (String kind : List.of("cells", "tasks", "backends", "suites", "experiments", "reports", HOSTILE)) {
            check("list", kind);
        }
        check("list", "cells", "acme:hostile");
        check("list", "backends", "acme:absent", "acme:failing");
        check("list", "reports", HOSTILE);
        check("show", "acme:hostile");
        check("init", "cell", HOSTILE, "--package", HOSTILE);
        check("init", "cell", "acme:clean", "--out", folder.resolve("made").toString());
        check("plugins");
        check("env");
        check("doctor");
        check("completion");
        assertThat(verbs).containsExactlyInAnyOrderElementsOf(Cli.verbs());
        assertThat(Cli.run(HOSTILE).err()).contains("there is no command").satisfies(err -> assertClean("verb", err));
    }

    @Test
    void filesOfOthersAreQuotedVisibly() throws IOException {
        Cli.run("run", experiment().toString(), "--out", run.toString(), "--quiet");
        Path journal = run.resolve("results.jsonl");
        String escaped = Visible.quoted(HOSTILE.replace("\ud800", ""));
        String lines = Files.readString(journal);
        for (Map.Entry<String, String> change : Map.of(
                        "\"outcome\":\"COMPLETED\"", "\"outcome\":" + escaped,
                        "\"attempt\":1", "\"attempt\":1," + escaped + ":1",
                        "\"threads\":", "\"threads\":" + escaped + ",\"x\":",
                        "\"experiment\":\"hostile\"", "\"experiment\":" + escaped,
                        "\"schemaVersion\":1", "\"schemaVersion\":1," + escaped + ":1," + escaped + ":2")
                .entrySet()) {
            assertThat(lines).contains(change.getKey());
            Files.writeString(journal, lines.replace(change.getKey(), change.getValue()));
            check("validate", run.toString());
            check("report", run.toString());
            check("resume", run.toString());
            check("analyse", run.toString());
        }
        String raw = HOSTILE.replace("\ud800", "");
        for (String yaml : List.of(
                "id: x\n" + escaped + ": 1\n",
                "id: x\ntitle: " + raw + "\n",
                "id: " + escaped + "\ntitle: t\ntasks: [parity]\ncells: [rnn]\n",
                "id: x\ntitle: t\ntasks: [parity]\ncells: [{id: " + escaped + "}]\ntraining: {updates: 1}\n",
                "id: x\ntitle: t\ntasks: [{id: parity, options: {" + escaped + ": 1}}]\ncells: [rnn]\n",
                "id: x\ntitle: t\ntasks: [parity]\ncells: [rnn]\ntraining: {updates: " + escaped + "}\n",
                "id: x\ntitle: t\ntasks: [parity]\ncells: [rnn]\nwhere: {" + escaped + ": " + escaped + "}\n",
                "id: x\ntitle: t\ntasks: [parity]\ncells: [rnn]\nscales: {" + escaped + ": 1}\n",
                "\"\u001b[2J\nFORGED")) {
            Path file = Files.writeString(folder.resolve("bad.yaml"), yaml, StandardCharsets.UTF_8);
            check("run", file.toString(), "--dry-run");
            check("validate", file.toString());
        }
    }

    @Test
    void theLiveLineMovesTheCursorAndNamesDoNot() throws IOException {
        Cli.Run live =
                Cli.run(Map.of("TERM", "xterm"), true, "run", experiment().toString(), "--out", run.toString());

        assertClean("the bar", live.err().replace("\r", "").replace("\u001b[K", ""));
        assertThat(live.code()).as(live.err()).isEqualTo(3);
        assertThat(live.err()).contains("\\u001b[2J").contains("\r");
        assertClean("the table", live.out().replaceAll("\u001b\\[(?:0|1|31)m", ""));
    }

    @Test
    void theGuardCatchesWhatWasForgotten() {
        java.io.ByteArrayOutputStream seen = new java.io.ByteArrayOutputStream();
        GuardedStream guarded = GuardedStream.before(new java.io.PrintStream(seen, false, StandardCharsets.UTF_8));

        guarded.print("a\u001b[1mbold\u001b[21m\u001b[0m\u001b[8mhidden \u001b[2J\r\n\tb\rc\u009b\u202e");
        for (byte b : "\u001b[33;1m\u00e9\ud83d\ude00\u001b]".getBytes(StandardCharsets.UTF_8)) {
            guarded.write(b);
        }
        guarded.println();

        assertThat(seen.toString(StandardCharsets.UTF_8))
                .isEqualTo("a\u001b[1mbold\u001b[21m\u001b[0m\\u001b[8mhidden \\u001b[2J\r\n\tb\\rc\\u009b\\u202e"
                        + "\u001b[33;1m\u00e9\ud83d\ude00\\u001b]" + System.lineSeparator());
    }

    /** Says in every text that it gives what a terminal would act on. */
    public static final class HostileCell implements Cell {
        @Override
        public String id() {
            return "acme:hostile";
        }

        @Override
        public String version() {
            return HOSTILE;
        }

        @Override
        public String description() {
            return HOSTILE;
        }

        @Override
        public List<Option> options() {
            return List.of(Option.text("note", HOSTILE, HOSTILE), Option.integer("hidden", 4, 1, 9, HOSTILE));
        }

        @Override
        public Expr define(CellScope scope) {
            throw new IllegalStateException(HOSTILE);
        }

        @Override
        public long parameterCount(Options options, int inputWidth) {
            return 1;
        }
    }

    /** Cannot be made. */
    public static final class BrokenCell implements Cell {
        /** Throws. */
        public BrokenCell() {
            throw new IllegalStateException(HOSTILE);
        }

        @Override
        public String id() {
            return "acme:broken";
        }

        @Override
        public String description() {
            return "";
        }

        @Override
        public Expr define(CellScope scope) {
            return scope.input();
        }

        @Override
        public long parameterCount(Options options, int inputWidth) {
            return 0;
        }
    }

    /** Is not there. */
    public static final class AbsentBackend implements Backend {
        @Override
        public String id() {
            return "acme:absent";
        }

        @Override
        public String description() {
            return HOSTILE;
        }

        @Override
        public Availability availability() {
            return new Availability.Unavailable(HOSTILE, List.of(HOSTILE), HOSTILE);
        }

        @Override
        public Determinism determinism() {
            return Determinism.BITWISE;
        }

        @Override
        public Trainer open(TrainerRequest request) {
            throw new IllegalStateException(HOSTILE);
        }
    }

    /** Opens nothing. */
    public static final class FailingBackend implements Backend {
        @Override
        public String id() {
            return "acme:failing";
        }

        @Override
        public String description() {
            return HOSTILE;
        }

        @Override
        public Availability availability() {
            return new Availability.Available(Map.of(HOSTILE, HOSTILE));
        }

        @Override
        public Determinism determinism() {
            return Determinism.BITWISE;
        }

        @Override
        public Trainer open(TrainerRequest request) {
            throw new IllegalStateException(HOSTILE);
        }
    }

    /** Writes it. */
    public static final class HostileReport implements ReportWriter {
        @Override
        public String id() {
            return "acme:hostile";
        }

        @Override
        public String description() {
            return HOSTILE;
        }

        @Override
        public String fileName() {
            return "hostile.txt";
        }

        @Override
        public void write(ResultSet results, OutputStream out) throws IOException {
            out.write("\u001b[2J\n".getBytes(StandardCharsets.UTF_8));
        }
    }
}
