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
class GraphPlanTest {

    private static Program program(String id) {
        Cell cell = ServiceLoader.load(Cell.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow();
        Options options = Options.resolve("cell", cell.options(), Map.of("hidden", 8));
        return Services.compiler().compile(ModelSpec.single(cell, options, InputSpec.tokens(5), OutputSpec.classes(3)));
    }

    private static GraphPlan training(String id) {
        Program program = program(id);
        return new GraphPlan(program, program.training());
    }

    private static GraphPlan evaluation(String id) {
        Program program = program(id);
        return new GraphPlan(program, program.evaluation());
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
        GraphPlan plan = training("rnn");
        var recurrence = plan.graph().recurrences().get(0);
        PlannedPlace before = plan.place(recurrence.current());
        PlannedPlace after = plan.place(recurrence.next());
        assertThat(before.slot()).isEqualTo(after.slot());
        assertThat(after.block()).isEqualTo(before.block() + 1);
        assertThat(before.slot().kind()).isEqualTo(PlannedSlot.Kind.HISTORY);
        assertThat(plan.place(recurrence.carriedAdjoint()).slot())
                .isEqualTo(plan.place(recurrence.currentAdjoint()).slot());
    }

    @Test
    void evaluationKeepsNothingButTheLosses() {
        for (String cell : List.of("rnn", "lstm", "gru", "cprnn", "2rnn", "bilinear", "mamba")) {
            GraphPlan plan = evaluation(cell);
            assertThat(plan.slots())
                    .as(cell)
                    .filteredOn(
                            slot -> slot.kind() == PlannedSlot.Kind.HISTORY || slot.kind() == PlannedSlot.Kind.BATCH)
                    .singleElement()
                    .isEqualTo(plan.place(plan.graph().loss()).slot());
        }
    }

    @Test
    void partsOfARowAreComputedInPlace() {
        GraphPlan plan = training("lstm");
        assertThat(items(plan)).noneMatch(item -> item.kind() == Item.Kind.MOVE);
        Operation gates = plan.graph().operations().stream()
                .filter(operation -> operation instanceof Operation.Concatenate
                        && operation.space().hasBatchRows())
                .findFirst()
                .orElseThrow();
        assertThat(gates.inputs())
                .extracting(part -> plan.place(part).slot())
                .containsOnly(plan.place(gates.id()).slot());
        assertThat(gates.inputs()).extracting(part -> plan.place(part).column()).containsExactly(0, 8, 16, 24);
    }

    @Test
    void productsThatAreSummedAddToEachOther() {
        GraphPlan plan = training("cprnn");
        List<Item> accumulating = items(plan).stream()
                .filter(item -> item.kind() == Item.Kind.COMPUTE && plan.accumulates(item.value()))
                .toList();
        assertThat(accumulating).hasSize(2);
    }

    @Test
    void gradientOfTheReadoutsInputIsNotKept() {
        GraphPlan plan = training("rnn");
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
        assertThat(plan.place(product.id()).slot().kind()).isEqualTo(PlannedSlot.Kind.STEP);
        assertThat(plan.place(adjoint).slot().kind()).isEqualTo(PlannedSlot.Kind.BATCH);
    }

    @Test
    void readoutIsComputedWhereItIsScored() {
        GraphPlan plan = training("rnn");
        Graph graph = plan.graph();
        assertThat(plan.ranges().of(graph.output())).isEqualTo(ScoredRange.SCORED);
        assertThat(plan.ranges().of(graph.recurrences().get(0).next())).isEqualTo(ScoredRange.ALL);
        assertThat(plan.ranges().of(graph.recurrences().get(0).currentAdjoint()))
                .isEqualTo(ScoredRange.TO_LAST_SCORED);
        assertThat(plan.ranges().backwardFromLastScored()).isTrue();
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
            GraphPlan plan = training(cell.id());
            List<Integer> planned = items(plan).stream().map(Item::value).toList();
            plan.graph().operations().stream()
                    .filter(operation -> operation instanceof Operation.VectorMatrix
                            && operation.space().hasBatchRows())
                    .forEach(product -> assertThat(planned).as(cell.id()).contains(product.id()));
        });
    }

    private static List<Item> items(GraphPlan plan) {
        return java.util.stream.IntStream.range(0, plan.schedule().sweeps().size())
                .boxed()
                .flatMap(sweep -> plan.chains(sweep).stream())
                .flatMap(chain -> chain.items().stream())
                .toList();
    }
}
