package io.recurbench.reference;

import io.recurbench.api.program.Blocks;
import io.recurbench.api.program.Graph;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;

/** The two products of {@link Semantics}: vector times matrix and its adjoint, the outer product. */
final class Products {
    private final Values values;
    private final Graph graph;

    Products(Values values, Graph graph) {
        this.values = values;
        this.graph = graph;
    }

    Kernel vectorMatrix(Operation.VectorMatrix operation) {
        double[] x = values.of(operation.vector());
        double[] m = values.of(operation.matrix());
        double[] y = values.of(operation.id());
        int rows = operation.blocks().rows();
        int columns = operation.blocks().columns();
        return (first, end) -> {
            for (int row = first; row < end; row++) {
                int p = values.offset(operation.vector(), operation.space(), row);
                int q = values.offset(operation.matrix(), operation.space(), row);
                int to = row * operation.width();
                for (int block = 0; block < operation.blocks().count(); block++) {
                    if (operation.transposed()) {
                        timesTransposed(x, p, m, q, rows, columns, y, to);
                        p += columns;
                        to += rows;
                    } else {
                        times(x, p, m, q, rows, columns, y, to);
                        p += rows;
                        to += columns;
                    }
                    q += rows * columns;
                }
            }
        };
    }

    /** {@code y[j] = sum_i x[i] M[i][j]}. */
    private static void times(double[] x, int p, double[] m, int q, int rows, int columns, double[] y, int to) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                y[to + j] += x[p + i] * m[q + i * columns + j];
            }
        }
    }

    /** {@code y[i] = sum_j x[j] M[i][j]}. */
    private static void timesTransposed(
            double[] x, int p, double[] m, int q, int rows, int columns, double[] y, int to) {
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                sum += x[p + j] * m[q + i * columns + j];
            }
            y[to + i] = sum;
        }
    }

    Kernel outerProduct(Operation.OuterProduct operation) {
        Space source = graph.finestSpace(operation);
        if (operation.space().coarserThan(source)) {
            return (first, end) -> outer(operation, source, 0, values.rows(source));
        }
        return (first, end) -> outer(operation, operation.space(), first, end);
    }

    /** Adds {@code a_k[i] b_k[j]} of each row of {@code source} to the row of the operation's space on which it falls. */
    private void outer(Operation.OuterProduct operation, Space source, int first, int end) {
        double[] a = values.of(operation.left());
        double[] b = values.of(operation.right());
        Blocks blocks = operation.blocks();
        double[] y = values.of(operation.id());
        for (int row = first; row < end; row++) {
            int p = values.offset(operation.left(), source, row);
            int q = values.offset(operation.right(), source, row);
            int to = values.row(operation.space(), source, row) * operation.width();
            for (int block = 0; block < operation.blocks().count(); block++) {
                for (int i = 0; i < blocks.rows(); i++) {
                    for (int j = 0; j < blocks.columns(); j++) {
                        y[to++] += a[p + i] * b[q + j];
                    }
                }
                p += blocks.rows();
                q += blocks.columns();
            }
        }
    }
}
