package io.recurbench.suites.ptb;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.task.LearningTask;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskRequest;
import io.recurbench.suites.common.DataFile;
import io.recurbench.suites.common.DataFile.Fingerprint;
import io.recurbench.suites.common.StreamSettings;
import io.recurbench.suites.common.StreamTaskData;
import io.recurbench.suites.common.text.Symbols;
import io.recurbench.suites.common.text.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The Penn Treebank by characters, under one of two protocols. The files are read from the data directory: the corpus'
 * licence (Linguistic Data Consortium) does not allow to bundle them.
 */
public final class PtbCharTask implements LearningTask {
    private static final String ADVICE =
            "The licence of the Penn Treebank (LDC) forbids to bundle it; the files are ptb.train.txt, ptb.valid.txt and"
                    + " ptb.test.txt of Mikolov's simple-examples/data.";

    private static final List<DataFile> FILES = List.of(
            file("train", 5_101_618, "fcea919f6cf83f35d4d00c6cbf08040d13d4155226340912e2fef9c9c4102cbf"),
            file("valid", 399_782, "c9fe6985fe0d4ccb578183407d7668fc6066c20700cb4cf87d8ff1cc34df1bf2"),
            file("test", 449_945, "dd65dff31e70846b2a6030a87482edcd5d199130cdcfa1f3dccbb033728deee0"));

    /** The task. */
    public PtbCharTask() {}

    @Override
    public String id() {
        return "ptb-char";
    }

    @Override
    public String description() {
        return "Next character of the Penn Treebank";
    }

    @Override
    public List<Option> options() {
        List<Option> options = new ArrayList<>();
        options.add(Option.choice(
                "protocol",
                PtbProtocol.texts(),
                "cprnn (Lizaire et al. 2024: no separators, 101 symbols, state reset at every chunk) or mikolov (newlines,"
                        + " 50 symbols, state carried)"));
        options.add(Option.choice(
                "carry",
                List.of("protocol", "true", "false"),
                "whether the state is carried from chunk to chunk: as the protocol says, or not"));
        options.addAll(StreamSettings.options());
        return List.copyOf(options);
    }

    @Override
    public Map<String, String> knownData() {
        return DataFile.known(FILES);
    }

    @Override
    public TaskData open(TaskRequest request) {
        Options options = request.options();
        PtbProtocol protocol = PtbProtocol.of(options.text("protocol"));
        String carry = options.text("carry");
        List<Symbols> streams = new ArrayList<>();
        Map<String, String> digests = new TreeMap<>();
        for (DataFile file : FILES) {
            DataFile.Contents contents = file.read("task 'ptb-char'", request.dataDirectory());
            digests.put(file.name(), contents.sha256());
            streams.add(protocol.stream(contents.bytes()));
        }
        Vocabulary vocabulary = protocol.vocabulary(streams.get(0));
        return new StreamTaskData(
                vocabulary.encode(streams.get(0), streams.get(1), streams.get(2)),
                StreamSettings.of(
                        options, carry.equals("protocol") ? protocol.carry() : carry.equals("true"), protocol.end()),
                OptionalDouble.empty(),
                protocol.facts(),
                digests);
    }

    private static DataFile file(String part, long bytes, String sha256) {
        String name = "ptb." + part + ".txt";
        return new DataFile(name, List.of("ptb/" + name, name), new Fingerprint(bytes, sha256), ADVICE);
    }
}
