package io.recurbench.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.Function;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Program;
import io.recurbench.api.service.Services;
import io.recurbench.testkit.cell.TestCells;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no test cell compiles to, no rule examines. */
class OperationCoverageTest {
    private final List<Program> programs = TestCells.all().stream()
            .flatMap(cell -> Stream.of(InputSpec.tokens(5), InputSpec.dense(3)).map(input -> compile(cell, input)))
            .toList();
    private final List<Operation> operations = programs.stream()
            .flatMap(program -> Stream.of(program.training(), program.evaluation()))
            .flatMap(graph -> graph.operations().stream())
            .toList();

    @Test
    void everyKindOfOperationIsUsed() {
        Set<Class<?>> used = operations.stream().map(Object::getClass).collect(Collectors.toSet());
        Set<Class<?>> all = Arrays.stream(Operation.class.getDeclaredClasses())
                .filter(Class::isRecord)
                .collect(Collectors.toSet());
        assertThat(used).containsAll(all);
    }

    @Test
    void everyFunctionIsUsed() {
        Set<Function> used = operations.stream()
                .filter(Operation.Elementwise.class::isInstance)
                .map(operation -> ((Operation.Elementwise) operation).function())
                .collect(Collectors.toSet());
        assertThat(used).containsExactlyInAnyOrder(Function.values());
    }

    @Test
    void everyOperationStaysTheSameWhereItIs() {
        assertThat(operations)
                .allSatisfy(
                        o -> assertThat(o.moved(o.id(), o.space(), id -> id)).isEqualTo(o));
        assertThat(operations).allSatisfy(o -> {
            Operation moved = o.moved(o.id() + 1, o.space(), id -> id + 1);
            assertThat(moved.id()).isEqualTo(o.id() + 1);
            assertThat(moved.inputs())
                    .isEqualTo(o.inputs().stream().map(id -> id + 1).toList());
        });
    }

    /** Numbers of every space are written out, and rows of tokens for every position. */
    @Test
    void whateverCanBeBroadcastIs() {
        assertThat(programs)
                .flatExtracting(program -> List.of(program.training(), program.evaluation()))
                .flatExtracting(OperationCoverageTest::broadcasts)
                .contains(
                        "wider PARAMETERS -> PARAMETERS",
                        "wider VOCABULARY -> VOCABULARY",
                        "wider SEQUENCE -> SEQUENCE",
                        "wider STEP -> STEP",
                        "VOCABULARY -> SEQUENCE");
    }

    private static List<String> broadcasts(Graph graph) {
        return graph.operations().stream()
                .filter(o -> o instanceof Operation.Elementwise e && e.function() == Function.BROADCAST)
                .map(o -> {
                    Operation input = graph.operation(o.inputs().get(0));
                    return (input.width() < o.width() ? "wider " : "") + input.space() + " -> " + o.space();
                })
                .toList();
    }

    private static Program compile(Cell cell, InputSpec input) {
        Options options = Options.resolve(cell.id(), cell.options(), Map.of());
        return Services.compiler().compile(ModelSpec.single(cell, options, input, OutputSpec.classes(4)));
    }
}
