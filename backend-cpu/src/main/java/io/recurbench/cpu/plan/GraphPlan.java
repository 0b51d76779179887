package io.recurbench.cpu.plan;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import io.recurbench.api.program.Readers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** How one graph of a program is run: the result of planning. Immutable, shared by all threads. */
public final class GraphPlan {
    private final Program program;
    private final Graph graph;
    private final Schedule schedule;
    private final Views views;
    private final ScoredRanges ranges;
    private final AliasSets sets;
    private final Set<Integer> accumulating;
    private final List<List<FusedChain>> chains = new ArrayList<>();
    private final List<PlannedSlot> slots = new ArrayList<>();
    private final TableSlots tables;
    private final RowSlots rows;
    private final PlannedSlot input;
    private final Work work;

    /** Plans a graph. */
    public GraphPlan(Program program, Graph graph) {
        this.program = program;
        this.graph = graph;
        Readers readers = new Readers(graph);
        schedule = Sinking.apply(graph, readers, Schedule.of(graph));
        ranges = new ScoredRanges(graph, readers, schedule);
        views = new Views(graph, new ProductSums(graph, readers, schedule, ranges));
        sets = new AliasSets(graph, schedule, views, ranges);
        Chaining chaining = new Chaining(graph, views, sets, new Fusion(graph, readers, schedule, views, ranges, sets));
        for (int sweep = 0; sweep < schedule.sweeps().size(); sweep++) {
            chains.add(chaining.order(sweep));
        }
        accumulating = Set.copyOf(chaining.accumulating());
        tables = new TableSlots(program, graph, schedule, views, slots);
        input = new PlannedSlot(
                slots.size(), PlannedSlot.Kind.INPUT, 0, program.input().size());
        slots.add(input);
        work = Work.of(program, graph);
        rows = new RowSlots(sets, new Lifetimes(graph, readers, schedule, views, sets), chains, slots);
    }

    /** The program. */
    public Program program() {
        return program;
    }

    /** The graph. */
    public Graph graph() {
        return graph;
    }

    /** What is computed when. */
    public Schedule schedule() {
        return schedule;
    }

    /** What is run at each step of sweep {@code index}, in order. */
    public List<FusedChain> chains(int index) {
        return chains.get(index);
    }

    /** At which steps values are computed. */
    public ScoredRanges ranges() {
        return ranges;
    }

    /** Whether a product is added to what stands in its place. */
    public boolean accumulates(int id) {
        return accumulating.contains(id);
    }

    /** What a batch costs. */
    public Work work() {
        return work;
    }

    /** All memory that is needed, by index. */
    public List<PlannedSlot> slots() {
        return slots;
    }

    /** Where a value stands. */
    public PlannedPlace place(int id) {
        Span span = sets.span(id);
        if (span != null) {
            return rows.place(span);
        }
        return graph.operation(id).space().hasBatchRows()
                ? new PlannedPlace(input, 0, views.of(id).column(), input.width())
                : tables.place(id);
    }

    /** Whether a value has storage of its own, rather than being part of another one. */
    public boolean isStored(int id) {
        return views.isRoot(id);
    }

    /** Where a MOVE writes. */
    public PlannedPlace destination(Item move) {
        return rows.place(move.writes().get(0));
    }

    /** Where a state stands before the first step. */
    public PlannedPlace state(int state) {
        return first(sets.stateSet(state));
    }

    /** Whether the adjoint of a state is carried from step to step. */
    public boolean hasAdjoint(int state) {
        return sets.adjointSet(state) >= 0;
    }

    /** Where the adjoint of a state stands at the first step. */
    public PlannedPlace adjoint(int state) {
        return first(sets.adjointSet(state));
    }

    private PlannedPlace first(int set) {
        return rows.place(new Span(set, 0, sets.width(set), 0));
    }

    /** Where the gradient of a parameter stands in the flat gradient, as so many rows of one number. */
    public PlannedPlace gradient(Parameter parameter) {
        return tables.gradient(parameter);
    }

    /** Parameters whose gradient is copied into the flat gradient at the end. */
    public List<Integer> copiedGradients() {
        return tables.copiedGradients();
    }

    /** Where a slot of STEP (in numbers per row) or CHAIN (in numbers) begins in its thread's memory. */
    public int offset(PlannedSlot slot) {
        return rows.offset(slot);
    }

    /** Numbers of all slots of STEP per row. */
    public int stepWidth() {
        return rows.stepWidth();
    }

    /** Numbers of all slots of CHAIN. */
    public int chainSize() {
        return rows.chainSize();
    }
}
