package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.CsvReport;
import com.acme.MajorityTask;
import com.acme.MinimalGatedCell;
import io.recurbench.api.Options;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.BatchSource;
import io.recurbench.api.record.ResultSet;
import io.recurbench.api.task.EvaluationSet;
import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The examples of docs/plugin-guide.md: the page shows what is compiled here, and it works. */
class ExamplesTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @Test
    void allCodeOfThePageIsThatOfAnExample() throws IOException {
        List<String> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(ROOT.resolve("examples"))) {
            for (Path file : (Iterable<Path>)
                    files.filter(path ->
                            path.toString().matches(".*/examples/[^/]+/(src/.*\\.java|(src/.*)?[^/]*\\.yaml)"))
                            ::iterator) {
                sources.add(Files.readString(file));
            }
        }
        List<String> blocks = Pattern.compile("```(?:java|yaml)\n(.*?)```\n", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("docs/plugin-guide.md")))
                .results()
                .map(block -> block.group(1))
                .toList();

        assertThat(blocks)
                .hasSizeGreaterThan(8)
                .allSatisfy(block -> assertThat(sources).as(block).anyMatch(source -> source.contains(block)));
    }

    @Test
    void theTaskGivesTheSameEvaluationAgainAndAgain() {
        MajorityTask task = new MajorityTask();
        Options options = Options.resolve("task", task.options(), Map.of("pairs", 3));
        TaskData data = task.open(new TaskRequest(options, Optional.empty()));

        for (EvaluationSet set : data.evaluations(1000)) {
            BatchSource first = set.batches().get();
            BatchSource second = set.batches().get();
            Batch batch = first.next();
            assertThat(batch).isNotNull();
            assertThat(batch.steps()).isEqualTo(set.length()).isOdd();
            int[] tokens = batch.tokens().clone();
            assertThat(second.next().tokens()).isEqualTo(tokens);
            assertThat(first.next().rows()).isEqualTo(24);
            assertThat(first.next()).isNull();
        }
    }

    @Test
    void theReportHasItsHead() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new CsvReport().write(new ResultSet(List.of(), List.of()), out);

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("key,task,cell,backend,seed,metric,value,unit\n");
    }

    @Test
    void theCellCountsItsParameters() {
        MinimalGatedCell cell = new MinimalGatedCell();
        Options options = Options.resolve("cell", cell.options(), Map.of("hidden", 3));

        assertThat(cell.parameterCount(options, 5)).isEqualTo(2 * (9 + 15 + 3));
    }
}
