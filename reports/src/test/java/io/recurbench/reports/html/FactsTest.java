package io.recurbench.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.record.ResultSet;
import io.recurbench.reports.example.Examples;
import io.recurbench.reports.example.Sides;
import io.recurbench.reports.example.Views;
import io.recurbench.reports.model.Summary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactsTest {
    @Test
    void whatDiffersBetweenRunsIsNamedOnceInEnvironmentVersionsAndSettings() {
        Facts all = Facts.of(Summary.of(Views.twoRuns()));
        Facts differing = all.differing();

        assertThat(all.several()).isTrue();
        assertThat(differing.environment().rows())
                .extracting(Sheet.Row::name)
                .containsExactly("cpu.model", "fingerprint", "harness commit", "jvm.version");
        assertThat(differing.plugins().rows())
                .singleElement()
                .satisfies(row -> assertThat(row.values().get(1)).startsWith("version 2, recurbench-cells.jar"));
        assertThat(differing.settings().rows())
                .singleElement()
                .satisfies(row -> assertThat(row.name()).isEqualTo("training.updates"))
                .satisfies(row -> assertThat(row.values()).containsExactly("1000", "1000 | 5000"));
    }

    @Test
    void equalRunsDifferInNothingAndNoRunHasNoFacts() {
        ResultSet one = Examples.budget();
        Facts same = Facts.of(Summary.of(
                new ResultSet(List.of(one.manifests().get(0), one.manifests().get(0)), one.trials())));
        assertThat(same.differing().none()).isTrue();
        assertThat(same.none()).isFalse();

        Facts nothing = Facts.of(Summary.of(new ResultSet(List.of(), List.of())));
        assertThat(nothing.none()).isTrue();
        assertThat(nothing.several()).isFalse();
    }

    @Test
    void aReportSaysWhatIsPlannedTwice() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HtmlPage.write(Summary.of(Views.twoRuns()), out);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("One trial stands in the plans of several", "recurbench compare", "Plugins that differ");
    }

    @Test
    void aComparisonNamesTheSameFactsAndItsHostileNamesAreText() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HtmlPage.write(Sides.comparison("<img src=x onerror=alert(1)>\u202e"), out);
        String page = out.toString(StandardCharsets.UTF_8);

        assertThat(page)
                .contains(
                        "Machine, JVM and build that differ",
                        "Another CPU at 3.1 GHz",
                        "table class=\"changes sortable\"")
                .contains("&lt;img src=x onerror=alert(1)&gt;\\u202e")
                .doesNotContain("<img", "\u202e", "http://", "https://");
        assertThat(page.split("<script>", -1)).hasSize(2);
        assertThat(page).contains("2 regressions", "only in new");
    }
}
