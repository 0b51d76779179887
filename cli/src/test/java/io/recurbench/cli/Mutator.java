package io.recurbench.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recurbench.api.SeededRandom;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Damages files as a disk, a program or somebody with bad intentions would: bytes without a thought of what they mean, and
 * values of JSON by what they are. The same seed gives the same damage.
 */
final class Mutator {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])[0-9]+(\\.[0-9]+)?(?![\\w.])");

    private static final List<String> LITERALS = List.of(
            "null",
            "true",
            "false",
            "-1",
            "0",
            "1",
            "2",
            "-0.0",
            "0.1",
            "250.0",
            "1e0",
            "1e308",
            "1e999",
            "-1e999",
            "1e-999999999",
            "4.9e-324",
            "2147483647",
            "2147483648",
            "-2147483649",
            "4294967296",
            "9223372036854775807",
            "-9223372036854775808",
            "9223372036854775808",
            "99999999999999999999999999999999",
            "NaN",
            "Infinity",
            "0x10",
            "010",
            "1_000",
            "[]",
            "{}",
            "[[]]",
            "[null]",
            "{\"a\":1,\"a\":2}",
            "",
            "[",
            "}",
            "\"\"",
            "\"");

    private static final List<String> WHOLE = List.of(
            "0",
            "1",
            "2",
            "3",
            "7",
            "100",
            "1000000",
            "2147483646",
            "2147483647",
            "2147483648",
            "4294967297",
            "1000000000000",
            "9223372036854775806",
            "9223372036854775807",
            "-1",
            "-2147483648",
            "-9223372036854775808");

    private static final List<String> REAL = List.of(
            "0.0",
            "-0.0",
            "1.0",
            "-1.0",
            "1e-300",
            "4.9e-324",
            "1.7976931348623157e308",
            "-1.7976931348623157e308",
            "1e300",
            "3.4028236e38",
            "0.1",
            "0.30000000000000004",
            "1e16",
            "\"NaN\"",
            "\"Infinity\"",
            "\"-Infinity\"");

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "NaN",
            "Infinity",
            "-Infinity",
            "null",
            "true",
            "\u0000",
            "a\u0000b",
            "..",
            "../..",
            "/",
            "/dev/zero",
            "-rf",
            "\n",
            "\r\n",
            "\t",
            "\u001b[31m",
            "\u202e",
            "\ufeff",
            "\ud800",
            "\udfff\ud800",
            "\ud83d\ude80",
            "\u0131",
            "=1+1",
            "@SUM(1)",
            "<script>alert(1)</script>",
            "%s%n%d",
            "{0}",
            "${jndi:x}",
            "$1\\",
            "a|b|c",
            "a,b;c",
            "'\"`",
            "0",
            "2",
            "1e5",
            "250.0",
            "rnn",
            "lstm",
            "cpu",
            "nd4j",
            "acme:rnn",
            "COMPLETED",
            "FAILED",
            "TIMEOUT",
            "DIVERGED",
            "LATER",
            "2026-01-01T00:00:00Z",
            "9999-99-99T99:99:99Z",
            "F32",
            "F64",
            "__metadata__",
            "test/loss",
            "&a *a",
            "!!java.net.URL x",
            "a: b");

    private final SeededRandom random;
    private final List<Path> targets;

    /** A mutator that also writes the names of these files where texts stand. */
    Mutator(SeededRandom random, List<Path> targets) {
        this.random = random;
        this.targets = List.copyOf(targets);
    }

    /** Whether something happens that happens in so many of a hundred cases. */
    boolean in(int percent) {
        return random.nextInt(100) < percent;
    }

    /** One of these. */
    <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Some bytes changed, one to three times. */
    byte[] bytes(byte[] whole) {
        byte[] result = whole;
        for (int times = random.nextInt(1, 3); times > 0; times--) {
            result = changed(result);
        }
        return result;
    }

    private byte[] changed(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        int end = Math.min(bytes.length, at + random.nextInt(1, 40));
        return switch (random.nextInt(9)) {
            case 0 -> flipped(bytes, at);
            case 1 -> Arrays.copyOf(bytes, at);
            case 2 -> splice(bytes, at, at, new byte[] {(byte) random.nextInt(256)});
            case 3 -> splice(bytes, at, end, new byte[0]);
            case 4 -> splice(bytes, at, end, one(LITERALS).getBytes(StandardCharsets.UTF_8));
            case 5 -> splice(bytes, at, end, text().getBytes(StandardCharsets.UTF_8));
            case 6 -> splice(bytes, at, at, Arrays.copyOfRange(bytes, at / 2, at));
            case 7 -> splice(bytes, at, at, "[".repeat(random.nextInt(1, 3000)).getBytes(StandardCharsets.US_ASCII));
            default -> splice(bytes, at, end, new byte[random.nextInt(1, 5000)]);
        };
    }

    private byte[] flipped(byte[] bytes, int at) {
        byte[] result = bytes.clone();
        if (at < result.length) {
            result[at] ^= (byte) (1 << random.nextInt(8));
        }
        return result;
    }

    /** A text of the kind that breaks programs, short or very long. */
    String text() {
        return switch (random.nextInt(12)) {
            case 0 -> "a".repeat(random.nextInt(1, 200_000));
            case 1 -> "a/".repeat(random.nextInt(1, 20_000));
            case 2 -> one(targets).toString();
            case 3 -> one(TEXTS).repeat(random.nextInt(1, 50));
            default -> one(TEXTS);
        };
    }

    /** A document of JSON with some values changed, and rarely its text as well. */
    String json(String document) {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("only whole documents are damaged by value", e);
        }
        List<String> raw = new ArrayList<>();
        for (int times = random.nextInt(1, 3); times > 0; times--) {
            change(tree, raw);
        }
        String text = tree.toString();
        // Literals that no tree holds stand in for a mark.
        for (int i = 0; i < raw.size(); i++) {
            text = text.replace("\"\u0001" + i + "\u0001\"", raw.get(i))
                    .replace("\"\\u0001" + i + "\\u0001\"", raw.get(i));
        }
        return text;
    }

    private void change(JsonNode tree, List<String> raw) {
        List<ContainerNode<?>> containers = new ArrayList<>();
        collect(tree, containers);
        ContainerNode<?> chosen = one(containers);
        if (chosen instanceof ObjectNode object) {
            change(object, raw);
        } else if (chosen instanceof ArrayNode array) {
            change(array, raw);
        }
    }

    private void change(ObjectNode object, List<String> raw) {
        List<String> names = object.properties().stream().map(Map.Entry::getKey).toList();
        String name = names.isEmpty() ? text() : one(names);
        switch (random.nextInt(8)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(text(), object.path(name).deepCopy());
            case 2 ->
                object.set(
                        name,
                        object.path(one(names.isEmpty() ? List.of("") : names)).deepCopy());
            default -> object.set(name, value(object.path(name), raw));
        }
    }

    private void change(ArrayNode array, List<String> raw) {
        int at = array.isEmpty() ? 0 : random.nextInt(array.size());
        switch (random.nextInt(7)) {
            case 0 -> array.remove(at);
            case 1 -> {
                for (int times = random.nextInt(1, 2000); times > 0; times--) {
                    array.add(array.path(at).deepCopy());
                }
            }
            case 2 -> array.insert(at, value(array.path(at), raw));
            case 3 -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, value(array.path(i), raw));
                }
            }
            default -> {
                if (!array.isEmpty()) {
                    array.set(at, value(array.path(at), raw));
                }
            }
        }
    }

    private JsonNode value(JsonNode before, List<String> raw) {
        if (before.isTextual() && in(50)) {
            return MAPPER.getNodeFactory().textNode(in(50) ? text() : before.asText() + text());
        }
        if (before.isNumber() && in(80)) {
            return mark(one(before.isIntegralNumber() ? WHOLE : REAL), raw);
        }
        if (in(10)) {
            int deep = random.nextInt(1, 2000);
            return mark("[".repeat(deep) + "]".repeat(deep), raw);
        }
        return mark(one(LITERALS), raw);
    }

    private static JsonNode mark(String literal, List<String> raw) {
        raw.add(literal);
        return MAPPER.getNodeFactory().textNode("\u0001" + (raw.size() - 1) + "\u0001");
    }

    private static void collect(JsonNode node, List<ContainerNode<?>> containers) {
        if (node instanceof ContainerNode<?> container) {
            containers.add(container);
            node.forEach(child -> collect(child, containers));
        }
    }

    /** A text of lines with a number, a word or a line changed. */
    String lines(String text) {
        List<MatchResult> numbers = NUMBER.matcher(text).results().toList();
        if (in(40) && !numbers.isEmpty()) {
            MatchResult number = one(numbers);
            String other = in(80) ? one(number.group().contains(".") ? REAL : WHOLE) : one(LITERALS);
            return text.substring(0, number.start()) + other + text.substring(number.end());
        }
        List<String> lines = new ArrayList<>(text.lines().toList());
        int at = random.nextInt(lines.size());
        String line = lines.get(at);
        switch (random.nextInt(6)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, one(lines));
            case 2 -> lines.set(at, " ".repeat(random.nextInt(9)) + line);
            case 3 -> lines.set(at, "\t" + line);
            default -> lines.set(at, word(line));
        }
        return String.join("\n", lines) + "\n";
    }

    private String word(String line) {
        List<String> words = new ArrayList<>(List.of(line.split("(?<=[ :,\\[{])|(?=[,\\]}])")));
        words.set(random.nextInt(words.size()), in(50) ? one(LITERALS) : text());
        return String.join("", words);
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] middle) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        out.writeBytes(middle);
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }
}
