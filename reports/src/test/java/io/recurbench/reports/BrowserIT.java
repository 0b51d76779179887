package io.recurbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.recurbench.api.record.ResultSet;
import io.recurbench.leaderboard.KnownData;
import io.recurbench.leaderboard.Leaderboard;
import io.recurbench.leaderboard.Rules;
import io.recurbench.leaderboard.Submissions;
import io.recurbench.reports.example.Boards;
import io.recurbench.reports.example.Examples;
import io.recurbench.reports.example.Views;
import io.recurbench.reports.html.BoardSite;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTML report in a real browser. */
class BrowserIT {
    private static Chromium chromium;

    @TempDir
    private static Path folder;

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

    @AfterEach
    void nothingWasAskedForAndNothingComplained() {
        List<String> incidents = List.copyOf(chromium.incidents);
        chromium.incidents.clear();
        assertThat(incidents).isEmpty();
    }

    static List<ResultSet> everyChartIsDrawn() {
        return List.of(
                Examples.quickstart(),
                Examples.analysed(),
                Examples.rank(),
                Examples.grokking(),
                Examples.activations("cpu"),
                Examples.throughput(),
                Views.grid(),
                Views.warmUps());
    }

    @ParameterizedTest
    @MethodSource
    void everyChartIsDrawn(ResultSet results) throws IOException {
        Page page = open(results, "", ColorScheme.LIGHT, 1280);
        Chromium.drawEverything(page);

        Object charts = page.evaluate("document.querySelectorAll('.chart').length");
        Object drawn = page.evaluate("[...document.querySelectorAll('.chart svg')].filter(svg => svg.querySelectorAll("
                + "'path[fill]:not([fill=none])').length > 1 && svg.querySelectorAll('text').length > 2).length");
        assertThat(((Number) charts).intValue()).isPositive();
        assertThat(drawn).isEqualTo(charts);
        page.context().close();
    }

    @Test
    void hostileNamesAreShownAsText() throws IOException {
        Page page = open(Examples.hostile(), "", ColorScheme.LIGHT, 1280);
        Chromium.drawEverything(page);

        assertThat(page.title()).startsWith("<img src=x onerror=");
        assertThat(page.locator("h1").innerText()).startsWith("<img src=x onerror=");
        assertThat(page.locator("img").count()).isZero();
        assertThat(page.locator("script").count()).isEqualTo(3);
        assertThat(page.locator(".matrix thead").innerText()).contains("<img src=x onerror=");
        assertThat(page.locator("#further .legend").first().innerText()).contains("<img src=x");
        page.context().close();
    }

    @Test
    void theFragmentSelects() throws IOException {
        Page page =
                open(Examples.quickstart(), "#cell=lstm&cell=bilinear&task=parity&at=lengths", ColorScheme.LIGHT, 1280);
        Chromium.drawEverything(page);

        assertThat(page.locator(".matrix thead th:visible").allInnerTexts())
                .containsExactly("Task", "lstm", "bilinear");
        assertThat(page.locator(".matrix tbody tr:visible").count()).isEqualTo(1);
        assertThat(page.locator("#filters input:checked").count()).isEqualTo(3);
        assertThat(page.locator("#lengths figure:visible").count()).isEqualTo(1);
        assertThat(page.locator("#lengths figure:visible .legend button").allInnerTexts())
                .containsExactly("lstm", "bilinear");

        page.locator("#filters input[value=gru]").check();
        assertThat(page.url()).endsWith("#task=parity&cell=lstm&cell=gru&cell=bilinear");
        assertThat(page.locator(".matrix thead th:visible").count()).isEqualTo(4);

        page.locator("#show-all").click();
        assertThat(page.url()).doesNotContain("#");
        assertThat(page.locator(".matrix thead th:visible").count()).isEqualTo(6);
        page.context().close();
    }

    @Test
    void whatTheFilterLeavesIsDrawnOnLogarithmicAxesToo() throws IOException {
        Page page = open(Examples.quickstart(), "#cell=rnn", ColorScheme.LIGHT, 1280);
        Chromium.drawEverything(page);

        assertThat(page.locator("figure:visible .chart svg").count())
                .isEqualTo(page.locator("figure:visible").count());
        page.context().close();
    }

    @Test
    void aLinkToASettingOpensIt() throws IOException {
        Page page = open(Examples.quickstart(), "", ColorScheme.LIGHT, 1280);

        page.locator(".matrix tbody .median").first().click();

        assertThat(page.locator("details.setting[open]").count()).isEqualTo(1);
        assertThat(page.locator("details.setting[open] .reproduce code").last().innerText())
                .startsWith("recurbench run");
        page.context().close();
    }

    @Test
    void everythingIsReachedByKeyboard() throws IOException {
        Page page = open(Examples.throughput(), "", ColorScheme.LIGHT, 1280);
        Chromium.drawEverything(page);

        page.keyboard().press("Tab");
        assertThat(page.evaluate("document.activeElement.className")).isEqualTo("skip");
        page.locator("figure .legend button").first().focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("figure .legend button").first().getAttribute("aria-pressed"))
                .isEqualTo("false");
        assertThat(page.evaluate("document.activeElement.getAttribute('aria-pressed')"))
                .isEqualTo("false");
        page.locator("figure details.numbers summary").first().focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("figure details.numbers table").first().isVisible())
                .isTrue();
        page.context().close();
    }

    @Test
    void aScaleCanBeChanged() throws IOException {
        Page page = open(Examples.rank(), "", ColorScheme.LIGHT, 1280);
        Chromium.drawEverything(page);
        String before = page.locator("#scores .chart").first().innerText();

        page.locator("#scores .scales input").first().check();

        assertThat(page.locator("#scores .chart").first().innerText()).isNotEqualTo(before);
        page.context().close();
    }

    @Test
    void darkIsDarkAndAPhoneNeedsNoSidewaysScrolling() throws IOException {
        Page page = open(Examples.budget(), "", ColorScheme.DARK, 360);
        Chromium.drawEverything(page);

        assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(21, 23, 26)");
        assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
                .isLessThanOrEqualTo(360);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(253, 253, 252)");
        page.context().close();
    }

    @Test
    void printHoldsEveryChart() throws IOException {
        Page page = open(Examples.rank(), "", ColorScheme.DARK, 1280);

        byte[] pdf = page.pdf();

        assertThat(pdf).hasSizeGreaterThan(50_000);
        assertThat(page.locator("figure:visible").count())
                .isEqualTo(page.locator("figure:visible .chart svg").count())
                .isPositive();
        page.context().close();
    }

    @Test
    void aRunWithoutAnyCompletedTrialSaysSo() throws IOException {
        Page page = open(Examples.nothingCompleted(), "", ColorScheme.LIGHT, 1280);

        assertThat(page.locator("#nothing").innerText()).contains("No trial completed");
        assertThat(page.locator("#failures").innerText()).contains("libcuda.so.1 was not found");
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 360})
    void aBoardIsDrawnAtOnceAndFitsItsWindow(int width) throws IOException {
        Path site = Files.createTempDirectory(folder, "site");
        BoardSite.write(
                Leaderboard.of(
                        Submissions.read(List.of(Boards.write(
                                Files.createTempDirectory(folder, "results"), 6, "<img src=x onerror=alert(1)>"))),
                        Rules.with("cpu", KnownData.none())),
                site);
        Page page = chromium.open(site.resolve("index.html"), "", ColorScheme.LIGHT, width);
        Object milliseconds = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd");
        assertThat(((Number) milliseconds).doubleValue()).isLessThan(1000);
        assertThat(page.locator("#quality tbody tr").count()).isEqualTo(19);
        assertThat(page.locator("img, script").count()).isZero();
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
        String table = String.valueOf(page.locator("#quality tbody a").first().getAttribute("href"));
        page.context().close();

        Page rows = chromium.open(site.resolve(table), "", ColorScheme.DARK, width);
        assertThat(rows.locator("#rows tbody tr").count()).isEqualTo(20);
        assertThat(rows.locator("#front circle").count()).isEqualTo(20);
        assertThat(rows.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
        rows.context().close();
    }

    @Test
    void aThousandTrialsAreDrawnInUnderTwoSeconds() throws IOException {
        Path file = write(Examples.thousand());

        assertThat(Files.size(file)).isLessThan(5_000_000);
        assertThat(chromium.secondsToDraw(file)).isLessThan(2);
    }

    private static Page open(ResultSet results, String fragment, ColorScheme scheme, int width) throws IOException {
        return chromium.open(write(results), fragment, scheme, width);
    }

    private static Path write(ResultSet results) throws IOException {
        Path file = Files.createTempFile(folder, "report", ".html");
        try (OutputStream out = Files.newOutputStream(file)) {
            new HtmlReport().write(results, out);
        }
        return file;
    }
}
