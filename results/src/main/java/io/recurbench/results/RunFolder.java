package io.recurbench.results;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Where a run keeps its files.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {
    /** Name of the journal: one {@link io.recurbench.api.record.TrialRecord} per line. */
    public static final String RESULTS = "results.jsonl";

    /** Name of the manifest. */
    public static final String MANIFEST = "manifest.json";

    /** Name of the resolved experiment, which can be run again as it is. */
    public static final String EXPERIMENT = "experiment.yaml";

    /** Name of the page for readers. */
    public static final String REPORT = "report.html";

    /** Name of the lock, held while a run writes here. */
    public static final String LOCK = ".lock";

    /** Name of what a run says of itself while it goes on. */
    public static final String LIVE = "live.json";

    /** Name of the folder with trained parameters. */
    public static final String CHECKPOINTS = "checkpoints";

    /** Name of the folder with what trials on their way need to be gone on with. */
    public static final String UNFINISHED = "unfinished";

    /** Name of what was found in the trained parameters. */
    public static final String ANALYSIS = "analysis.json";

    /** Name of the folder with what processes left behind that died. */
    public static final String CRASHES = "crashes";

    /** Folders inside each other that are looked through for runs. */
    private static final int DEPTH = 4;

    private static final List<String> FILES = List.of(RESULTS, MANIFEST, EXPERIMENT, LOCK, LIVE, ANALYSIS);
    private static final List<String> FOLDERS = List.of(CHECKPOINTS, UNFINISHED, CRASHES);

    /**
     * Makes a new folder: of this name or, where that is taken, with a number behind it. No two runs get the same one,
     * whichever processes ask for it at the same time.
     */
    public static Path create(Path parent, String name) throws IOException {
        PlainFile.makeFolders(parent);
        for (int next = 1; ; next++) {
            try {
                Path folder = Files.createDirectory(parent.resolve(next == 1 ? name : name + "-" + next));
                AtomicFile.forceFolder(parent);
                return folder;
            } catch (FileAlreadyExistsException e) {
                // Taken: by an earlier run, or by one that begins just now.
            }
        }
    }

    /**
     * The folders in a place that hold runs, the place itself among them, sorted: what cannot be looked into is passed over.
     * Links to folders are not followed, but for the place itself.
     */
    public static List<RunFolder> within(Path place) throws IOException {
        List<RunFolder> found = new ArrayList<>();
        Path top = Files.isSymbolicLink(place) ? place.toRealPath() : place;
        Files.walkFileTree(top, Set.of(), DEPTH, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes facts) {
                look(path);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes facts) {
                if (facts.isDirectory()) {
                    // As deep as it goes.
                    look(path);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException e) {
                return FileVisitResult.CONTINUE;
            }

            private void look(Path path) {
                RunFolder folder = new RunFolder(place.resolve(top.relativize(path)));
                if (folder.holdsRun() || PlainFile.exists(folder.live())) {
                    found.add(folder);
                }
            }
        });
        found.sort(Comparator.comparing(RunFolder::path));
        return found;
    }

    /** Removes a folder that {@link #create} has made and no run has begun in: one that holds anything stays. */
    public static void discard(Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // It is not empty, or not ours to remove.
            return;
        }
    }

    /** The journal. */
    public Path results() {
        return path.resolve(RESULTS);
    }

    /** The manifest. */
    public Path manifest() {
        return path.resolve(MANIFEST);
    }

    /** The resolved experiment. */
    public Path experiment() {
        return path.resolve(EXPERIMENT);
    }

    /** The page for readers. */
    public Path report() {
        return path.resolve(REPORT);
    }

    /** The lock. */
    public Path lock() {
        return path.resolve(LOCK);
    }

    /** What a run says of itself; it is there while one goes on, or was killed. */
    public Path live() {
        return path.resolve(LIVE);
    }

    /** The folder with trained parameters. */
    public Path checkpoints() {
        return path.resolve(CHECKPOINTS);
    }

    /** The folder with what trials on their way need to be gone on with; it is there while there are some. */
    public Path unfinished() {
        return path.resolve(UNFINISHED);
    }

    /** The file in {@link #unfinished} of a trial. */
    public static String unfinishedName(String key) {
        return Key.require(key) + ".json";
    }

    /** What was found in the trained parameters. */
    public Path analysis() {
        return path.resolve(ANALYSIS);
    }

    /** The folder with what processes left behind that died; it is there if one has. */
    public Path crashes() {
        return path.resolve(CRASHES);
    }

    /**
     * The file of a report in the folder.
     *
     * @throws RefusedFileException if the name leads out of the folder, or is that of a record
     */
    public Path report(String fileName) throws RefusedFileException {
        Path file = path.resolve(fileName);
        if (!PlainFile.parent(file).equals(path.toAbsolutePath())) {
            throw new RefusedFileException(file, "is no file in " + path + ", expected a name without a folder");
        }
        requireNoRecord(file);
        return file;
    }

    /**
     * Checks that a file is not one that a run keeps: to write a report there would be its end.
     *
     * @throws RefusedFileException if it is
     */
    public static void requireNoRecord(Path file) throws RefusedFileException {
        RunFolder folder = new RunFolder(PlainFile.parent(file));
        String name = String.valueOf(file.getFileName());
        if ((FILES.contains(name) || FOLDERS.contains(name)) && folder.holdsRun()) {
            throw new RefusedFileException(file, "belongs to the records of a run, expected a name of its own");
        }
    }

    /** Whether a run has been here. */
    public boolean holdsRun() {
        return PlainFile.exists(manifest()) || PlainFile.exists(results());
    }

    /** Removes the files that a run was writing when it was killed. The caller holds the folder's lock. */
    public void removeAbandoned() throws IOException {
        AtomicFile.removeAbandoned(path);
        for (Path folder : List.of(checkpoints(), unfinished())) {
            if (PlainFile.exists(folder)) {
                AtomicFile.removeAbandoned(folder);
            }
        }
    }

    /**
     * Checks that no link, pipe or device stands under a name of a run: a folder may come from others.
     *
     * @throws RefusedFileException that names the first that does
     */
    public void requirePlain() throws IOException {
        for (String name : FILES) {
            PlainFile.requireFree(path.resolve(name));
        }
        for (String name : FOLDERS) {
            PlainFile.requireFolder(path.resolve(name));
        }
    }
}
