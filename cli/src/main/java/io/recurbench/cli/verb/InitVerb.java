package io.recurbench.cli.verb;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.command.ShellCommand;
import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.project.Names;
import io.recurbench.cli.project.Template;
import io.recurbench.cli.terminal.Console;
import io.recurbench.results.AtomicFile;
import io.recurbench.results.FileTrouble;
import io.recurbench.results.PlainFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a project for a plugin of one's own: it builds, passes the rules of its kind and runs as it is. */
@Command(
        name = "init",
        description = {
            "Make a project for a plugin of one's own, to change from there.",
            "It builds with nothing but a JDK, passes the rules of its kind and runs as it is; its README says how."
        },
        footer = {
            "",
            "Examples:",
            "  recurbench init cell acme:fast-gate",
            "  recurbench init backend acme:tpu --out ../tpu --package com.acme.tpu"
        })
public final class InitVerb extends Verb {
    private static final Path PLUGINS = Path.of("target", "plugins");

    @Parameters(index = "0", paramLabel = "KIND", description = "cell, task, backend or report.")
    private Template template = Template.CELL;

    @Parameters(index = "1", paramLabel = "VENDOR:NAME", description = "The id of the plugin.")
    private String plugin = "";

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description = "The folder of the project (VENDOR-NAME).")
    private @Nullable Path out;

    @Option(names = "--package", paramLabel = "NAME", description = "The package of its classes (com.VENDOR).")
    private @Nullable String packageName;

    @Option(names = "--prefix", paramLabel = "NAME", description = "What the names of its classes begin with (NAME).")
    private @Nullable String prefix;

    public InitVerb(Console console) {
        super(console);
    }

    @Override
    Answer answer() throws IOException {
        Names names = names();
        Path folder = out == null ? Path.of(names.artifact()) : out;
        requireRoom(folder);
        SortedMap<String, byte[]> files = template.filled(names);
        write(files, folder);
        List<String> next = next(names);
        List<String> lines = new ArrayList<>();
        lines.add("made " + folder + " for " + names.plugin() + ": " + template.says());
        files.keySet().stream()
                .filter(file -> file.startsWith("src/") || file.equals("pom.xml") || file.equals("README.md"))
                .forEach(file -> lines.add("  " + file));
        lines.add("next");
        lines.add("  cd " + folder);
        next.forEach(command -> lines.add("  " + command));
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("kind", template.name().toLowerCase(Locale.ROOT));
        data.put("id", names.plugin());
        data.put("folder", folder.toString());
        data.put("files", List.copyOf(files.keySet()));
        data.put("next", next);
        return Answer.of(data, lines);
    }

    private static void write(SortedMap<String, byte[]> files, Path folder) {
        try {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path place = folder.resolve(file.getKey());
                PlainFile.makeFolders(PlainFile.parent(place));
                AtomicFile.write(place, stream -> stream.write(file.getValue()));
            }
        } catch (IOException e) {
            throw FileTrouble.unwritable("the project", e, "choose another place with --out");
        }
        folder.resolve("mvnw").toFile().setExecutable(true);
    }

    private Names names() {
        Names names = Names.of(plugin);
        return new Names(
                names.vendor(),
                names.id(),
                packageName == null ? names.packageName() : packageName,
                prefix == null ? names.prefix() : prefix);
    }

    /** A project is made where there is nothing yet, so that nothing is lost. */
    private static void requireRoom(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                if (files.findAny().isEmpty()) {
                    return;
                }
            }
        }
        throw RecurbenchException.usage(
                "'" + folder + "' is there already, and is no empty folder: name another with --out");
    }

    /** What its author does next, in its folder. */
    private List<String> next(Names names) {
        ShellCommand run = switch (template) {
            case CELL ->
                ShellCommand.recurbench("run").file(Path.of("quickstart")).with("--cell", names.plugin());
            case TASK -> ShellCommand.recurbench("run").file(Path.of(names.vendor() + "/" + names.id()));
            case BACKEND ->
                ShellCommand.recurbench("run").file(Path.of("quickstart")).with("--backend", names.plugin());
            case REPORT -> ShellCommand.recurbench("run").file(Path.of("quickstart"));
        };
        return List.of(
                "./mvnw verify", run.with("--plugins", PLUGINS.toString()).toString());
    }
}
