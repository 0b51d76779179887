package io.recurbench.suites.ptb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.BatchSource;
import io.recurbench.api.task.LearningTask;
import io.recurbench.api.task.Suite;
import io.recurbench.api.task.Task;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskRequest;
import io.recurbench.api.task.TaskSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PtbCharTaskTest {
    @Test
    void theFilesThatEverybodyHasAreNamedAsTheirDigestsAre() {
        assertThat(new PtbCharTask().knownData())
                .containsOnlyKeys("ptb.train.txt", "ptb.valid.txt", "ptb.test.txt")
                .allSatisfy((name, digest) -> assertThat(digest).matches("[0-9a-f]{64}"));
    }

    private static Path data() {
        Optional<Path> directory = dataDirectory();
        assumeTrue(
                directory.isPresent(),
                "the Penn Treebank may not be bundled, and there is none in $RECURBENCH_DATA/ptb or in shared/data/ptb of"
                        + " a folder above this one");
        return directory.orElseThrow();
    }

    /** The data directory: $RECURBENCH_DATA, or shared/data beside the project or a folder above it. */
    private static Optional<Path> dataDirectory() {
        String named = System.getenv("RECURBENCH_DATA");
        if (named != null && Files.isDirectory(Path.of(named, "ptb"))) {
            return Optional.of(Path.of(named));
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path candidate = at.resolve("shared/data");
            if (Files.isDirectory(candidate.resolve("ptb"))) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** Opens the task with options given as name and value in turn. */
    private static TaskData open(LearningTask task, @Nullable Path directory, Object... options) {
        Map<String, Object> given = new HashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            given.put((String) options[i], options[i + 1]);
        }
        return task.open(
                new TaskRequest(Options.resolve("a test", task.options(), given), Optional.ofNullable(directory)));
    }

    @Test
    void isFoundAsAService() {
        assertThat(ServiceLoader.load(Suite.class).stream().map(ServiceLoader.Provider::get))
                .hasAtLeastOneElementOfType(PtbSuite.class)
                .flatExtracting(Suite::tasks)
                .extracting(Task::id)
                .contains("ptb-char");
    }

    @Test
    void cprnnHasTheSymbolsOfTheAuthorsCode() {
        TaskData task = open(new PtbCharTask(), data());
        TaskSpec spec = task.spec();
        assertThat(spec.input().size()).isEqualTo(101);
        assertThat(spec.protocol())
                .containsEntry("symbols", "4975414 / 389672 / 438662 (train / validation / test)")
                .containsEntry("protocol", "cprnn")
                .containsEntry("state", "reset at every chunk")
                .containsEntry("evaluation-streams", "128 / 128 (validation / test)");
        assertThat(spec.facts()).isEqualTo(Map.of("unknown symbols", "none"));
        assertThat(spec.dataDigests()).containsOnlyKeys("ptb.train.txt", "ptb.valid.txt", "ptb.test.txt");
        BatchSource training = task.training(128, 1, 0);
        int batches = 0;
        for (Batch batch = training.next(); batch != null; batch = training.next()) {
            assertThat(batch.scored()).isEqualTo(6400);
            assertThat(batch.carried()).isFalse();
            batches++;
        }
        assertThat(batches).isEqualTo(4_975_414 / 6400);
        assertThat(count(task, 0, 128)).isEqualTo(389_672 / 6400 * 6400);
        assertThat(count(task, 1, 50)).isEqualTo(438_662 / 6400 * 6400);
    }

    @Test
    void mikolovHasTheUsualSymbols() {
        TaskData task = open(new PtbCharTask(), data(), "protocol", "mikolov");
        assertThat(task.spec().input().size()).isEqualTo(50);
        assertThat(task.spec().protocol())
                .containsEntry("symbols", "5017482 / 393042 / 442423 (train / validation / test)")
                .containsEntry("state", "carried from chunk to chunk");
        assertThat(count(task, 1, 128)).isEqualTo((442_423 - 1) / 128 * 128);
        assertThat(open(new PtbCharTask(), data(), "protocol", "mikolov", "carry", "false")
                        .spec()
                        .protocol())
                .containsEntry("state", "reset at every chunk");
    }

    @Test
    void batchesCanBeLimitedAsInTheAuthorsCode() {
        TaskData task = open(new PtbCharTask(), data(), "max-batches", 100, "max-evaluation-batches", 20);
        BatchSource training = task.training(128, 1, 3);
        int batches = 0;
        while (training.next() != null) {
            batches++;
        }
        assertThat(batches).isEqualTo(100);
        assertThat(count(task, 0, 128)).isEqualTo(20 * 6400);
    }

    @Test
    void aTruncatedFileIsRefused(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("ptb.train.txt"), " an invented line \n");
        RecurbenchException failure =
                catchThrowableOfType(RecurbenchException.class, () -> open(new PtbCharTask(), directory));
        assertThat(failure.kind()).isEqualTo(RecurbenchException.Kind.DATA);
        assertThat(failure).hasMessageContaining("expected 5101618 bytes").hasMessageContaining("found 19 bytes");
    }

    @Test
    void aMissingFileSaysWhyItIsNotBundled(@TempDir Path directory) {
        RecurbenchException failure =
                catchThrowableOfType(RecurbenchException.class, () -> open(new PtbCharTask(), directory));
        assertThat(failure.kind()).isEqualTo(RecurbenchException.Kind.ENVIRONMENT);
        assertThat(failure)
                .hasMessageContaining(directory.resolve("ptb/ptb.train.txt").toString())
                .hasMessageContaining("licence");
    }

    private static long count(TaskData task, int set, int rows) {
        BatchSource source = task.evaluations(rows).get(set).batches().get();
        long scored = 0;
        for (Batch batch = source.next(); batch != null; batch = source.next()) {
            scored += batch.scored();
        }
        return scored;
    }
}
