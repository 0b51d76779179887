package io.recurbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
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

/** What axe-core says of every kind of page: nothing that is serious or critical. */
class AccessibilityIT {
    /** Every rule of the library, in a page whose policy lets it fetch nothing. */
    private static final String ISSUES = """
            () => axe.run(document).then(results => results.violations
              .filter(issue => ['serious', 'critical'].includes(issue.impact))
              .map(issue => issue.id + ': ' + issue.nodes.slice(0, 3).map(node => node.html.slice(0, 200)).join(' | ')))""";

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

        assertThat(issues(site.resolve("index.html"))).isEmpty();
        for (String kind : List.of("quality", "speed", "machines")) {
            try (Stream<Path> pages = Files.list(site.resolve(kind))) {
                assertThat(issues(pages.sorted().findFirst().orElseThrow())).isEmpty();
            }
        }
    }

    @Test
    void aSeriousIssueWouldBeFound() throws IOException {
        Path file = Files.writeString(
                folder.resolve("bad.html"),
                "<!DOCTYPE html><html><title>x</title><body><button></button><p style='color:#ccc;background:#fff'>pale");

        assertThat(issues(file))
                .anyMatch(issue -> issue.contains("button-name"))
                .anyMatch(issue -> issue.contains("html-has-lang"));
    }

    /** In both schemes, on a wide screen and a phone, with all that is folded open. */
    private static List<String> issues(Path file) {
        List<String> issues = new ArrayList<>();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            Page page = chromium.open(file, "", scheme, scheme == ColorScheme.LIGHT ? 1280 : 360);
            page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })");
            if (page.locator("figure .chart").count() > 0) {
                Chromium.drawEverything(page);
            }
            page.evaluate(axe);
            ((List<?>) page.evaluate(ISSUES)).forEach(issue -> issues.add(scheme + ": " + issue));
            page.context().close();
        }
        chromium.incidents.clear();
        return issues;
    }
}
