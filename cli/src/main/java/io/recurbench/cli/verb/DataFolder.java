package io.recurbench.cli.verb;

import io.recurbench.api.RecurbenchException;
import io.recurbench.cli.terminal.Console;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where tasks look for files. */
final class DataFolder {
    @Option(names = "--data", paramLabel = "DIR", description = "Folder of data files; else that of RECURBENCH_DATA.")
    private @Nullable Path named;

    /** The folder that the command line names, if it does. */
    @Nullable
    Path named() {
        return named;
    }

    /**
     * The folder, if one is named anywhere.
     *
     * @throws RecurbenchException of kind ENVIRONMENT if it is not there
     */
    Optional<Path> of(Console console) {
        String variable = console.environment().getOrDefault("RECURBENCH_DATA", "");
        if (named == null && variable.isEmpty()) {
            return Optional.empty();
        }
        Path folder = named == null ? Path.of(variable) : named;
        if (!Files.isDirectory(folder)) {
            throw RecurbenchException.environment("the data folder " + folder + " is not there: name one with "
                    + (named == null ? "RECURBENCH_DATA" : "--data"));
        }
        return Optional.of(folder);
    }
}
