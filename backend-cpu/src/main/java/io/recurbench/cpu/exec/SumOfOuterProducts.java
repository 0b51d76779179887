package io.recurbench.cpu.exec;

import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import io.recurbench.cpu.kernel.BlockKernels;
import io.recurbench.cpu.kernel.Operand;
import java.util.stream.IntStream;

/**
 * The gradient of a matrix: the sum of outer products over rows, cut by blocks or along the longer side of the result; or of
 * each token's matrix.
 */
final class SumOfOuterProducts implements Instruction {
    /** Parts end at multiples of this many rows or columns: whole vectors, and whole lines of the cache. */
    private static final int UNIT = 16;

    /** Numbers of a part of small blocks, of which a part has never one alone: plain loops sum that in another order. */
    private static final int SMALLEST = 64;

    private final BlockKernels kernels;
    private final SummedRows rows;
    private final boolean byToken;
    private final Cursor left;
    private final Cursor right;
    private final Operand out;
    private final Operand target;
    private final Window[] windows;

    /**
     * A part of a result.
     *
     * @param left the first of its {@code rows} columns of a
     * @param right the first of its {@code columns} columns of b
     * @param place where it begins in the result
     */
    private record Window(int blocks, int left, int rows, int right, int columns, int place) {}

    /**
     * A sum.
     *
     * @param share the share of one part in the matrix, as a part of all matrices that are computed at once
     */
    SumOfOuterProducts(Binding binding, Operation.OuterProduct product, double share) {
        Space summed = binding.plan.graph().finestSpace(product);
        this.kernels = binding.kernels().blocks();
        this.rows = SummedRows.of(binding, product);
        this.byToken = product.space() == Space.VOCABULARY;
        this.left = byToken ? binding.readByToken(product.left()) : binding.read(product.left(), summed);
        this.right = byToken ? binding.readByToken(product.right()) : binding.read(product.right(), summed);
        this.out = binding.result(product).operand;
        this.target = Operand.rows(out.array(), 0, product.blocks().columns());
        this.windows = windows(product, byToken ? 1 : share);
    }

    private Window[] windows(Operation.OuterProduct product, double share) {
        int r = product.blocks().rows();
        int c = product.blocks().columns();
        int blocks = product.blocks().count();
        if (byToken) {
            return new Window[] {new Window(blocks, 0, blocks * r, 0, blocks * c, 0)};
        }
        if (blocks > 1) {
            int parts = Math.max(1, blocks / Math.max(2, SMALLEST / (r * c)));
            return IntStream.range(0, parts)
                    .mapToObj(part -> {
                        int first = blocks * part / parts;
                        int count = blocks * (part + 1) / parts - first;
                        return new Window(count, first * r, count * r, first * c, count * c, first * r * c);
                    })
                    .toArray(Window[]::new);
        }
        int units = Instruction.pieces(Math.max(r, c), UNIT);
        int cuts = (int) Math.max(1, Math.min(units, Math.round(1 / Math.max(share, 1e-6))));
        return IntStream.range(0, cuts)
                .mapToObj(cut -> {
                    int from = units * cut / cuts * UNIT;
                    int count = Math.min(Math.max(r, c), units * (cut + 1) / cuts * UNIT) - from;
                    return c >= r ? new Window(1, 0, r, from, count, from) : new Window(1, from, count, 0, c, from * c);
                })
                .toArray(Window[]::new);
    }

    @Override
    public int parts() {
        return byToken ? rows.results : windows.length;
    }

    @Override
    public void run(int part) {
        int result = byToken ? part : 0;
        Window window = windows[byToken ? 0 : part];
        rows.place(left, result);
        rows.place(right, result);
        kernels.outerProductSum(
                rows.from(result),
                rows.to(result),
                window.blocks,
                left.operand.columns(window.left, window.rows),
                right.operand.columns(window.right, window.columns),
                target.at(out.row(result) + window.place));
    }
}
