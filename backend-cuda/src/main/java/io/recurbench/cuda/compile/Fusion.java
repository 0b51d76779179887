package io.recurbench.cuda.compile;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Readers;
import io.recurbench.api.program.Space;
import io.recurbench.api.program.Stage;
import io.recurbench.backend.GraphLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Splits the stages of a graph into single operations and chains. An element-wise operation joins a chain of its rows and
 * width if all that it reads is there before that chain runs, even if other operations stand in between.
 */
public final class Fusion {
    /** Values in memory that a chain touches: their descriptions have to fit into a kernel's 4 KiB of arguments. */
    private static final int LARGEST_TOUCH = 40;

    private static final int LONGEST = 64;

    private final Graph graph;
    private final Readers readers;
    private final Set<Integer> internal = new HashSet<>();
    private final Map<Stage, List<Item>> items = new HashMap<>();

    /** What runs at once: one operation, or a {@link Chain}. */
    public sealed interface Item permits Single, Chain {
        /** The space of its rows. */
        Space space();
    }

    /** An operation that is in no chain. */
    public record Single(Operation operation) implements Item {
        @Override
        public Space space() {
            return operation.space();
        }
    }

    public Fusion(Graph graph) {
        this.graph = graph;
        this.readers = new Readers(graph);
        graph.stages().forEach(stage -> items.put(stage, split(stage)));
    }

    /** What a stage runs, in order. */
    public List<Item> items(Stage stage) {
        return items.getOrDefault(stage, List.of());
    }

    /** All chains. */
    public List<Chain> chains() {
        return graph.stages().stream()
                .flatMap(stage -> items(stage).stream())
                .filter(Chain.class::isInstance)
                .map(Chain.class::cast)
                .toList();
    }

    /** Whether a value stays within a chain and needs no memory. */
    boolean isInternal(int id) {
        return internal.contains(id);
    }

    /** Whether a value has to stand in memory. */
    public boolean needsMemory(Operation operation) {
        return !isInternal(operation.id()) && (isRead(operation.id()) || !(operation instanceof Operation.Leaf));
    }

    /** Whether an operation reads the value, or the graph's results do. */
    public boolean isRead(int id) {
        return !readers.of(id).isEmpty() || readers.isResult(id);
    }

    private List<Item> split(Stage stage) {
        List<Object> order = new ArrayList<>();
        Map<Integer, Integer> madeAt = new HashMap<>();
        for (int id : stage.operations()) {
            Operation operation = graph.operation(id);
            int ready = operation.inputs().stream()
                    .mapToInt(input -> madeAt.getOrDefault(input, -1))
                    .max()
                    .orElse(-1);
            if (operation instanceof Operation.Elementwise elementwise) {
                madeAt.put(id, place(elementwise, order, madeAt));
            } else if (isThere(operation)) {
                madeAt.put(id, ready);
            } else {
                madeAt.put(id, order.size());
                order.add(operation);
            }
        }
        List<Item> result = new ArrayList<>();
        for (Object item : order) {
            if (item instanceof Operation operation) {
                result.add(new Single(operation));
            } else if (item instanceof Open open) {
                Chain chain = finish(open.operations);
                if (!chain.outputs().isEmpty()) {
                    result.add(chain);
                }
            }
        }
        return result;
    }

    private static boolean isThere(Operation operation) {
        return operation instanceof Operation.Leaf || GraphLayout.isView(operation);
    }

    /** The index in {@code order} of the chain that the operation joins: the latest that can take it, or a new one. */
    private int place(Operation.Elementwise operation, List<Object> order, Map<Integer, Integer> madeAt) {
        for (int at = order.size() - 1; at >= 0; at--) {
            if (order.get(at) instanceof Open open && open.takes(operation, at, madeAt)) {
                open.add(operation);
                return at;
            }
        }
        Open open = new Open();
        open.add(operation);
        order.add(open);
        return order.size() - 1;
    }

    private Chain finish(List<Operation.Elementwise> operations) {
        Set<Integer> own = new HashSet<>();
        operations.forEach(operation -> own.add(operation.id()));
        Set<Integer> inputs = new LinkedHashSet<>();
        List<Integer> outputs = new ArrayList<>();
        for (Operation.Elementwise operation : operations) {
            for (int input : operation.inputs()) {
                if (!own.contains(input) && !(graph.operation(input) instanceof Operation.Constant)) {
                    inputs.add(input);
                }
            }
            if (readers.isResult(operation.id()) || !own.containsAll(readers.of(operation.id()))) {
                outputs.add(operation.id());
            } else {
                internal.add(operation.id());
            }
        }
        return new Chain(operations, List.copyOf(inputs), outputs);
    }

    /** A chain that can still grow. */
    private static final class Open {
        private final List<Operation.Elementwise> operations = new ArrayList<>();
        private final Set<Integer> own = new HashSet<>();
        private final Set<Integer> touched = new HashSet<>();

        boolean takes(Operation.Elementwise operation, int at, Map<Integer, Integer> madeAt) {
            Operation.Elementwise first = operations.get(0);
            return first.space() == operation.space()
                    && first.width() == operation.width()
                    && operations.size() < LONGEST
                    && touched.size() + 3 <= LARGEST_TOUCH
                    && operation.inputs().stream()
                            .allMatch(input -> own.contains(input) || madeAt.getOrDefault(input, -1) < at);
        }

        void add(Operation.Elementwise operation) {
            operations.add(operation);
            own.add(operation.id());
            touched.add(operation.id());
            touched.addAll(operation.inputs());
        }
    }
}
