package io.recurbench.cpu.kernel;

import io.recurbench.api.program.Blocks;

/**
 * Rows times block-diagonal matrices.
 *
 * @param blocks of each row's matrix
 * @param transposed whether the blocks are read transposed
 * @param accumulate whether the product is added to what stands in y
 * @param x the rows, {@code blocks.inputWidth(transposed)} numbers each
 * @param matrices {@code blocks.size()} numbers at {@code matrices.row(row)}
 * @param y the products, {@code blocks.outputWidth(transposed)} numbers each
 */
public record BlockProduct(
        Blocks blocks, boolean transposed, boolean accumulate, Operand x, Operand matrices, Operand y) {

    /** The same product from matrices whose blocks have rows and columns exchanged. */
    public BlockProduct onTransposed(Operand exchanged) {
        Blocks exchangedBlocks = new Blocks(blocks.count(), blocks.columns(), blocks.rows());
        return new BlockProduct(exchangedBlocks, !transposed, accumulate, x, exchanged, y);
    }
}
