package io.recurbench.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Program;
import io.recurbench.api.service.Services;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShippedCellsTest {

    /** Totals with a readout to 101 characters, from the formulas of the paper. */
    @ParameterizedTest
    @CsvSource({
        "rnn, 34, 0, 8159",
        "rnn, 2496, 0, 6736805",
        "mirnn, 97, 0, 29492",
        "2rnn, 16, 0, 29461",
        "2rnn, 64, 0, 430885",
        "cprnn, 32, 4, 8281",
        "cprnn, 75, 34, 29485",
        "cprnn, 128, 192, 111013",
        "cprnn, 400, 210, 430511",
        "cpbirnn, 128, 192, 81701"
    })
    void countsParametersAsThePaperDoes(String id, int hidden, int rank, int total) {
        Map<String, Object> options = rank == 0 ? Map.of("hidden", hidden) : Map.of("hidden", hidden, "rank", rank);

        assertThat(compile(id, options).parameterCount()).isEqualTo(total);
    }

    @Test
    void refusesImpossibleSizesBeforeAnythingIsTrained() {
        assertThatThrownBy(() -> compile("bilinear-block", Map.of("hidden", 10, "block", 4)))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("4 does not divide 10");
        assertThatThrownBy(() -> compile("bilinear-rotation", Map.of("hidden", 3)))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("hidden must be even, not 3");
        for (String cell : List.of(
                "deltanet", "mlstm", "slstm", "gated-deltanet", "deltaproduct", "gla", "retnet", "mamba2", "rwkv7")) {
            assertThatThrownBy(() -> compile(cell, Map.of("hidden", 10, "heads", 3)))
                    .isInstanceOf(RecurbenchException.class)
                    .hasMessageContaining("the number of heads must divide hidden, but 3 does not divide 10");
        }
        assertThatThrownBy(() -> compile("cprnn", Map.of("rank", 0)))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("'rank' expects a whole number");
        for (Map.Entry<String, Map<String, Object>> impossible : Map.<String, Map<String, Object>>of(
                        "deltaproduct", Map.of("reflections", 0),
                        "mamba2", Map.of("state-size", 0),
                        "lru", Map.of("state-size", 0),
                        "gla", Map.of("gate-rank", 0),
                        "rwkv7", Map.of("gate-rank", 0))
                .entrySet()) {
            assertThatThrownBy(() -> compile(impossible.getKey(), impossible.getValue()))
                    .as(impossible.getKey())
                    .isInstanceOf(RecurbenchException.class)
                    .hasMessageContaining("expects a whole number");
        }
        for (String cell : List.of("deltanet", "gated-deltanet", "deltaproduct", "mamba", "mamba2", "rwkv7")) {
            assertThatThrownBy(() -> compile(cell, Map.of("eigenvalues", "complex")))
                    .as(cell)
                    .isInstanceOf(RecurbenchException.class)
                    .hasMessageContaining("'eigenvalues'")
                    .hasMessageContaining("signed");
        }
        assertThatThrownBy(() -> compile("cpbirnn", Map.of("bias", false)))
                .isInstanceOf(RecurbenchException.class)
                .hasMessageContaining("never leaves an initial state of zero");
    }

    private static Program compile(String id, Map<String, ?> given) {
        Cell cell = ServiceLoader.load(Cell.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow();
        Options options = Options.resolve("cell '" + id + "'", cell.options(), given);
        return Services.compiler()
                .compile(ModelSpec.single(cell, options, InputSpec.tokens(101), OutputSpec.classes(101)));
    }
}
