package io.recurbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.reports.example.Examples;
import io.recurbench.reports.model.Underway;
import io.recurbench.results.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a run that goes on, opened from the disk in a real browser. */
class LivePageIT {
    private static Chromium chromium;

    private final ResultSet results = Examples.quickstart();

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    private Path write(String state, Instant written) throws IOException {
        List<TrialRecord> trials = results.trials();
        int half = trials.size() / 2;
        ResultSet soFar = new ResultSet(results.manifests(), trials.subList(0, half), List.of());
        Underway underway = new Underway(
                written.toString(), 1, 60, "4 of 8 trials", List.of(new Underway.Trial(trials.get(half), state)));
        Path page = folder.resolve("report.html");
        AtomicFile.write(page, out -> LivePage.write(soFar, underway, out));
        return page;
    }

    private static void awaitText(Page page, String text) {
        page.waitForCondition(() -> holds(() -> page.content().contains(text)));
    }

    /** Whether something holds of a page; not while it is on its way to the next. */
    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (PlaywrightException e) {
            return false;
        }
    }

    @Test
    void loadsItselfAgainUntilTheRunHasEnded() throws IOException {
        Path file = write("update 100", Instant.now());
        Page page = chromium.open(file, "#live", ColorScheme.LIGHT, 1280);
        awaitText(page, "update 100");
        assertThat(page.locator("#live figure").count()).isPositive();
        assertThat(page.locator("#live-stale").isVisible()).isFalse();

        write("update 200", Instant.now());
        awaitText(page, "update 200");

        AtomicFile.write(file, out -> new HtmlReport().write(results, out));
        String last = "document.readyState === 'complete' && document.getElementById('live') === null";
        page.waitForCondition(() -> holds(() -> page.evaluate(last).equals(true)));
        page.evaluate("window.sameAsBefore = true");
        page.waitForTimeout(1500);
        assertThat(page.evaluate("window.sameAsBefore"))
                .as("the last page stays")
                .isEqualTo(true);
        page.context().close();
        assertThat(chromium.incidents).isEmpty();
    }

    @Test
    void saysThatARunWasKilledAndLoadsNothingMore() throws IOException {
        Path file = write("update 100", Instant.now().minus(Duration.ofHours(1)));
        Page page = chromium.open(file, "", ColorScheme.LIGHT, 1280);
        assertThat(page.locator("#live-stale").isVisible()).isTrue();
        assertThat(page.locator("#live-note").isVisible()).isFalse();
        page.evaluate("window.sameAsBefore = true");
        page.waitForTimeout(1500);
        assertThat(page.evaluate("window.sameAsBefore")).isEqualTo(true);
        page.context().close();
    }
}
