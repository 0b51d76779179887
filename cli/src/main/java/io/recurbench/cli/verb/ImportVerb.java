package io.recurbench.cli.verb;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.text.Visible;
import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.terminal.Console;
import io.recurbench.results.AtomicFile;
import io.recurbench.results.FileTrouble;
import io.recurbench.results.JmhImport;
import io.recurbench.results.Journal;
import io.recurbench.results.PlainFile;
import io.recurbench.results.RecordCodec;
import io.recurbench.results.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes the folder of a run of what another tool has measured. */
@Command(
        name = "import",
        description = {
            "Make the folder of a run of what JMH has measured (its '-rf json'), to be compared, reported and exported.",
            "Its records say that they are imported: nobody has held what was timed to the reference implementation, so a"
                    + " leaderboard shows it without a rank."
        },
        footer = {
            "",
            "Examples:",
            "  recurbench import old.json --out runs/old --machine ci-7",
            "  recurbench import new.json --out runs/new --machine ci-7",
            "  recurbench compare runs/old runs/new"
        })
public final class ImportVerb extends Verb {
    @Parameters(index = "0", paramLabel = "FILE", description = "A result of JMH in JSON.")
    private Path file = Path.of("");

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "DIR",
            description = "New folder for the run.")
    private Path out = Path.of("");

    @Option(
            names = "--machine",
            paramLabel = "NAME",
            description = "Where it was measured, which the file does not say: speeds of one name are compared.")
    private String machine = "";

    @Option(
            names = "--commit",
            paramLabel = "SHA",
            description = "Which commit was measured: its place in the history of a leaderboard.")
    private String commit = "unknown";

    public ImportVerb(Console console) {
        super(console);
    }

    @Override
    Answer answer() {
        JmhImport imported = JmhImport.read(
                file,
                new JmhImport.Circumstances(
                        machine,
                        commit,
                        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                        arguments()));
        RunFolder folder = new RunFolder(out);
        try {
            PlainFile.makeFolders(out);
            requireEmpty();
            AtomicFile.write(folder.manifest(), RecordCodec.write(imported.manifest()));
            try (Journal journal = Journal.open(folder)) {
                for (TrialRecord trial : imported.trials()) {
                    journal.append(trial);
                }
            }
        } catch (IOException e) {
            throw FileTrouble.unwritable("run " + out, e, "choose another place with --out");
        }
        if (machine.isEmpty()) {
            notes().warn(
                            "where it was measured is not known: its speeds are compared with nothing but themselves unless"
                                    + " --allow-env-diff; '--machine NAME' says it");
        }
        return Answer.of(
                Map.of("folder", out.toString(), "trials", imported.trials().size()),
                imported.trials().size() + " benchmarks are imported into " + Visible.line(out.toString()));
    }

    private void requireEmpty() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            if (files.findAny().isPresent()) {
                throw RecurbenchException.usage(
                        out + " is not empty: expected a new folder; choose another place with --out");
            }
        }
    }
}
