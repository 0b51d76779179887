package io.recurbench.api.program;

import io.recurbench.api.stability.Stability;
import java.util.BitSet;
import java.util.List;

/**
 * What a graph costs by its operations alone, whatever the backend: the arithmetic of its matrix products, and the numbers
 * that have to be kept. A backend may keep less (it computes again) or more (it packs).
 *
 * @param program whose graph it is
 * @param graph the training or the evaluation graph
 * @param positions T x B of a batch
 */
@Stability.Experimental
public record GraphCost(Program program, Graph graph, long positions) {
    /** What an element-wise function of one number costs beside the products. */
    private static final int FUNCTION = 16;

    /** Checks that there are positions. */
    public GraphCost {
        if (positions < 1) {
            throw new IllegalArgumentException("a batch has at least one position, not " + positions);
        }
    }

    /** Rows of a space. */
    public long rows(Space space) {
        return space.rows(program.vocabulary(), positions);
    }

    /**
     * Multiplications and additions of the matrix products of one run. Element-wise work is not counted, so that the number
     * can be held against the peak of a machine's multiply-add units.
     */
    public long productOperations() {
        return graph.operations().stream().mapToLong(this::productOperations).sum();
    }

    /** The part of one stage. */
    public long productOperations(Stage stage) {
        return stage.operations().stream()
                .mapToLong(id -> productOperations(graph.operation(id)))
                .sum();
    }

    /** The part of one operation; 0 if it is no product. */
    public long productOperations(Operation operation) {
        return rows(graph.finestSpace(operation)) * productOperationsOfRow(operation);
    }

    private static long productOperationsOfRow(Operation operation) {
        if (operation instanceof Operation.VectorMatrix product) {
            return 2L * product.blocks().size();
        }
        return operation instanceof Operation.OuterProduct product
                ? 2L * product.blocks().size()
                : 0;
    }

    private static long operationsOfRow(Operation operation) {
        long product = productOperationsOfRow(operation);
        boolean isView = operation instanceof Operation.Slice
                || operation instanceof Operation.Flatten
                || operation instanceof Operation.TokenRows;
        return isView || product > 0 ? product : (long) FUNCTION * operation.width();
    }

    /** About how many operations, products or not, each position of a batch takes: enough to plan by. */
    public long operationsOfPosition() {
        return graph.operations().stream()
                .filter(operation -> graph.finestSpace(operation).hasBatchRows())
                .mapToLong(GraphCost::operationsOfRow)
                .sum();
    }

    /** Likewise what no batch touches, which is computed once for each update of the parameters. */
    public long operationsOfUpdate() {
        return graph.operations().stream()
                .filter(operation -> !graph.finestSpace(operation).hasBatchRows())
                .mapToLong(operation -> rows(graph.finestSpace(operation)) * operationsOfRow(operation))
                .sum();
    }

    /**
     * Bytes of the values that outlive their stage, in single precision: tables, and rows of the batch that a later stage
     * reads. Parameters stand in their flat buffer and are not counted.
     */
    public long keptBytes() {
        BitSet kept = readByLaterStages();
        long numbers = 0;
        for (Operation operation : graph.operations()) {
            boolean isFree = operation instanceof Operation.ParameterValue || operation instanceof Operation.OneHot;
            boolean isKept = !operation.space().hasBatchRows() || kept.get(operation.id());
            numbers += isKept && !isFree ? rows(operation.space()) * operation.width() : 0;
        }
        return Float.BYTES * numbers;
    }

    private BitSet readByLaterStages() {
        int[] stageOf = new int[graph.operations().size()];
        List<Stage> stages = graph.stages();
        for (int stage = 0; stage < stages.size(); stage++) {
            for (int id : stages.get(stage).operations()) {
                stageOf[id] = stage;
            }
        }
        BitSet kept = new BitSet();
        for (Operation operation : graph.operations()) {
            for (int input : operation.inputs()) {
                if (stageOf[input] != stageOf[operation.id()]) {
                    kept.set(source(input));
                }
            }
        }
        return kept;
    }

    /** What a slice is a view of. */
    private int source(int id) {
        return graph.operation(id) instanceof Operation.Slice slice ? source(slice.input()) : id;
    }
}
