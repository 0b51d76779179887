package com.example.pytorch;

import static com.example.pytorch.Axis.ROWS;

import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;

/**
 * What operations of one stage read and write, as expressions of a script.
 *
 * @param inLoop whether the stage runs step by step
 * @param onednnFrom multiply-adds from which a product is oneDNN's
 */
record Operands(Script script, Graph graph, Values values, boolean inLoop, long onednnFrom) {

    int width(int id) {
        return graph.operation(id).width();
    }

    /** A value as the rows of {@code space} read it. */
    String read(Space space, int id, Axis... axes) {
        return values.read(script, id, 0, new Values.Reader(space, inLoop), axes);
    }

    /** Its rows. */
    String read(Space space, int id) {
        return read(space, id, ROWS, Axis.columns(width(id)));
    }

    /** The rows of what an operation reads, fallen into blocks: {@code [rows][blocks][numbers of a block]}. */
    String readBlocks(Operation operation, int id, int blocks) {
        return read(operation.space(), id, ROWS, blocks(width(id), blocks), columnsOfBlock(width(id), blocks));
    }

    /** A number for each of so many blocks, or one for all of them. */
    String readNumbers(Operation operation, int id) {
        return read(operation.space(), id, ROWS, Axis.columns(width(id)), Axis.ONE);
    }

    /** Where the rows of a result go, fallen into blocks. */
    String writeBlocks(Operation operation, int blocks) {
        int width = operation.width();
        return write(operation, ROWS, blocks(width, blocks), columnsOfBlock(width, blocks));
    }

    private static Axis blocks(int width, int blocks) {
        return Axis.of(blocks, width / blocks);
    }

    private static Axis columnsOfBlock(int width, int blocks) {
        return Axis.columns(width / blocks);
    }

    /** The rows of what an operation reads. */
    String read(Operation operation, int id) {
        return read(operation.space(), id);
    }

    /** Where the rows of a result go. */
    String write(Operation operation) {
        return write(operation, ROWS, Axis.columns(operation.width()));
    }

    /** The same with other axes. */
    String write(Operation operation, Axis... axes) {
        return values.write(script, operation, inLoop, axes);
    }
}
