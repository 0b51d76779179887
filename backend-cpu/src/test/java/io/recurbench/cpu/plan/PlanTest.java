package io.recurbench.cpu.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Program;
import io.recurbench.api.service.Services;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** What planning decides for cells whose best plan is known. */
class PlanTest {

    private static Program program(String id) {
        Cell cell = ServiceLoader.load(Cell.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow();
        Options options = Options.resolve("cell", cell.options(), Map.of("hidden", 8));
        return Services.compiler().compile(ModelSpec.single(cell, options, InputSpec.tokens(5), OutputSpec.classes(3)));
    }

    private static Plan training(String id) {
        Program program = program(id);
        return new Plan(program, program.training());
    }

    private static Plan evaluation(String id) {
        Program program = program(id);
        return new Plan(program, program.evaluation());
    }

    @Test
    void oneSweepForwardAndOneBackward() {
        assertThat(training("lstm").schedule().sweeps())
                .extracting(Sweep::backward)
                .containsExactly(false, true);
        assertThat(evaluation("lstm").schedule().sweeps())
                .extracting(Sweep::backward)
                .containsExactly(false);
    }

    @Test
    void stateAfterTheStepStandsWhereTheNextStepReadsIt() {
        Plan plan = training("rnn");
        var recurrence = plan.graph().recurrences().get(0);
        Home before = plan.home(recurrence.current());
        Home after = plan.home(recurrence.next());
        assertThat(before.region()).isEqualTo(after.region());
        assertThat(after.shift()).isEqualTo(before.shift() + 1);
        assertThat(before.region().kind()).isEqualTo(Region.Kind.HISTORY);
        assertThat(plan.home(recurrence.carriedAdjoint()).region())
                .isEqualTo(plan.home(recurrence.currentAdjoint()).region());
    }

    @Test
    void evaluationKeepsNothingButTheLosses() {
        for (String cell : List.of("rnn", "lstm", "gru", "cprnn", "2rnn", "bilinear", "mamba")) {
            Plan plan = evaluation(cell);
            assertThat(plan.regions())
                    .as(cell)
                    .filteredOn(region -> region.kind() == Region.Kind.HISTORY)
                    .singleElement()
                    .isEqualTo(plan.home(plan.graph().loss()).region());
        }
    }

    @Test
    void partsOfARowAreComputedInPlace() {
        Plan plan = training("lstm");
        assertThat(items(plan)).noneMatch(item -> item.kind() == Item.Kind.MOVE);
        Operation gates = plan.graph().operations().stream()
                .filter(operation -> operation instanceof Operation.Concatenate
                        && operation.space().hasBatchRows())
                .findFirst()
                .orElseThrow();
        assertThat(gates.inputs())
                .extracting(part -> plan.home(part).region())
                .containsOnly(plan.home(gates.id()).region());
        assertThat(gates.inputs()).extracting(part -> plan.home(part).column()).containsExactly(0, 8, 16, 24);
    }

    @Test
    void productsThatAreSummedAddToEachOther() {
        Plan plan = training("cprnn");
        List<Item> accumulating = items(plan).stream()
                .filter(item -> item.kind() == Item.Kind.COMPUTE && plan.accumulates(item.value()))
                .toList();
        assertThat(accumulating).hasSize(2);
    }

    @Test
    void gradientOfTheReadoutsInputIsNotKept() {
        Plan plan = training("rnn");
        Graph graph = plan.graph();
        int adjoint = graph.operations().stream()
                .filter(operation -> operation instanceof Operation.LossAdjoint)
                .findFirst()
                .orElseThrow()
                .id();
        Operation product = graph.operations().stream()
                .filter(operation -> operation instanceof Operation.VectorMatrix
                        && operation.inputs().contains(adjoint))
                .findFirst()
                .orElseThrow();
        assertThat(plan.schedule().sweepOf(product.id()).backward()).isTrue();
        assertThat(plan.home(product.id()).region().kind()).isEqualTo(Region.Kind.SCRATCH);
        assertThat(plan.home(adjoint).region().kind()).isEqualTo(Region.Kind.HISTORY);
    }

    @Test
    void readoutIsComputedWhereItIsScored() {
        Plan plan = training("rnn");
        Graph graph = plan.graph();
        assertThat(plan.reaches().of(graph.output())).isEqualTo(Reach.SCORED);
        assertThat(plan.reaches().of(graph.recurrences().get(0).next())).isEqualTo(Reach.ALL);
        assertThat(plan.reaches().of(graph.recurrences().get(0).currentAdjoint()))
                .isEqualTo(Reach.TO_LAST_SCORED);
        assertThat(plan.reaches().backwardFromLastScored()).isTrue();
    }

    @Test
    void gradientsAreComputedIntoTheFlatGradient() {
        for (String cell : List.of("rnn", "lstm", "gru", "cprnn", "2rnn", "mirnn")) {
            assertThat(training(cell).copiedGradients()).as(cell).isEmpty();
        }
    }

    @Test
    void everyProductOfAllCellsIsPlanned() {
        ServiceLoader.load(Cell.class).forEach(cell -> {
            Plan plan = training(cell.id());
            List<Integer> planned = items(plan).stream().map(Item::value).toList();
            plan.graph().operations().stream()
                    .filter(operation -> operation instanceof Operation.VectorMatrix
                            && operation.space().hasBatchRows())
                    .forEach(product -> assertThat(planned).as(cell.id()).contains(product.id()));
        });
    }

    private static List<Item> items(Plan plan) {
        return java.util.stream.IntStream.range(0, plan.schedule().sweeps().size())
                .boxed()
                .flatMap(sweep -> plan.nodes(sweep).stream())
                .flatMap(node -> node.items().stream())
                .toList();
    }
}
