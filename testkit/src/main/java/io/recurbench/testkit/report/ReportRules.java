package io.recurbench.testkit.report;

import io.recurbench.api.record.ResultSet;
import io.recurbench.api.stability.Stability;
import io.recurbench.api.text.Visible;
import io.recurbench.testkit.rule.Check;
import io.recurbench.testkit.rule.Declarations;
import io.recurbench.testkit.rule.Rule;
import io.recurbench.testkit.rule.RuleCase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules for report writers, as {@code docs/conformance.md} lists them. */
@Stability.Experimental
public final class ReportRules {
    private static final int MANY = 1000;
    private static final long SECONDS = 20;
    private static final int BYTES_OF_A_TRIAL = 1 << 14;
    private static final int BYTES_OF_A_PAGE = 4 << 20;

    private static final String ATTRIBUTE = "an attribute";
    private static final String CDATA = "the end of a CDATA section";

    /** What would run, or be taken for markup, if it stood in a page as it is. */
    private static final Map<String, String> MARKUP = Map.of(
            "an element",
            "<b id=kit-was-here>x</b>",
            "a script",
            "</script><script>kit()</script>",
            ATTRIBUTE,
            "\" onmouseover=\"kit()\" x='",
            "a comment",
            "--><!--",
            CDATA,
            "]]>");

    /** What turns, hides or ends a line. */
    private static final Map<String, String> HIDDEN = Map.of(
            "control characters", "a\u0000b\u0007c\u001b[31md\u007fe\u009bf",
            "a change of direction", "a\u202eb\u2066c\u200fd",
            "characters without width", "a\u200bb\ufeffc\u2060d");

    /** What has to be read, however it is written. */
    private static final Map<String, String> STRANGE = Map.of(
            "quotes and commas", "a,\"b\";'c'\\|`d`,=1+1",
            "ends of lines", "a\nb\r\nc\u2028d",
            "other scripts", "\u05d0\u05d1\u0627\u0628\u4e2d\u6587\ud83d\ude00",
            "half a character", "a\ud83d",
            "a very long text", "x".repeat(20_000));

    private static final Pattern REQUEST = Pattern.compile(
            "<(?:script|img|link|iframe|source|video|audio|embed|object|base)\\b[^>]*?\\b(?:src|href|data)\\s*=\\s*[\"']?"
                    + "(?:https?:)?//[^>]{0,80}|@import\\s+(?:url\\()?[\"']?(?:https?:)?//[^;]{0,80}",
            Pattern.CASE_INSENSITIVE);

    static final Rule<ReportSubject> DECLARATIONS = Rule.single(
            "R1",
            "the report has a proper id and description, and a plain name for its file",
            List.of("fileName(): letters, digits, dots and hyphens, without a folder"),
            ReportRules::declarations);

    static final Rule<ReportSubject> AGAIN = Rule.single(
            "R2",
            "the same results give the same bytes, whatever the clock, the locale, the time zone and what was written before",
            List.of(
                    "the time of writing: a report says when its results were made",
                    "String.format and toLowerCase without Locale.ROOT",
                    "fields of the writer that one report leaves for the next"),
            ReportRules::again);

    static final Rule<ReportSubject> TEXTS = rule(
            "R3",
            "texts of others are written, and what moves a cursor, turns the direction or cannot be seen is made visible",
            texts(STRANGE, HIDDEN),
            ReportRules::hidden,
            "titles, labels, options, metrics, messages and facts may hold anything",
            "escape it, as JSON does: \\u202e");

    static final Rule<ReportSubject> MARKUP_IS_TEXT = rule(
            "R4",
            "texts of others cannot become markup of a page",
            texts(MARKUP),
            ReportRules::markup,
            "a template engine that escapes by default, in attributes and scripts too",
            "data in a script: < as \\u003c");

    static final Rule<ReportSubject> INCOMPLETE = rule(
            "R5",
            "numbers that are not finite, metrics that are missing, failed trials and no trial at all are written",
            Map.of("incomplete", SampleResults::incomplete, "empty", SampleResults::empty),
            (subject, name, results, check) -> {
                String text = subject.text(results, check);
                check.that(
                        name.equals("empty") || !text.matches("(?s).*\\bnull\\b.*") || subject.isPage(),
                        "the report says 'null' where there is nothing");
            },
            "score() is empty where a trial has no metric",
            "the largest of no numbers, scales from NaN to NaN");

    static final Rule<ReportSubject> MANY_TRIALS = Rule.single(
            "R6",
            "1,000 trials are written in bounded time and size",
            List.of("work that grows with the square of the trials", "the same facts again beside each trial"),
            ReportRules::many);

    static final Rule<ReportSubject> OFFLINE = Rule.single(
            "R7",
            "a page asks nothing of the network",
            List.of("style sheets, scripts and fonts stand in the file"),
            ReportRules::offline);

    private ReportRules() {}

    /** All rules, by number. */
    public static List<Rule<ReportSubject>> all() {
        return List.of(DECLARATIONS, AGAIN, TEXTS, MARKUP_IS_TEXT, INCOMPLETE, MANY_TRIALS, OFFLINE);
    }

    /** What a rule does with results. */
    private interface ResultsBody {
        void run(ReportSubject subject, String name, ResultSet results, Check check) throws IOException;
    }

    private static Rule<ReportSubject> rule(
            String id, String title, Map<String, Supplier<ResultSet>> results, ResultsBody body, String... hints) {
        return new Rule<>(
                id,
                title,
                List.of(hints),
                subject -> results.entrySet().stream()
                        .map(entry -> new RuleCase(
                                entry.getKey(),
                                0,
                                check -> body.run(
                                        subject,
                                        entry.getKey(),
                                        entry.getValue().get(),
                                        check)))
                        .toList());
    }

    @SafeVarargs
    private static Map<String, Supplier<ResultSet>> texts(Map<String, String>... all) {
        Map<String, Supplier<ResultSet>> results = new LinkedHashMap<>();
        for (Map<String, String> texts : all) {
            new TreeMap<>(texts).forEach((name, text) -> results.put(name, () -> SampleResults.saying(text)));
        }
        return results;
    }

    private static void declarations(ReportSubject subject, Check check) {
        Declarations.check(subject.writer(), check);
        check.that(
                subject.writer().fileName().matches("[A-Za-z0-9][A-Za-z0-9._-]*"),
                "the file is called '" + subject.writer().fileName() + "'");
    }

    private static void again(ReportSubject subject, Check check) throws IOException {
        byte[] first = subject.write(SampleResults.plain(), check);
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            long second = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            do {
                // Something else in between, until the clock shows another second.
                subject.write(SampleResults.incomplete(), check);
            } while (TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis()) == second);
            byte[] again = subject.write(SampleResults.plain(), check);
            int differs = Arrays.mismatch(first, again);
            check.that(
                    differs < 0,
                    "byte " + differs + " of " + first.length
                            + " differs, a second later under another locale and time zone: " + excerpt(first, differs)
                            + ", then " + excerpt(again, differs));
        } finally {
            TimeZone.setDefault(zone);
            Locale.setDefault(locale);
        }
    }

    private static String excerpt(byte[] bytes, int at) {
        int from = Math.max(0, Math.min(at, bytes.length) - 20);
        return Visible.quoted(new String(bytes, from, Math.min(40, bytes.length - from), StandardCharsets.UTF_8));
    }

    private static void hidden(ReportSubject subject, String name, ResultSet results, Check check) throws IOException {
        String text = subject.text(results, check);
        for (String line : (Iterable<String>) text.lines()::iterator) {
            String tabless = line.replace('\t', ' ');
            check.that(
                    Visible.isLine(tabless),
                    "a line holds hidden characters as they are: "
                            + Visible.quoted(tabless.substring(0, Math.min(200, tabless.length()))));
        }
    }

    private static void markup(ReportSubject subject, String name, ResultSet results, Check check) throws IOException {
        check.skipIf(
                !subject.isMarkup(),
                "it is no markup, going by its file " + subject.writer().fileName());
        check.skipIf(name.equals(CDATA) && subject.isPage(), "these are for XML");
        String text = subject.text(results, check);
        String markup = MARKUP.getOrDefault(name, name);
        for (int at = text.indexOf(markup); at >= 0; at = text.indexOf(markup, at + 1)) {
            String before = text.substring(Math.max(0, at - 60), at);
            check.that(
                    name.equals(ATTRIBUTE) && isText(text, at),
                    "'" + markup + "' stands there as it is, first behind " + Visible.quoted(before));
        }
    }

    /** Whether quotes at a place are harmless: between tags, and in no script. */
    private static boolean isText(String page, int at) {
        String before = page.substring(0, at);
        return before.lastIndexOf('>') > before.lastIndexOf('<')
                && before.lastIndexOf("<script") <= before.lastIndexOf("</script");
    }

    private static void many(ReportSubject subject, Check check) throws IOException {
        subject.write(SampleResults.plain(), check);
        ResultSet results = SampleResults.completed(MANY);
        long start = System.nanoTime();
        int bytes = subject.write(results, check).length;
        double seconds = (System.nanoTime() - start) / 1e9;
        check.that(seconds <= SECONDS, MANY + " trials took " + (long) seconds + " s, expected at most " + SECONDS);
        int most = BYTES_OF_A_PAGE + MANY * BYTES_OF_A_TRIAL;
        check.that(bytes <= most, MANY + " trials take " + bytes + " bytes, expected at most " + most);
    }

    private static void offline(ReportSubject subject, Check check) throws IOException {
        check.skipIf(
                !subject.isPage(),
                "it is no page, going by its file " + subject.writer().fileName());
        Matcher request = REQUEST.matcher(subject.text(SampleResults.plain(), check));
        check.that(!request.find(), () -> "the page loads " + Visible.quoted(request.group()));
    }
}
