package io.recurbench.suites.text;

import io.recurbench.api.Option;
import io.recurbench.api.task.LearningTask;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskRequest;
import io.recurbench.suites.common.DataFile;
import io.recurbench.suites.common.DataFile.Fingerprint;
import io.recurbench.suites.common.text.Utf8Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * WikiText-2 by characters (Merity et al., 'Pointer Sentinel Mixture Models', 2016), in its own split: the raw text, or
 * the word-level tokens with {@code <unk>}. Scores of the two can't be compared.
 */
public final class WikiText2Task implements LearningTask {
    /** The digests of the raw files are known; those of the token files are recorded. */
    private static final Map<String, Fingerprint> RAW = Map.of(
            "train", new Fingerprint(10_940_747, "6707892fa3788b5ab9ed78ab5ff37d9fe825f6011a2ad4fcd6a6d467f0e7da57"),
            "valid", new Fingerprint(1_146_846, "4cd0f6876d07a413aa911261ff6d363c72d757d47f0fdd6015702014c89cb9c7"),
            "test", new Fingerprint(1_290_590, "173c87a53759e0201f33e0ccf978e510c2042d7f2cb78229d9a50d79b9e7dd08"));

    private static final List<String> PARTS = List.of("train", "valid", "test");

    private final Map<String, Fingerprint> raw;

    /** The task. */
    public WikiText2Task() {
        this(RAW);
    }

    /** With other raw files, to test with. */
    WikiText2Task(Map<String, Fingerprint> raw) {
        this.raw = raw;
    }

    @Override
    public String id() {
        return "wikitext-2";
    }

    @Override
    public String description() {
        return "Next character of WikiText-2";
    }

    @Override
    public List<Option> options() {
        return Corpus.optionsAfter(
                Option.choice("variant", List.of("raw", "tokens"), "the raw text, or the words with <unk>"),
                Corpus.MINIMUM_COUNT);
    }

    @Override
    public Map<String, String> knownData() {
        return DataFile.known(PARTS.stream().map(part -> file("raw", part)).toList());
    }

    @Override
    public TaskData open(TaskRequest request) {
        String variant = request.options().text("variant");
        List<Utf8Text> texts = new ArrayList<>();
        Map<String, String> digests = new TreeMap<>();
        for (String part : PARTS) {
            DataFile file = file(variant, part);
            DataFile.Contents contents = file.read("task 'wikitext-2'", request.dataDirectory());
            digests.put(file.name(), contents.sha256());
            texts.add(new Utf8Text(contents.bytes(), file.name()));
        }
        return new Corpus(texts.get(0), texts.get(1), texts.get(2), request.options())
                .open(
                        Map.of(
                                "preprocessing",
                                texts.get(0).read("none: the code points of the files, newlines included"),
                                "split",
                                "the corpus' own",
                                "variant",
                                variant),
                        digests);
    }

    private DataFile file(String variant, String part) {
        String name = "wiki." + part + "." + variant;
        String folder = variant.equals("raw") ? "wikitext-2-raw" : "wikitext-2";
        String entry = folder + "/" + name;
        @Nullable Fingerprint expected = variant.equals("raw") ? raw.get(part) : null;
        return new DataFile(
                name,
                List.of(
                        entry,
                        folder + "-v1/" + name,
                        name,
                        folder + "-v1.zip!" + entry,
                        "wikitext/" + folder + "-v1.zip!" + entry),
                expected,
                "It is in " + folder + "-v1.zip of the WikiText distribution.");
    }
}
