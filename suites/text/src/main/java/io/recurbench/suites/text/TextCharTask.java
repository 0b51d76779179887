package io.recurbench.suites.text;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.task.LearningTask;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskRequest;
import io.recurbench.api.text.Visible;
import io.recurbench.suites.common.DataFile;
import io.recurbench.suites.common.text.Utf8Text;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The next character of any UTF-8 text. */
public final class TextCharTask implements LearningTask {

    /** The task. */
    public TextCharTask() {}

    @Override
    public String id() {
        return "text-char";
    }

    @Override
    public String description() {
        return "Next character of a UTF-8 text file";
    }

    @Override
    public List<Option> options() {
        return Corpus.optionsAfter(
                Option.text("file", "", "the text: a path, or one relative to the data directory"),
                Option.real("train-fraction", 0.9, 0.01, 0.98, "leading share of the characters to train on"),
                Option.real("validation-fraction", 0.05, 0.01, 0.98, "share that follows; what is left is the test"),
                Corpus.MINIMUM_COUNT);
    }

    @Override
    public TaskData open(TaskRequest request) {
        Options options = request.options();
        double train = options.real("train-fraction");
        double validation = options.real("validation-fraction");
        if (train + validation > 0.99) {
            throw RecurbenchException.usage(
                    "train-fraction and validation-fraction must leave a hundredth for the test: " + train + " + "
                            + validation + " do not");
        }
        DataFile.Contents contents = read(options.text("file"), request.dataDirectory());
        Utf8Text text = new Utf8Text(contents.bytes(), options.text("file"));
        int count = text.count();
        int trained = (int) (count * train);
        int validated = (int) (count * (train + validation));
        Corpus corpus = new Corpus(
                text.slice(0, trained), text.slice(trained, validated), text.slice(validated, count), options);
        return corpus.open(
                Map.of(
                        "preprocessing",
                        text.read("none: the code points of the file"),
                        "split",
                        "the first " + train + " train, the next " + validation + " validation, the rest test"),
                Map.of("text", contents.sha256()));
    }

    private static DataFile.Contents read(String file, Optional<Path> dataDirectory) {
        if (file.isBlank()) {
            throw RecurbenchException.usage("task 'text-char' needs the option 'file': the path of a UTF-8 text");
        }
        String advice = "Give the path of a UTF-8 text as option 'file'.";
        Path path;
        try {
            path = Path.of(file);
        } catch (InvalidPathException e) {
            throw RecurbenchException.usage("option 'file' expects the path of a UTF-8 text, not "
                    + Visible.quoted(file) + ": " + e.getReason());
        }
        if (Files.isRegularFile(path) || dataDirectory.isEmpty()) {
            Path absolute = path.toAbsolutePath();
            return new DataFile(file, List.of(absolute.toString()), null, advice)
                    .read("task 'text-char'", Optional.of(absolute.getRoot()));
        }
        return new DataFile(file, List.of(file), null, advice).read("task 'text-char'", dataDirectory);
    }
}
