package io.recurbench.reports.html;

import io.recurbench.api.RecurbenchException;
import io.recurbench.leaderboard.Leaderboard;
import io.recurbench.leaderboard.LeaderboardDocument;
import io.recurbench.leaderboard.Machine;
import io.recurbench.leaderboard.QualityTable;
import io.recurbench.leaderboard.SpeedTable;
import io.recurbench.results.AtomicFile;
import io.recurbench.results.CanonicalJson;
import io.recurbench.results.PlainFile;
import io.recurbench.results.RunFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Writes a board as a folder of pages that need no server. */
public final class BoardSite {
    /** The board for programs; a folder that holds it is a site of ours. */
    public static final String DATA = "leaderboard.json";

    private static final String FIRST = "index.html";
    private static final String QUALITY = "quality";
    private static final String SPEED = "speed";
    private static final String MACHINES = "machines";
    private static final Pattern PAGE = Pattern.compile("[0-9a-z]{1,12}\\.html");

    private BoardSite() {}

    /**
     * Writes the site. Pages of an earlier one that this board has not are removed: none may stay that another method made.
     *
     * @throws RecurbenchException of kind USAGE if the folder holds something else
     */
    public static void write(Leaderboard board, Path folder) throws IOException {
        requireOurs(folder);
        PlainFile.makeFolders(folder);
        Pages pages = new Pages(folder);
        BoardPage inside = BoardPage.of(board, "../");
        pages.folders(List.of(QUALITY, SPEED, MACHINES));
        for (QualityTable table : board.quality()) {
            pages.write(QUALITY, table.id(), "boardquality.jte", BoardPage.Quality.of(inside, table));
        }
        for (SpeedTable table : board.speed()) {
            pages.write(SPEED, table.id(), "boardspeed.jte", BoardPage.Speed.of(inside, table));
        }
        for (Machine machine : board.machines()) {
            pages.write(MACHINES, machine.id(), "boardmachine.jte", new BoardPage.Where(inside, machine));
        }
        pages.removeOthers();
        AtomicFile.write(
                folder.resolve(DATA),
                out -> out.write(
                        CanonicalJson.lines(LeaderboardDocument.of(board)).getBytes(StandardCharsets.UTF_8)));
        AtomicFile.write(
                folder.resolve(FIRST), out -> out.write(HtmlPage.render("board.jte", BoardPage.of(board, ""))));
    }

    private static void requireOurs(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw RecurbenchException.usage(folder + " is no folder: choose another place for the site");
        }
        if (new RunFolder(folder).holdsRun()) {
            throw RecurbenchException.usage(folder + " is the folder of a run: choose another place for the site");
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (!PlainFile.exists(folder.resolve(DATA)) && files.findAny().isPresent()) {
                throw RecurbenchException.usage(folder + " holds files that are no leaderboard (there is no " + DATA
                        + "): choose an empty folder, or one that does not exist");
            }
        }
    }

    /** The pages in folders of a site. */
    private static final class Pages {
        private final Path site;
        private final Set<Path> written = new HashSet<>();
        private List<String> folders = List.of();

        Pages(Path site) {
            this.site = site;
        }

        void folders(List<String> names) throws IOException {
            folders = names;
            for (String name : names) {
                PlainFile.makeFolder(site.resolve(name));
            }
        }

        /** Not forced to disk one by one, as records are: a site can be made again at any time. */
        void write(String folder, String id, String template, Object page) throws IOException {
            Path file = site.resolve(folder).resolve(id + ".html");
            PlainFile.requireFree(file);
            Files.write(
                    file,
                    HtmlPage.render(template, page),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
            written.add(file);
        }

        void removeOthers() throws IOException {
            for (String name : folders) {
                try (Stream<Path> files = Files.list(site.resolve(name))) {
                    for (Path file : files.toList()) {
                        boolean isPage =
                                PAGE.matcher(file.getFileName().toString()).matches();
                        if (isPage && !written.contains(file)) {
                            Files.delete(file);
                        }
                    }
                }
            }
        }
    }
}
