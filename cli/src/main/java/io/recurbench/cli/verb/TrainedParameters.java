package io.recurbench.cli.verb;

import io.recurbench.analysis.TrainedCell;
import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.harness.discovery.PluginCatalog;
import io.recurbench.results.Checkpoint;
import io.recurbench.results.Excerpt;
import io.recurbench.results.FileTrouble;
import io.recurbench.results.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Puts a trial's record and its checkpoint together to what can be analysed. */
final class TrainedParameters {
    private TrainedParameters() {}

    /** The checkpoint of a trial, whether it is there or not. */
    static Path file(RunFolder run, TrialRecord trial) {
        return run.checkpoints().resolve(Checkpoint.fileName(trial.key()));
    }

    /**
     * Reads the trained parameters of a trial.
     *
     * @throws RecurbenchException of kind RESULT if record and checkpoint are not those of a trained cell; of kind ENVIRONMENT
     *     if the cell is not among the plugins
     */
    static TrainedCell read(Path file, TrialRecord trial, PluginCatalog catalog) {
        Optional<String> problem = catalog.problem("cell", trial.setting().cell());
        if (problem.isPresent()) {
            throw RecurbenchException.environment(problem.get());
        }
        Cell cell = catalog.cell(trial.setting().cell().id()).plugin();
        Options options = Options.resolve(
                "cell '" + cell.id() + "'",
                cell.options(),
                trial.setting().cell().options());
        Checkpoint checkpoint = read(file);
        return new TrainedCell(
                cell,
                options,
                number(checkpoint, "input"),
                trial.setting().embedding(),
                number(checkpoint, "output"),
                checkpoint.byName());
    }

    private static Checkpoint read(Path file) {
        try {
            return Checkpoint.read(file);
        } catch (IOException e) {
            throw FileTrouble.unreadable(file, e);
        }
    }

    /** A size that the metadata says; no cell has more tokens or classes than parameters. */
    private static int number(Checkpoint checkpoint, String name) {
        long most = checkpoint.tensors().stream()
                .mapToLong(tensor -> tensor.values().length)
                .sum();
        String value = checkpoint.metadata().getOrDefault(name, "missing");
        if (!value.matches("[1-9][0-9]{0,9}") || Long.parseLong(value) > Math.min(most, Integer.MAX_VALUE)) {
            throw RecurbenchException.result("its metadata '" + name + "' is " + Excerpt.of(value, 40)
                    + ", expected a whole number from 1 to " + most + ", its number of parameters");
        }
        return Integer.parseInt(value);
    }
}
