package io.recurbench.suites.text;

import io.recurbench.api.Option;
import io.recurbench.api.task.LearningTask;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskRequest;
import io.recurbench.suites.common.DataFile;
import io.recurbench.suites.common.DataFile.Fingerprint;
import io.recurbench.suites.common.text.Symbols;
import java.util.List;
import java.util.Map;

/**
 * text8 and enwik8 (Mahoney, 'About the Test Data'): the first 10^8 bytes of the English Wikipedia of 3 March 2006,
 * cleaned to a-z and blanks, or as they are. Symbols are bytes. The usual split: 90, 5 and 5 million bytes to train,
 * validate and test.
 */
public final class WikipediaTask implements LearningTask {
    private final String id;
    private final String description;
    private final int trainBytes;
    private final int evaluationBytes;
    private final DataFile file;

    private WikipediaTask(String id, String description, int trainBytes, int evaluationBytes, Fingerprint expected) {
        this.id = id;
        this.description = description;
        this.trainBytes = trainBytes;
        this.evaluationBytes = evaluationBytes;
        this.file = new DataFile(
                id,
                List.of(id, id + "/" + id, id + ".zip!" + id, id + "/" + id + ".zip!" + id),
                expected,
                "It is " + id + ".zip, or what is in it, of Matt Mahoney's large text compression benchmark.");
    }

    /** The cleaned text: 27 symbols. */
    public static WikipediaTask text8() {
        return new WikipediaTask(
                "text8",
                "Next byte of text8, Wikipedia cleaned to a-z and blanks",
                90_000_000,
                5_000_000,
                new Fingerprint(100_000_000, "6e890197040d37d85beb962ae1f041ff1d9a9ca8d20c7d99c85027eebf51dca7"));
    }

    /** The text with its markup: 205 symbols. */
    public static WikipediaTask enwik8() {
        return new WikipediaTask(
                "enwik8",
                "Next byte of enwik8, Wikipedia with its markup",
                90_000_000,
                5_000_000,
                new Fingerprint(100_000_000, "2b49720ec4d78c3c9fabaee6e4179a5e997302b3a70029f30f2d582218c024a8"));
    }

    /** A file of another size, to test with. */
    static WikipediaTask sized(String id, int trainBytes, int evaluationBytes, Fingerprint expected) {
        return new WikipediaTask(id, "a test", trainBytes, evaluationBytes, expected);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public List<Option> options() {
        return Corpus.optionsAfter();
    }

    @Override
    public Map<String, String> knownData() {
        return DataFile.known(List.of(file));
    }

    @Override
    public TaskData open(TaskRequest request) {
        DataFile.Contents contents = file.read("task '" + id + "'", request.dataDirectory());
        byte[] bytes = contents.bytes();
        int validationEnd = trainBytes + evaluationBytes;
        Corpus corpus = new Corpus(
                Symbols.bytes(bytes, 0, trainBytes),
                Symbols.bytes(bytes, trainBytes, validationEnd),
                Symbols.bytes(bytes, validationEnd, validationEnd + evaluationBytes),
                request.options());
        return corpus.open(
                Map.of(
                        "preprocessing",
                        "none: the bytes of the file",
                        "split",
                        trainBytes + " / " + evaluationBytes + " / " + evaluationBytes + " bytes"),
                Map.of(id, contents.sha256()));
    }
}
