package io.recurbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import io.recurbench.leaderboard.KnownData;
import io.recurbench.leaderboard.Leaderboard;
import io.recurbench.leaderboard.Rules;
import io.recurbench.leaderboard.Submissions;
import io.recurbench.reports.example.Boards;
import io.recurbench.reports.example.Examples;
import io.recurbench.reports.example.Sides;
import io.recurbench.reports.example.Views;
import io.recurbench.reports.html.BoardSite;
import io.recurbench.reports.html.HtmlPage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What axe-core says of every kind of page: nothing that is serious or critical. And each fits a phone, and paper. */
class AccessibilityIT {
    /** Every rule of the library, in a page whose policy lets it fetch nothing. */
    private static final String ISSUES = """
            () => axe.run(document, {resultTypes: ['violations']}).then(results => results.violations
              .filter(issue => ['serious', 'critical'].includes(issue.impact))
              .map(issue => issue.id + ': ' + issue.nodes.slice(0, 3).map(node => node.html.slice(0, 200)).join(' | ')))""";

    /** What A4 has between its margins, in pixels of CSS. */
    private static final int PAPER = 718;

    private static Chromium chromium;
    private static String axe;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() throws IOException {
        chromium = Chromium.start();
        try (InputStream in = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void aReportOfEveryViewHasNoSeriousIssue() throws IOException {
        Path file = folder.resolve("report.html");
        try (OutputStream out = Files.newOutputStream(file)) {
            new HtmlReport().write(Views.everything(), out);
        }

        assertThat(issues(file)).isEmpty();
    }

    @Test
    void aReportOfNothingHasNoSeriousIssue() throws IOException {
        Path file = folder.resolve("nothing.html");
        try (OutputStream out = Files.newOutputStream(file)) {
            new HtmlReport().write(Examples.nothingCompleted(), out);
        }

        assertThat(issues(file)).isEmpty();
    }

    @Test
    void aComparisonHasNoSeriousIssue() throws IOException {
        Path file = folder.resolve("comparison.html");
        try (OutputStream out = Files.newOutputStream(file)) {
            HtmlPage.write(Sides.comparison(""), out);
        }

        assertThat(issues(file)).isEmpty();
    }

    @Test
    void noPageOfABoardHasASeriousIssue() throws IOException {
        Path site = folder.resolve("site");
        Path results = Boards.write(folder.resolve("results"), 1, "");
        BoardSite.write(Leaderboard.of(Submissions.read(List.of(results)), Rules.with("cpu", KnownData.none())), site);

        assertThat(issues(site.resolve("index.html"), ColorScheme.LIGHT)).isEmpty();
        for (String kind : List.of("quality", "speed", "machines")) {
            try (Stream<Path> pages = Files.list(site.resolve(kind))) {
                assertThat(issues(pages.sorted().findFirst().orElseThrow(), ColorScheme.DARK))
                        .isEmpty();
            }
        }
    }

    @Test
    void aSeriousIssueWouldBeFound() throws IOException {
        Path file = Files.writeString(
                folder.resolve("bad.html"),
                "<!DOCTYPE html><html><title>x</title><body><button></button><p style='color:#ccc;background:#fff'>pale");

        assertThat(issues(file, ColorScheme.LIGHT))
                .anyMatch(issue -> issue.contains("button-name"))
                .anyMatch(issue -> issue.contains("html-has-lang"));
    }

    private static List<String> issues(Path file) {
        return issues(file, ColorScheme.LIGHT, ColorScheme.DARK);
    }

    /** With all that is folded open: in the light on a wide screen, in the dark on a phone. */
    private static List<String> issues(Path file, ColorScheme... schemes) {
        List<String> issues = new ArrayList<>();
        for (ColorScheme scheme : schemes) {
            Page page = chromium.open(file, "", scheme, scheme == ColorScheme.LIGHT ? 1280 : 360);
            page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })");
            if (page.locator("figure .chart").count() > 0) {
                Chromium.drawEverything(page);
            }
            page.evaluate(axe);
            ((List<?>) page.evaluate(ISSUES)).forEach(issue -> issues.add(scheme + ": " + issue));
            issues.addAll(tooWide(page));
            page.context().close();
        }
        chromium.incidents.clear();
        return issues;
    }

    /** Whether a reader has to scroll sideways, or paper cuts something off. */
    private static List<String> tooWide(Page page) {
        String width = "document.documentElement.scrollWidth - window.innerWidth";
        List<String> issues = new ArrayList<>();
        if (((Number) page.evaluate(width)).intValue() > 0) {
            issues.add("wider than the window");
        }
        page.setViewportSize(PAPER, 2000);
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))");
        if (((Number) page.evaluate(width)).intValue() > 0) {
            issues.add("wider than paper");
        }
        return issues;
    }
}
