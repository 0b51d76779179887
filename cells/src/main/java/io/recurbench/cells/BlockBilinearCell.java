package io.recurbench.cells;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import java.util.List;

/**
 * The block-diagonal bilinear transition (Ebrahimi and Memisevic, 2025): A_x consists of H/k blocks of k x k.
 *
 * <p>Parameters: {@code H k D}, additive terms and the learned initial state beside it.
 */
public final class BlockBilinearCell implements Cell {

    @Override
    public String id() {
        return "bilinear-block";
    }

    @Override
    public String description() {
        return "bilinear transition by a block-diagonal matrix";
    }

    @Override
    public List<Option> options() {
        return CellOptions.multiplicative(
                CellOptions.HIDDEN, Option.integer("block", 2, 1, 65_536, "k, the size of a block; it divides hidden"));
    }

    @Override
    public Expr define(CellScope scope) {
        Step step = new Step(scope);
        int n = step.hidden();
        int block = scope.options().integer("block");
        if (n % block != 0) {
            throw RecurbenchException.usage(
                    "bilinear-block: the block size must divide hidden, but " + block + " does not divide " + n);
        }
        Expr h = step.state();
        Expr blocks = step.x().matmul(step.weight("W", step.draw(block), step.inputWidth(), n / block, block, block));
        return step.multiplicative(h, h.blockMatmul(blocks));
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        return (long) options.integer("hidden") * options.integer("block") * inputWidth
                + Step.multiplicativeParameters(options, inputWidth);
    }
}
