package io.recurbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.Availability;
import io.recurbench.api.Options;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import io.recurbench.api.task.Suite;
import io.recurbench.api.task.Task;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What plugins brought and could not be used, asked for by name: why comes first, and the exit code is 6. */
class LeftOutTest {
    @TempDir
    private Path folder;

    @Test
    void anExperimentThatCannotBeReadSaysWhy() throws IOException {
        Path yaml = Files.writeString(folder.resolve("wrong.yaml"), "id: acme/wrong\ntasks: [parity]\ncels: [rnn]\n");
        Files.writeString(folder.resolve("quickstart.yaml"), "id: quickstart\ntasks: [parity]\ncells: [rnn]\n");
        Bringing.files = List.of(yaml, folder.resolve("quickstart.yaml"), folder.resolve("none.yaml"));
        TestPlugins plugins = TestPlugins.of(folder, Map.of(Suite.class, List.of(Bringing.class)));
        try {
            Cli.Run run = Cli.run("run", "acme/wrong", "--dry-run");
            Cli.Run unknown = Cli.run("run", "acme/none", "--dry-run");
            Cli.Run shown = Cli.run("plugins", "--json");

            assertThat(run.code()).isEqualTo(6);
            assertThat(run.err())
                    .startsWith(
                            "recurbench: experiment 'acme/wrong' is there but cannot be used: suite 'acme:bringing'")
                    .contains("wrong.yaml:3: unknown key 'cels'");
            assertThat(unknown.code()).isEqualTo(6);
            assertThat(unknown.err()).contains("none.yaml cannot be read: ");
            assertThat(shown.json().at("/data/rejected").findValuesAsText("id"))
                    .containsExactlyInAnyOrder("acme/wrong", "quickstart", "none.yaml");
            // Where lines break depends on how long the path of the checkout is.
            assertThat(Cli.run("list", "experiments", "quickstart").out().replaceAll("\\s+", " "))
                    .contains("Five cells on four small tasks", "has the id of one of suite 'quickstart'");
        } finally {
            plugins.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"run quickstart --dry-run --cell acme:two", "show acme:two", "list cells acme:two"})
    void aPluginThatMayBeWhatIsAskedForSaysWhyItWasLeftOut(String words) throws IOException {
        TestPlugins plugins = TestPlugins.of(folder, Map.of(Cell.class, List.of(Throwing.class)));
        try {
            Cli.Run run = Cli.run(words.split(" "));

            assertThat(run.code()).isEqualTo(6);
            assertThat(run.err())
                    .contains("recurbench: cell 'acme:two' is not there, and may be")
                    .contains("no luck");
        } finally {
            plugins.close();
        }
    }

    @Test
    void aStepThatBreaksARuleIsNoUsersError() throws IOException {
        TestPlugins plugins = TestPlugins.of(folder, Map.of(Cell.class, List.of(Wide.class)));
        try {
            Cli.Run run = Cli.run("show", "acme:wide");

            assertThat(run.code()).isEqualTo(8);
            assertThat(run.err())
                    .contains(
                            "cell 'acme:wide' from ",
                            "its next value [8]",
                            "(at LeftOutTest.java:",
                            "--debug shows where");
        } finally {
            plugins.close();
        }
    }

    /** Here and at once: no other command knows the folder that it comes from. */
    @Test
    void theKitSaysWhyABackendIsNotThere() throws IOException {
        TestPlugins plugins = TestPlugins.of(folder, Map.of(Backend.class, List.of(Absent.class, Silent.class)));
        try {
            Cli.Run absent = Cli.run("tck", "run", "acme:absent");
            Cli.Run silent = Cli.run("tck", "run", "acme:silent");

            assertThat(absent.code()).isEqualTo(6);
            assertThat(absent.err())
                    .contains("backend 'acme:absent' is not available: no board", "looked at slot 1", "put a board in");
            assertThat(silent.code()).isEqualTo(6);
            assertThat(silent.err()).contains("backend 'acme:silent' from ", "availability gave null");
        } finally {
            plugins.close();
        }
    }

    @Test
    void verifyingNothingIsNoSuccess() {
        Cli.Run run = Cli.run("plugins", "verify");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("there is no plugin to verify", "name one with --plugins");
    }

    @Test
    void aReportOfSomebodysIsLookedForInTheirFolder() throws IOException {
        Cli.Run run = Cli.run("list", "reports", "acme:ranking");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("no report 'acme:ranking'", "named with --plugins");
    }

    /** A suite of files. */
    public static final class Bringing implements Suite {
        private static List<Path> files = List.of();

        @Override
        public String id() {
            return "acme:bringing";
        }

        @Override
        public String description() {
            return "brings experiments";
        }

        @Override
        public List<Task> tasks() {
            return List.of();
        }

        @Override
        public List<URL> experiments() {
            return files.stream().map(Bringing::url).toList();
        }

        private static URL url(Path file) {
            try {
                return file.toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A cell that none is made of. */
    public static final class Throwing implements Cell {
        public Throwing() {
            throw new IllegalStateException("no luck");
        }

        @Override
        public String id() {
            return "acme:throwing";
        }

        @Override
        public String description() {
            return "throws";
        }

        @Override
        public Expr define(CellScope scope) {
            return scope.input();
        }

        @Override
        public long parameterCount(Options options, int inputWidth) {
            return 0;
        }
    }

    /** A backend whose board is not there. */
    public static class Absent implements Backend {
        @Override
        public String id() {
            return "acme:absent";
        }

        @Override
        public String description() {
            return "has no board";
        }

        @Override
        public Availability availability() {
            return new Availability.Unavailable("no board", List.of("looked at slot 1"), "put a board in");
        }

        @Override
        public Determinism determinism() {
            return Determinism.BITWISE;
        }

        @Override
        public Trainer open(TrainerRequest request) {
            throw new UnsupportedOperationException("it has no board");
        }
    }

    /** A backend that does not answer. */
    public static final class Silent extends Absent {
        @Override
        public String id() {
            return "acme:silent";
        }

        @Override
        @SuppressWarnings("NullAway") // it is what it does wrong
        public Availability availability() {
            return null;
        }
    }

    /** A cell whose state would grow. */
    public static final class Wide implements Cell {
        @Override
        public String id() {
            return "acme:wide";
        }

        @Override
        public String description() {
            return "grows";
        }

        @Override
        public Expr define(CellScope scope) {
            Expr h = scope.state("h", 4);
            return scope.next(h, h.concat(h));
        }

        @Override
        public long parameterCount(Options options, int inputWidth) {
            return 0;
        }
    }
}
