package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;

/** Runs register tiles down one panel of columns. Owns the scratch through which results go that are not whole vectors. */
final class Tiles {
    /** The tile: whoever runs a panel says there what it reads and writes. */
    final Tile tile = new Tile();

    private final float[] scratch = new float[RegisterTiles.ROWS * RegisterTiles.VECTORS * LANES];

    /**
     * {@code C[i][j] (+)= sum over k of a b}.
     *
     * @param m rows
     * @param columns of C, up to the panel's width
     * @param vectors the panel's width
     */
    void panel(int m, int columns, int vectors) {
        if (columns < vectors * LANES) {
            aside(m, columns, vectors);
            return;
        }
        tile.start(m);
        for (int left = m; left > 0; tile.advance(left)) {
            RegisterTiles.run(tile, vectors);
            left -= tile.rows;
        }
    }

    /** Each tile goes to scratch, and from there to where it belongs. */
    private void aside(int m, int columns, int vectors) {
        int width = vectors * LANES;
        float[] target = tile.c;
        boolean adds = tile.base == target;
        int offset = tile.cOffset;
        int stride = tile.cRow;
        tile.into(scratch, 0, width, false);
        tile.start(m);
        for (int left = m; left > 0; tile.advance(left)) {
            tile.cOffset = 0;
            RegisterTiles.run(tile, vectors);
            for (int i = 0; i < tile.rows; i++, offset += stride) {
                if (adds) {
                    RowLoops.add(columns, scratch, i * width, target, offset);
                } else {
                    System.arraycopy(scratch, i * width, target, offset, columns);
                }
            }
            left -= tile.rows;
        }
    }
}
