package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;

/** Short names of operations for profiles. */
final class Labels {
    private Labels() {}

    static String of(Operation operation) {
        if (operation instanceof Operation.VectorMatrix product) {
            return "product " + size(product.blocks(), product.rows(), product.columns())
                    + (product.transposed() ? " transposed" : "");
        }
        if (operation instanceof Operation.OuterProduct product) {
            return "outer product " + size(product.blocks(), product.rows(), product.columns()) + " into "
                    + operation.space();
        }
        if (operation instanceof Operation.Elementwise elementwise) {
            return elementwise.function() + " " + operation.width();
        }
        return operation.getClass().getSimpleName() + " " + operation.width() + " into " + operation.space();
    }

    private static String size(int blocks, int rows, int columns) {
        return (blocks > 1 ? blocks + " of " : "") + rows + "x" + columns;
    }
}
