package io.recurbench.harness.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.SeededRandom;
import io.recurbench.api.record.SeriesValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {

    /** Each of them is something else for one YAML library or another. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "on",
                "off",
                "yes",
                "y",
                "true",
                "null",
                "~",
                "1.10",
                "010",
                "0o10",
                "0x10",
                "1_000",
                "1:30",
                "8d",
                "8f",
                "2026-01-01",
                "1e3",
                ".5",
                "+1",
                "-0",
                ".inf",
                "NaN",
                "2001-12-14t21:59:43.10-05:00",
                "=",
                "<<"
            })
    void aValueIsTheTextThatStandsThere(String text) {
        assertThat(value("a: " + text)).isEqualTo(new Node.Scalar(text, false, 1));
        assertThat(value("a: [" + text + "]")).isEqualTo(new Node.Items(List.of(new Node.Scalar(text, false, 1)), 1));
        assertThat(value("a: \"" + text + "\"")).isEqualTo(new Node.Scalar(text, true, 1));
        assertThat(Yaml.typed("--set a", text)).isEqualTo(new Node.Scalar(text, false, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "notes #1.txt",
                "a: b",
                " blanks around ",
                "",
                "*.txt",
                "&",
                "!",
                "@home",
                "%",
                "- 4",
                "a, b",
                "# no",
                "null",
                "| x",
                "> x",
                "? x",
                "C:\\data",
                "it's",
                "\t"
            })
    void whatIsTypedOnTheCommandLineIsTakenAsItIs(String text) {
        assertThat(Yaml.typed("--set a", text)).isEqualTo(new Node.Scalar(text, false, 0));
    }

    @Test
    void whatBeginsLikeYamlOnTheCommandLineIsYaml() {
        assertThat(Yaml.typed("--set a", "[64, x y]")).isEqualTo(list(plain("64"), plain("x y")));
        assertThat(Yaml.typed("--set a", "{b: [c], d: \"1\"}"))
                .isEqualTo(new Node.Fields(
                                Map.of("b", new Node.Items(List.of(plain("c")), 0), "d", new Node.Scalar("1", true, 0)),
                                0)
                        .merge(new Node.Fields(Map.of(), 0)));
        assertThat(Yaml.typed("--set a", "\"[a] #1.txt\"")).isEqualTo(new Node.Scalar("[a] #1.txt", true, 0));
        assertThat(Yaml.typed("--set a", "'it''s'")).isEqualTo(new Node.Scalar("it's", true, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[draft].txt", "[a", "[a #1, b]", "{a", "{a} b", "\"a", "\"a\" b", "'tis", "[a: &b c]"})
    void aValueThatNeedsQuotesSaysSo(String text) {
        String quoted = "'\"" + text.replace("\"", "\\\"") + "\"'";
        refused(() -> Yaml.typed("--set task.file", text), "--set task.file: ", "put it in double quotes", quoted);
        assertThat(Yaml.typed("--set task.file", quoted.substring(1, quoted.length() - 1)))
                .isEqualTo(new Node.Scalar(text, true, 0));
    }

    /** No record that holds one could be read again. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: 1\nb: \"x\\ud800\"",
                "a: 1\nb: \"\\udc00x\"",
                "a: 1\nb: {\"\\ud83d\": c}",
                "a: 1\nb: [c, [\"\\ude00\\ud83d\"]]",
                "a: 1\n\"\\uDFFF\": c",
                "a: 1\nb: {c: {d: \"\\ud83d \\ude00\"}}",
            })
    void halfOfASurrogatePairIsRefusedWhereverATextStands(String yaml) {
        refused(yaml, "x:2: expected a text, not half of a surrogate pair", "write both halves");
    }

    @Test
    void halfOfASurrogatePairIsRefusedOnTheCommandLine() {
        for (String text : List.of("a\ud800", "\udc00", "\"\\ud800\"", "[a, \"\\ud800\"]", "{\"\\ud800\": a}")) {
            assertThatThrownBy(() -> Yaml.typed("--set title", text))
                    .isInstanceOf(RecurbenchException.class)
                    .hasMessageStartingWith("--set title: expected a text, not half of a surrogate pair")
                    .hasMessageNotContaining("that begins with");
        }
        assertThat(Yaml.typed("--set title", "\"\\ud83d\\ude00\"")).isEqualTo(new Node.Scalar("\ud83d\ude00", true, 0));
    }

    @Test
    void anErrorNamesTheLineOfTheProblemAndTheWholeReason() {
        refused("id: t\n\ttasks: [a]\n", "x:2: not YAML: ", "found character '\\t(TAB)'", "indent with blanks");
        refused("a: [1, 2}\nb: 3\n", "x:1: not YAML: ", "while parsing a flow sequence, expected ',' or ']'");
        refused("a:\n  b: c: d\n", "x:2: not YAML: ", "put a text with ': ' in it in quotes");
        refused("a:\n\n  b: @home\n", "x:3: not YAML: ", "'@'", "put a text that begins with it in quotes");
        refused("a: \"\\q\"\n", "x:1: not YAML: ", "unknown escape character");
        refused("a: b\nc: d\u0007e\n", "x:2: not YAML: ", "U+0007");
        refused("a:\n  - b\n c: d\n", "x:3: not YAML: ");
        refused("a: *b\n", "x:1: an alias", "quote");
        refused("a: &b c\n", "x:1: an anchor", "quote");
        refused("a: !b c\n", "x:1: a tag", "quote");
        refused("a: b\na: c\n", "x:2: key 'a' is given twice");
        refused("a:\nb: c\n", "x:1: a value is missing", "\"\"");
        refused("? [a]\n: b\n", "x:1: a key is expected");
        refused("a: b\n---\nc: d\n", "x:2: a second document");
        refused("# nothing\n", "x is empty");
    }

    @Test
    void aByteOrderMarkIsNoCharacter() {
        assertThat(Yaml.read("x", "\uFEFFa: b")).isEqualTo(Yaml.read("x", "a: b"));
    }

    @ParameterizedTest
    @CsvSource({"[, 3000000", "x, 10000000", "'a: {', 500000", "'- ', 1000000", "\", 2000000", "'a\n', 600000"})
    void whatIsTooLongOrTooDeepIsRefusedAtOnce(String part, int times) {
        long start = System.nanoTime();
        refused(part.repeat(times), "too long for an experiment: at most 1048576 characters are read");
        try {
            Yaml.read("x", part.repeat(Yaml.LONGEST / part.length()));
        } catch (RecurbenchException e) {
            assertThat(e.getMessage()).startsWith("x").hasSizeLessThan(1200);
        }
        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
    }

    @Test
    void whatIsWrittenReadsBack() {
        SeededRandom random = new SeededRandom(20_251_127);
        for (int i = 0; i < 3000; i++) {
            Node.Fields tree = Texts.fields(random, 3);
            String written = YamlWriter.write(tree);
            assertThat(withoutLines(Yaml.read("x", written)))
                    .as("tree %d: %s", i, written)
                    .isEqualTo(withoutLines(tree));
        }
    }

    /** Lines apart, and whether a text is quoted where that changes nothing: the writer quotes what cannot stand plain. */
    private static Object withoutLines(Node node) {
        if (node instanceof Node.Scalar scalar) {
            boolean isNumber = !SeriesValue.of(scalar.text()).equals(scalar.text());
            return isNumber ? List.of(scalar.text(), scalar.quoted()) : scalar.text();
        }
        if (node instanceof Node.Items list) {
            List<Object> items = new ArrayList<>();
            list.items().forEach(item -> items.add(withoutLines(item)));
            return items;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        ((Node.Fields) node).fields().forEach((name, value) -> fields.put(name, withoutLines(value)));
        return List.of(fields.keySet().toString(), fields);
    }

    private static Node value(String yaml) {
        return ((Node.Fields) Yaml.read("x", yaml)).fields().values().iterator().next();
    }

    private static Node.Scalar plain(String text) {
        return new Node.Scalar(text, false, 0);
    }

    private static Node list(Node... items) {
        return new Node.Items(List.of(items), 0);
    }

    private static void refused(String yaml, String... words) {
        refused(() -> Yaml.read("x", yaml), words);
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String... words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RecurbenchException.class, e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.USAGE))
                .hasMessageContainingAll(words)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1200));
    }
}
