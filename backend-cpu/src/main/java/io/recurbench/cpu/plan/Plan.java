package io.recurbench.cpu.plan;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Program;
import io.recurbench.backend.Uses;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** How one graph of a program is run: the result of planning. Immutable, shared by all threads. */
public final class Plan {
    private final Program program;
    private final Graph graph;
    private final Schedule schedule;
    private final Views views;
    private final Reaches reaches;
    private final Groups groups;
    private final Set<Integer> accumulating;
    private final List<List<Node>> nodes = new ArrayList<>();
    private final List<Region> regions = new ArrayList<>();
    private final TableLayout tables;
    private final RowLayout rows;
    private final Region input;
    private final Work work;

    /** Plans a graph. */
    public Plan(Program program, Graph graph) {
        this.program = program;
        this.graph = graph;
        Uses uses = new Uses(graph);
        schedule = Sinking.apply(graph, uses, Schedule.of(graph));
        reaches = new Reaches(graph, uses, schedule);
        views = new Views(graph, new ProductSums(graph, uses, schedule, reaches));
        groups = new Groups(graph, uses, schedule, views, reaches);
        Ordering ordering =
                new Ordering(graph, views, groups, new Items(graph, uses, schedule, views, reaches, groups));
        for (int sweep = 0; sweep < schedule.sweeps().size(); sweep++) {
            nodes.add(ordering.order(sweep));
        }
        accumulating = Set.copyOf(ordering.accumulating());
        tables = new TableLayout(program, graph, schedule, views, regions);
        input = new Region(Region.Kind.INPUT, regions.size(), program.input().size());
        regions.add(input);
        work = Work.of(graph, program.input().size());
        rows = new RowLayout(graph, groups, nodes, regions);
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
    public List<Node> nodes(int index) {
        return nodes.get(index);
    }

    /** At which steps values are computed. */
    public Reaches reaches() {
        return reaches;
    }

    /** Whether a product is added to what stands in its place. */
    public boolean accumulates(int id) {
        return accumulating.contains(id);
    }

    /** What a batch costs. */
    public Work work() {
        return work;
    }

    /** All regions of memory, by index. */
    public List<Region> regions() {
        return regions;
    }

    /** Where a value stands. */
    public Home home(int id) {
        Operation operation = graph.operation(id);
        if (!operation.space().hasBatchRows()) {
            return tables.home(id);
        }
        View view = views.of(id);
        if (graph.operation(view.root()) instanceof Operation.DenseInput) {
            return Home.of(input).column(view.column());
        }
        return rows.home(id);
    }

    /** Whether a value has storage of its own, rather than being part of another one. */
    public boolean isStored(int id) {
        return views.isRoot(id);
    }

    /** Where a MOVE writes. */
    public Home destination(Item move) {
        return rows.home(move.destination(), move.column(), move.shift());
    }

    /** Where a state stands: shifted by one, what it is after the step. */
    public Home state(int state) {
        return rows.home(groups.stateGroup(state), 0, 0);
    }

    /** Whether the adjoint of a state is carried from step to step. */
    public boolean hasAdjoint(int state) {
        return groups.adjointGroup(state) >= 0;
    }

    /** Where the adjoint of a state stands. */
    public Home adjoint(int state) {
        return rows.home(groups.adjointGroup(state), 0, 0);
    }

    /** The flat gradient. */
    public Region gradient() {
        return tables.gradient();
    }

    /** Parameters whose gradient is copied into the flat gradient at the end. */
    public List<Integer> copiedGradients() {
        return tables.copiedGradients();
    }

    /** Where each region of SCRATCH (in numbers per row) or BLOCK (in numbers) begins in its thread's memory. */
    public int offset(Region region) {
        return rows.offsets()[region.index()];
    }

    /** Numbers of SCRATCH per row. */
    public int scratchWidth() {
        return rows.scratchWidth();
    }

    /** Numbers of BLOCK. */
    public int blockSize() {
        return rows.blockSize();
    }
}
