package io.recurbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.recurbench.reports.example.Examples;
import io.recurbench.reports.example.Sides;
import io.recurbench.reports.html.HtmlPage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that sort, in a real browser. */
class SortingIT {
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
            assertThat(chromium.incidents).isEmpty();
            chromium.close();
        }
    }

    @Test
    void theTableOfAFigureSortsByClickUpDownAndBack() throws IOException {
        Page page = report("throughput");
        Locator table = open(page, "#speed figure .numbers");
        List<String> before = column(table, 3);
        Locator median = table.locator("thead th").nth(2).locator("button");

        median.click();
        assertThat(table.locator("th[aria-sort]").allInnerTexts()).hasSize(1);
        assertThat(table.locator("thead th").nth(2).getAttribute("aria-sort")).isEqualTo("ascending");
        List<String> ascending = column(table, 3);
        assertThat(ascending).containsExactlyInAnyOrderElementsOf(before).isNotEqualTo(before);
        assertThat(ascending.get(0)).startsWith("117");
        assertThat(ascending.get(9)).startsWith("1.88M");

        median.click();
        assertThat(table.locator("thead th").nth(2).getAttribute("aria-sort")).isEqualTo("descending");
        assertThat(column(table, 3).get(0)).startsWith("1.88M");

        median.click();
        assertThat(table.locator("th[aria-sort]").count()).isZero();
        assertThat(column(table, 3)).isEqualTo(before);
        page.context().close();
    }

    @Test
    void theKeyboardSortsAndTheFilterStillHides() throws IOException {
        Page page = report("quickstart");
        Locator table = open(page, "#scores figure .numbers");
        Locator score = table.locator("thead th").nth(1).locator("button");

        score.focus();
        page.keyboard().press("Enter");
        assertThat(table.locator("thead th").nth(1).getAttribute("aria-sort")).isEqualTo("ascending");
        assertThat(page.evaluate("document.activeElement.closest('th').getAttribute('aria-sort')"))
                .isEqualTo("ascending");
        page.keyboard().press("Space");
        assertThat(column(table, 2)).isSortedAccordingTo((a, b) -> b.compareTo(a));

        page.locator("#filters input[value=lstm]").uncheck();
        assertThat(table.locator("tbody tr:visible th").allInnerTexts())
                .doesNotContain("lstm")
                .hasSize(4);
        page.context().close();
    }

    @Test
    void whatIsNotKnownComesLastBothWays() throws IOException {
        Page page = report("grid");
        Locator table = page.locator("table", new Page.LocatorOptions().setHasText("Rank by hidden"))
                .first();
        table.evaluate("table => { table.closest('details').open = true; }");
        Locator largest = table.locator("thead th").nth(4).locator("button");

        largest.click();
        assertThat(column(table, 5)).containsExactly("1.570", "1.758", "–");
        largest.click();
        assertThat(column(table, 5)).containsExactly("1.758", "1.570", "–");
        page.context().close();
    }

    @Test
    void aComparisonSortsByItsDrawing() throws IOException {
        Path file = folder.resolve("comparison.html");
        try (OutputStream out = Files.newOutputStream(file)) {
            HtmlPage.write(Sides.comparison(""), out);
        }
        Page page = chromium.open(file, "", ColorScheme.LIGHT, 1280);
        Locator table = page.locator("table.changes");

        table.locator("thead th").nth(6).locator("button").click();

        assertThat(table.locator("tbody tr th").first().innerText()).startsWith("rnn");
        assertThat(table.locator("tbody tr th").last().innerText()).startsWith("bilinear");
        page.context().close();
    }

    @Test
    void numbersAreReadAsReportsWriteThem() throws IOException {
        Page page = report("nothing");
        String script = Files.readString(Path.of("src/main/resources/io/recurbench/reports/html/sort.js"));
        Object read = page.evaluate(script.replace("\nfunction startSorting", "\nfunction unused")
                + "\n['1.30K', '41.0 MiB', '512 byte', '3 min 20 s', '2 h 05 min', '38 s', '9/10', '3 of 4', '-0.5', '+12.0 %',"
                + " '±1', '1e-5', 'inf', '-inf', '0.400 P (from accuracy 0.7)', '1.1M token/s', '0.1 … 0.9', '2rnn', 'lstm',"
                + " '12, 13', ''].map(numberIn).map(String)");

        assertThat((List<?>) read)
                .map(String::valueOf)
                .containsExactly(
                        "1300",
                        "42991616",
                        "512",
                        "200",
                        "7500",
                        "38",
                        "0.9",
                        "0.75",
                        "-0.5",
                        "12",
                        "1",
                        "0.00001",
                        "Infinity",
                        "-Infinity",
                        "0.4",
                        "1100000",
                        "0.1",
                        "null",
                        "null",
                        "12",
                        "null");
        page.context().close();
    }

    @Test
    void withoutScriptsTheTablesAreThere() throws IOException {
        String page = Files.readString(write("quickstart"));

        assertThat(page.split("<table class=\"sortable\">", -1).length).isGreaterThan(20);
        assertThat(page.substring(0, page.indexOf("<script")))
                .doesNotContain("<th aria-sort", "<th scope=\"col\"><button");
    }

    private static Locator open(Page page, String details) {
        Locator first = page.locator(details).first();
        first.locator("summary").click();
        return first.locator("table");
    }

    private static List<String> column(Locator table, int number) {
        return table.locator("tbody tr > :nth-child(" + number + ")").allInnerTexts();
    }

    private static Page report(String example) throws IOException {
        return chromium.open(write(example), "", ColorScheme.LIGHT, 1280);
    }

    private static Path write(String example) throws IOException {
        Path file = folder.resolve(example + ".html");
        try (OutputStream out = Files.newOutputStream(file)) {
            new HtmlReport().write(Examples.all().get(example), out);
        }
        return file;
    }
}
