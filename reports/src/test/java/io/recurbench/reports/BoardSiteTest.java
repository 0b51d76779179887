package io.recurbench.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.RecurbenchException;
import io.recurbench.leaderboard.KnownData;
import io.recurbench.leaderboard.Leaderboard;
import io.recurbench.leaderboard.Rules;
import io.recurbench.leaderboard.Submissions;
import io.recurbench.reports.example.Boards;
import io.recurbench.reports.html.BoardSite;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoardSiteTest {
    private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'&\u202e ";
    private static final Pattern LINK = Pattern.compile("href=\"([^\"#][^\"]*)\"");

    @TempDir
    private Path folder;

    private static Leaderboard board(Path results) {
        return Leaderboard.of(Submissions.read(List.of(results)), Rules.with("cpu", KnownData.none()));
    }

    /** The text of every file of a site, by its path in it. */
    private static Map<String, String> files(Path site) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(site)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(site.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        }
        return files;
    }

    @Test
    void aBoardIsTheSameBytesEachTimeAndItsLinksLeadSomewhere() throws IOException {
        Path results = Boards.write(folder.resolve("results"), 2, HOSTILE);
        Path site = folder.resolve("site");
        BoardSite.write(board(results), site);
        Map<String, String> first = files(site);
        BoardSite.write(board(results), site);

        assertThat(files(site)).isEqualTo(first);
        assertThat(first).containsKeys("index.html", "leaderboard.json");
        assertThat(first.keySet())
                .filteredOn(name -> name.startsWith("quality/"))
                .hasSize(19);
        assertThat(first.keySet()).filteredOn(name -> name.startsWith("speed/")).hasSize(2);
        assertThat(first.keySet())
                .filteredOn(name -> name.startsWith("machines/"))
                .hasSize(2);
        first.forEach((name, text) -> {
            if (name.endsWith(".html")) {
                assertThat(text)
                        .contains("default-src &#39;none&#39;")
                        .doesNotContain("<img", "<script", "\u202e", "http://", "https://");
                Matcher link = LINK.matcher(text);
                while (link.find()) {
                    String target = link.group(1);
                    if (!target.startsWith("data:")) {
                        Path file = site.resolve(name).resolveSibling(target.replaceAll("#.*", ""));
                        assertThat(file.normalize()).isRegularFile();
                    }
                }
            }
        });
        assertThat(first.get("index.html")).contains("&lt;img src=x onerror=alert(1)&gt;");
    }

    @Test
    void pagesOfAnEarlierBoardGoAndWhatIsNotOursStays() throws IOException {
        Path site = folder.resolve("site");
        BoardSite.write(board(Boards.write(folder.resolve("two"), 2, "")), site);
        Files.writeString(site.resolve("quality/notes.txt"), "mine");
        Files.writeString(site.resolve("quality/0123456789ab.html"), "of another method");
        BoardSite.write(board(folder.resolve("two/run-0")), site);

        assertThat(site.resolve("quality/0123456789ab.html")).doesNotExist();
        assertThat(site.resolve("quality/notes.txt")).exists();
        assertThat(files(site).keySet())
                .filteredOn(name -> name.startsWith("machines/"))
                .hasSize(1);

        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("thesis.tex"), "years of work");
        for (Path wrong : List.of(other, folder.resolve("two/run-0"), other.resolve("thesis.tex"))) {
            assertThatThrownBy(() -> BoardSite.write(board(folder.resolve("two")), wrong))
                    .isInstanceOfSatisfying(
                            RecurbenchException.class,
                            e -> assertThat(e.kind()).isEqualTo(RecurbenchException.Kind.USAGE));
        }
        assertThat(other.resolve("index.html")).doesNotExist();
    }

    /** Time on a processor, not on the clock: whatever else runs here does not count. */
    @Test
    void tenThousandTrialsTakeLessThanTenSecondsAndTheFirstPageIsSmall() throws IOException {
        Path results = Boards.write(folder.resolve("results"), 6, "");
        Path site = folder.resolve("site");
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = system.getProcessCpuTime();
        Submissions submissions = Submissions.read(List.of(results));
        BoardSite.write(Leaderboard.of(submissions, Rules.with("cpu", KnownData.none())), site);
        double seconds = (system.getProcessCpuTime() - before) / 1e9;

        assertThat(submissions.runs().stream()
                        .mapToInt(run -> run.trials().size())
                        .sum())
                .isGreaterThan(10_000);
        assertThat(seconds).isLessThan(10);
        assertThat(Files.size(site.resolve("index.html"))).isLessThan(1_000_000);
    }
}
