package io.recurbench.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.Manifest;
import io.recurbench.api.record.TrialSpec;
import io.recurbench.cli.parity.TestkitGate;
import io.recurbench.cli.terminal.Console;
import io.recurbench.cli.terminal.Notes;
import io.recurbench.harness.Harness;
import io.recurbench.harness.discovery.PluginPath;
import io.recurbench.harness.plan.PlanSettings;
import io.recurbench.harness.run.Manifests;
import io.recurbench.harness.run.RunListener;
import io.recurbench.harness.trial.TrialListener;
import io.recurbench.results.AtomicFile;
import io.recurbench.results.Holder;
import io.recurbench.results.Lease;
import io.recurbench.results.RecordCodec;
import io.recurbench.results.RunFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When the page of a run that goes on is written, and when it is not. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class WatchedPageTest {
    private static final Harness HARNESS = Harness.discover(PluginPath.EMPTY, new TestkitGate());
    private static final TrialSpec LEARNS = trial("parity");
    private static final TrialSpec MEASURES = trial("training-step");
    private static final RunListener.RunProgress RUN =
            new RunListener.RunProgress(1, 2, 0.5, Duration.ofSeconds(9), Optional.of(Duration.ofSeconds(3)));

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path path;

    private RunFolder folder = new RunFolder(Path.of(""));
    private Optional<Lease> lease = Optional.empty();

    private static TrialSpec trial(String task) {
        return HARNESS.plan(HARNESS.single("rnn", task, Map.of()), PlanSettings.standard())
                .trials()
                .get(0)
                .spec();
    }

    @BeforeEach
    void begin() throws IOException {
        folder = new RunFolder(path);
        Manifest manifest = Manifests.of(
                new Manifests.Subject(
                        "x", "x", "", "", List.of(LEARNS.key(), MEASURES.key()), List.of(), Optional.empty()),
                HARNESS.plugins(),
                List.of());
        AtomicFile.write(folder.manifest(), RecordCodec.write(manifest));
        lease = Lease.take(folder, Holder.here(), null);
    }

    private WatchedPage page() {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        Notes notes = new Notes(new Console(stream, stream, false, false, false, Console.DEFAULT_COLUMNS, Map.of()));
        WatchedPage page = new WatchedPage(RunListener.SILENT, notes, 1_000_000);
        page.runStarted(path, 2, 0);
        return page;
    }

    private String awaitPage(Predicate<String> wanted) throws IOException {
        String seen = "";
        while (!wanted.test(seen)) {
            seen = Files.exists(folder.report()) ? Files.readString(folder.report()) : "";
        }
        return seen;
    }

    private static TrialListener.Progress at(long update) {
        return new TrialListener.Progress(update, 1000, 0, 0, 1.0 / update, update / 1000.0);
    }

    @Test
    void showsTheCurvesSoFarWithAsManyPointsAsCanBeSeen() throws IOException {
        try (WatchedPage page = page()) {
            page.trialStarted(LEARNS, 1);
            for (int update = 1; update <= 100_000; update++) {
                page.trialProgressed(LEARNS, at(update), RUN);
            }
            page.trialEvaluated(LEARNS, new TrialListener.Evaluated(100, "validation/loss", 0.25, true, 1e-3));
            String seen = awaitPage(text -> text.contains("update 100000 of 1000"));
            assertThat(seen)
                    .contains("1 of 2 trials have ended in 9 s, about 3 s left", "validation/loss 0.2500")
                    .contains("figure-live-0-0", "data-patience=\"120\"");
        }
    }

    @Test
    void nothingIsWrittenWhileSpeedIsMeasured() throws IOException {
        try (WatchedPage page = page()) {
            page.trialStarted(MEASURES, 1);
            String measuring = Files.readString(folder.report());
            assertThat(measuring).contains(MEASURES.name(), "data-patience=\"3600\"");
            for (int line = 0; line < 200; line++) {
                page.trialSaid(MEASURES, "iteration " + line);
                assertThat(folder.report()).hasContent(measuring);
            }
        }
    }

    @Test
    void whatARunLeavesThatEndsWithAnErrorGoesOnNoMore() throws IOException {
        WatchedPage page = page();
        page.trialStarted(LEARNS, 1);
        awaitPage(text -> text.contains("Under way"));
        page.runFailed();
        page.close();
        assertThat(folder.report()).content().doesNotContain("Under way").contains("not run yet");
    }

    @Test
    void aRunThatHasLostItsFolderWritesNoPage() throws IOException {
        try (WatchedPage page = page()) {
            page.trialStarted(LEARNS, 1);
            awaitPage(text -> text.contains("Under way"));
            lease.orElseThrow(() -> RecurbenchException.result("taken")).close();
            assertThat(Lease.take(folder, Holder.here(), null)).isPresent();
            page.trialProgressed(LEARNS, at(1), RUN);
            page.runFailed();
            Files.writeString(folder.report(), "theirs");
            page.trialProgressed(LEARNS, at(2), RUN);
        }
        assertThat(folder.report()).hasContent("theirs");
    }

    @Test
    void aPageThatCannotBeWrittenIsToldOnce() throws IOException {
        Files.createDirectory(folder.report());
        try (WatchedPage page = page()) {
            page.trialStarted(LEARNS, 1);
            while (!err.toString(StandardCharsets.UTF_8).contains("warning: the page cannot be written")) {
                page.trialProgressed(LEARNS, at(1), RUN);
            }
        }
        assertThat(err.toString(StandardCharsets.UTF_8))
                .containsOnlyOnce("cannot be written")
                .contains("is a folder");
    }
}
