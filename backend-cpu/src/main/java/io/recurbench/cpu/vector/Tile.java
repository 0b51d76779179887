package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;
import static io.recurbench.cpu.vector.Lanes.TILE_ROWS;

/**
 * The register tile that is computed: {@code c = base + a b} over k steps, of a shape that {@link RegisterTiles} has; base is
 * c where something is added to it, else zeros. Changed in place from tile to tile.
 */
final class Tile {
    private static final float[] ZEROS = new float[RegisterTiles.VECTORS * LANES];

    /** {@code a[i][p]} stands at {@code aOffset + i * aRow + p * aStep}. */
    float[] a = {};

    int aOffset;
    int aRow;
    int aStep;
    /** {@code b[p]} stands at {@code bOffset + p * bRow}. */
    float[] b = {};

    int bOffset;
    int bRow;
    int k;
    /** Row i of c stands at {@code cOffset + i * cRow}, and likewise that of base. */
    float[] c = {};

    int cOffset;
    int cRow;
    float[] base = ZEROS;
    int baseOffset;
    int baseRow;
    /** Rows of the tile. */
    int rows;

    private int firstA;

    /** Says where row 0 of a stands, and how far it is from row to row and from step to step. */
    void left(float[] array, int offset, int rowStride, int stepStride) {
        a = array;
        firstA = offset;
        aRow = rowStride;
        aStep = stepStride;
    }

    /** Says where the first of the steps of b stands, and how far it is from step to step. */
    void right(float[] array, int offset, int stride, int steps) {
        b = array;
        bOffset = offset;
        bRow = stride;
        k = steps;
    }

    /** Says where row 0 of the product goes, and whether it is added to what stands there. */
    void into(float[] array, int offset, int stride, boolean adds) {
        c = array;
        cOffset = offset;
        cRow = stride;
        base = adds ? array : ZEROS;
        baseOffset = adds ? offset : 0;
        baseRow = adds ? stride : 0;
    }

    /** Goes to row 0, of {@code m}. */
    void start(int m) {
        aOffset = firstA;
        take(m);
    }

    /** Goes on to the rows behind these, of which {@code left} are left. */
    void advance(int left) {
        aOffset += rows * aRow;
        cOffset += rows * cRow;
        baseOffset += rows * baseRow;
        take(left);
    }

    /** 8, 4 or 2 rows or one less: for 5 and 6, 4 + 1 and 4 + 2 are cheaper than 8. */
    private void take(int left) {
        rows = Math.min(left, left >= 7 && TILE_ROWS == 8 ? 8 : 4);
    }
}
