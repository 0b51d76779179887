package io.recurbench.cli.ab;

import io.recurbench.api.RecurbenchException;
import io.recurbench.cli.process.PluginFolder;
import io.recurbench.cli.process.TrialProcess;
import io.recurbench.harness.isolation.ChildCommand;
import io.recurbench.results.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A build of Recurbench that can be run.
 *
 * @param name as the user wrote it
 * @param launcher the words that start it
 * @param ownJvm whether the words start a JVM of ours, which takes flags; else they are a launcher, which takes variables
 * @param backend the backend that it measures, if backends are compared
 * @param worktree the checkout that was made for it and goes with it
 */
public record Build(
        String name, List<String> launcher, boolean ownJvm, Optional<String> backend, Optional<Path> worktree)
        implements AutoCloseable {
    private static final String BACKEND = "backend:";
    private static final String PLUGINS = "plugins:";
    private static final String LAUNCHER = "recurbench";

    /** The class that a launcher starts; what it is in stands above all packages, this one too. */
    private static final String MAIN = "io.recurbench.cli.Main";

    /** Copies. */
    public Build {
        launcher = List.copyOf(launcher);
    }

    /**
     * Finds a build.
     *
     * @param text {@code .} for this one; {@code backend:ID} or {@code plugins:DIR} for this one with it; a folder with a
     *     launcher; else a commit of the repository of this build, which is checked out beside the results
     * @param place where to check out
     */
    public static Build of(String text, Path place) {
        if (text.equals(".")) {
            return own(text, List.of(), Optional.empty());
        }
        if (text.startsWith(BACKEND)) {
            return own(text, List.of(), Optional.of(text.substring(BACKEND.length())));
        }
        if (text.startsWith(PLUGINS)) {
            Path folder = path(text.substring(PLUGINS.length()));
            if (!Files.isDirectory(folder)) {
                throw RecurbenchException.environment("the plugin folder " + folder + " is not there");
            }
            return own(text, List.of("-Drecurbench.plugins=" + folder.toAbsolutePath()), Optional.empty());
        }
        Path folder = path(text);
        if (Files.isDirectory(folder)) {
            return launched(text, folder, Optional.empty());
        }
        Path checkout = checkOut(text, place);
        return launched(text, checkout, Optional.of(checkout));
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw RecurbenchException.usage("'" + text + "' cannot be the name of a folder: " + e.getReason());
        }
    }

    private static Build own(String name, List<String> flags, Optional<String> backend) {
        ChildCommand like = ChildCommand.likeThis(TrialProcess.class, PluginFolder.path());
        List<String> words = new ArrayList<>(like.jvm());
        words.addAll(flags);
        words.add("-Djmh.ignoreLock=true");
        words.addAll(List.of("-cp", like.classPath(), MAIN));
        return new Build(name, words, true, backend, Optional.empty());
    }

    private static Build launched(String name, Path folder, Optional<Path> worktree) {
        Path launcher = folder.resolve(LAUNCHER).toAbsolutePath();
        if (!Files.isExecutable(launcher)) {
            throw RecurbenchException.usage(folder + " is no build: expected a checkout with the launcher '" + LAUNCHER
                    + "', or '.', backend:ID, plugins:DIR or a commit");
        }
        return new Build(name, List.of(launcher.toString()), false, Optional.empty(), worktree);
    }

    private static Path checkOut(String commit, Path place) {
        Path home = Path.of(System.getProperty("recurbench.home", ""));
        if (commit.startsWith("-") || git(home, "rev-parse", "--quiet", "--verify", commit + "^{commit}") != 0) {
            throw RecurbenchException.usage("'" + commit + "' is neither a folder nor a commit of the repository "
                    + home.toAbsolutePath() + "; expected '.', backend:ID, plugins:DIR, a folder or a commit");
        }
        if (git(home, "worktree", "add", "--detach", place.toAbsolutePath().toString(), commit) != 0) {
            throw RecurbenchException.environment("commit '" + commit + "' cannot be checked out into " + place
                    + ": see 'git worktree list' and remove what is there");
        }
        return place;
    }

    private static int git(Path home, String... words) {
        List<String> command = Stream.concat(
                        Stream.of("git", "-C", home.toAbsolutePath().toString()), Stream.of(words))
                .toList();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            return process.waitFor();
        } catch (IOException e) {
            throw new RecurbenchException(
                    RecurbenchException.Kind.ENVIRONMENT, "git cannot be started: " + FileTrouble.words(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RecurbenchException.environment("interrupted while git ran");
        }
    }

    /** Whether it is known to measure in turns: this build does, another one if it has the command that asks for it. */
    public boolean takesTurns(Path log) {
        return ownJvm
                || Leg.start(this, List.of("ab", "--help"), Optional.empty(), log)
                                .await()
                        == 0;
    }

    /** Removes the checkout that was made for it. */
    @Override
    public void close() {
        worktree.ifPresent(checkout -> git(
                Path.of(System.getProperty("recurbench.home", "")),
                "worktree",
                "remove",
                "--force",
                checkout.toAbsolutePath().toString()));
    }
}
