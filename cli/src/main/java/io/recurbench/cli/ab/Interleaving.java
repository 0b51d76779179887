package io.recurbench.cli.ab;

import io.recurbench.api.RecurbenchException;
import io.recurbench.cli.answer.ExitCode;
import io.recurbench.results.FileTrouble;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Runs of two builds in pairs. Where both know how, the two of a pair run at the same time and measure in turns, iteration by
 * iteration; else one after the other, and who begins changes: A B, B A, A B ...
 */
public final class Interleaving implements AutoCloseable {
    /** Trials that failed are records, and the comparison names them. */
    private static final Set<Integer> MEASURED =
            Set.of(ExitCode.OK.number(), ExitCode.TRIALS_FAILED.number(), ExitCode.CONFORMANCE.number());

    private static final int TOLD = 2_000;

    private final Build base;
    private final Build head;
    private final Path folder;
    private final List<String> arguments;
    private final boolean inTurns;
    private final Optional<MeasuringLock> lock;
    private final List<Path> bases = new ArrayList<>();
    private final List<Path> heads = new ArrayList<>();

    private Interleaving(Build base, Build head, Path folder, List<String> arguments, boolean turns) {
        this.base = base;
        this.head = head;
        this.folder = folder;
        this.arguments = List.copyOf(arguments);
        this.lock = turns ? Optional.of(MeasuringLock.take()) : Optional.empty();
        this.inTurns =
                turns && base.takesTurns(folder.resolve("base.log")) && head.takesTurns(folder.resolve("head.log"));
    }

    /**
     * Prepares it.
     *
     * @param base the old build, as the user wrote it
     * @param head the new one
     * @param folder takes all runs
     * @param arguments of the command {@code run} of both: the experiment, and whatever else it is told
     * @param turns whether anything is measured that could be measured in turns
     */
    public static Interleaving of(String base, String head, Path folder, List<String> arguments, boolean turns) {
        Build old = Build.of(base, folder.resolve("build-base"));
        try {
            Build now = Build.of(head, folder.resolve("build-head"));
            try {
                return new Interleaving(old, now, folder, arguments, turns);
            } catch (RecurbenchException e) {
                now.close();
                throw e;
            }
        } catch (RecurbenchException e) {
            old.close();
            throw e;
        }
    }

    /** Whether it is speed that is measured, which one pair does not tell. */
    public boolean measuresSpeed() {
        return lock.isPresent();
    }

    /** Whether both sides measure in turns. */
    public boolean inTurns() {
        return inTurns;
    }

    /** The backends, if they are what is compared. */
    public Optional<List<String>> backends() {
        return base.backend().flatMap(old -> head.backend().map(now -> List.of(old, now)));
    }

    /** The runs of the old build so far. */
    public List<Path> bases() {
        return List.copyOf(bases);
    }

    /** The runs of the new one: each made beside that of the old one in the same place. */
    public List<Path> heads() {
        return List.copyOf(heads);
    }

    /**
     * Makes one pair of runs.
     *
     * @param stopped whether the user wants to stop: a pair that was interrupted is left out
     * @throws RecurbenchException of kind ENVIRONMENT if a build could not run
     */
    public void measurePair(BooleanSupplier stopped) {
        int number = bases.size() + 1;
        Path old = place("base", number);
        Path now = place("head", number);
        List<Integer> codes = inTurns ? together(old, now) : oneAfterTheOther(old, now, number % 2 == 1);
        if (stopped.getAsBoolean()) {
            return;
        }
        require(codes.get(0), base, "base");
        require(codes.get(1), head, "head");
        bases.add(old);
        heads.add(now);
    }

    private Path place(String side, int number) {
        return folder.resolve(String.format(Locale.ROOT, "%s-%03d", side, number));
    }

    private List<Integer> together(Path old, Path now) {
        Path turns = turns();
        Leg first = start(base, old, "base", Optional.of("0:" + turns));
        Leg second = start(head, now, "head", Optional.of("1:" + turns));
        List<Integer> codes = List.of(first.await(), second.await());
        remove(turns);
        return codes;
    }

    private List<Integer> oneAfterTheOther(Path old, Path now, boolean baseFirst) {
        if (baseFirst) {
            int first = start(base, old, "base", Optional.empty()).await();
            return List.of(first, start(head, now, "head", Optional.empty()).await());
        }
        int first = start(head, now, "head", Optional.empty()).await();
        return List.of(start(base, old, "base", Optional.empty()).await(), first);
    }

    private Leg start(Build build, Path out, String side, Optional<String> turns) {
        List<String> command = new ArrayList<>(List.of("run"));
        command.addAll(arguments);
        build.backend().ifPresent(id -> command.add("--backend=" + id));
        command.add("--no-parameters");
        command.add("--progress=plain");
        command.add("--out=" + out.toAbsolutePath());
        return Leg.start(build, command, turns, folder.resolve(side + ".log"));
    }

    private Path turns() {
        try {
            return Files.createTempDirectory(folder.toAbsolutePath(), "turns");
        } catch (IOException e) {
            throw FileTrouble.unwritable("folder " + folder, e, "choose another place with --out");
        }
    }

    private static void remove(Path turns) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(turns)) {
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(turns);
        } catch (IOException e) {
            // A few numbers that nobody needs any more.
            return;
        }
    }

    private void require(int code, Build build, String side) {
        if (!MEASURED.contains(code)) {
            Path log = folder.resolve(side + ".log");
            throw RecurbenchException.environment("build '" + build.name() + "' could not run (exit code " + code
                    + "); " + log + " ends with: " + end(log));
        }
    }

    private static String end(Path log) {
        try {
            String text = Files.readString(log).strip();
            return text.substring(Math.max(0, text.length() - TOLD));
        } catch (IOException e) {
            return "nothing that can be read";
        }
    }

    @Override
    public void close() {
        lock.ifPresent(MeasuringLock::close);
        base.close();
        head.close();
    }
}
