package io.recurbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.record.ResultSet;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.reports.example.Examples;
import io.recurbench.reports.example.Runs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
    private static final Pattern SCRIPT = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL);
    private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);

    @Test
    void theSameResultsGiveTheSameBytesUnderEveryLocaleAndOrder() throws IOException {
        ResultSet results = Examples.quickstart();
        List<TrialRecord> shuffled = new ArrayList<>(results.trials());
        Collections.shuffle(shuffled, new Random(11));
        String page = page(results);
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(page(new ResultSet(results.manifests(), shuffled))).isEqualTo(page);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void thePolicyAllowsItsOwnScriptsAndStyleAndNothingElse() throws Exception {
        String page = page(Examples.budget());

        String policy = page.substring(page.indexOf("content=\"default-src"), page.indexOf("<meta name=\"viewport\""));
        List<String> scripts = found(SCRIPT, page);
        assertThat(policy).startsWith("content=\"default-src &#39;none&#39;;").doesNotContain("unsafe", "http");
        assertThat(scripts).hasSize(2);
        for (String text : scripts) {
            assertThat(policy).contains(hash(text));
        }
        assertThat(found(STYLE, page))
                .singleElement()
                .satisfies(style -> assertThat(policy).contains(hash(style)));
        assertThat(markup(page)).doesNotContain(" style=\"", " onclick=\"", "src=\"http", "href=\"http", "url(");
    }

    @Test
    void hostileNamesAreText() throws IOException {
        String page = page(Examples.hostile());

        assertThat(found(SCRIPT, page)).hasSize(2);
        assertThat(markup(page)).doesNotContain("<img", "<script>document").contains("&lt;img src=x onerror=");
        String json =
                page.substring(page.indexOf("id=\"data\">"), page.indexOf("<script>", page.indexOf("id=\"data\">")));
        assertThat(json.substring(0, json.indexOf("</script>")))
                .doesNotContain("<!--", "\u2028")
                .contains("\\u003C");
    }

    @Test
    void aThousandTrialsStayBelowFiveMegabytes() throws IOException {
        assertThat(bytes(Examples.thousand())).hasSizeBetween(1_000_000, 5_000_000);
    }

    @Test
    void aRunWithoutACompletedTrialSaysSo() throws IOException {
        assertThat(page(Examples.nothingCompleted()))
                .contains("No trial completed", "Java heap space", "libcuda.so.1 was not found", "not run yet");
        assertThat(page(new ResultSet(List.of(), List.of()))).contains("No trial completed", "no trial has ended yet");
    }

    @Test
    void severalRunsAreComparedFactByFact() throws IOException {
        ResultSet results = Examples.quickstart();
        String page = page(new ResultSet(
                List.of(
                        results.manifests().get(0),
                        Runs.elsewhere(results.manifests().get(0))),
                results.trials()));

        assertThat(page).contains("Their speeds cannot be compared", "Another CPU at 3.1 GHz");
        assertThat(page.split("class=\"differs\"", -1)).hasSize(4);
    }

    @Test
    void everyTrialIsThereWithItsKeyAndCommand() throws IOException {
        ResultSet results = Examples.frozenParity();
        String page = page(results);

        assertThat(results.trials()).allSatisfy(trial -> assertThat(page).contains("title=\"" + trial.key() + "\""));
        assertThat(page).contains("recurbench run");
    }

    @Test
    void publishedValuesCarryTheirMarkAndSource() throws IOException {
        assertThat(page(Examples.budget()))
                .contains("Lizaire et al. 2024, Fig. 7, read off a figure", "2.588 <abbr>F</abbr>", "not run");
    }

    private static List<String> found(Pattern pattern, String page) {
        Matcher matcher = pattern.matcher(page);
        List<String> texts = new ArrayList<>();
        while (matcher.find()) {
            texts.add(matcher.group(1));
        }
        return texts;
    }

    /** The page without what its own scripts say. */
    private static String markup(String page) {
        return SCRIPT.matcher(page).replaceAll("<script></script>");
    }

    private static String hash(String text) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(digest);
    }

    private static String page(ResultSet results) throws IOException {
        return new String(bytes(results), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ResultSet results) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new HtmlReport().write(results, out);
        return out.toByteArray();
    }
}
