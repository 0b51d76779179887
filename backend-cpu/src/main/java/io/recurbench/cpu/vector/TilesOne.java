package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Register tiles of one vector per row, see {@link Tile}. The sums are kept in registers; they start from zero, and base is added
 * last. Written out line by line: C2 keeps vectors in registers only as local variables of one method.
 */
final class TilesOne {
    private TilesOne() {}

    /** 8 rows, or 7: then the last row is computed twice and stored once. */
    static void eight(Tile tile) {
        float[] a = tile.a;
        float[] b = tile.b;
        int k = tile.k;
        int step = tile.aStep;
        int b0 = tile.bOffset;
        int rowB = tile.bRow;
        int a0 = tile.aOffset;
        int rowA = tile.aRow;
        int a1 = a0 + rowA;
        int a2 = a1 + rowA;
        int a3 = a2 + rowA;
        int a4 = a3 + rowA;
        int a5 = a4 + rowA;
        int a6 = a5 + rowA;
        int a7 = a6 + (tile.rows == 8 ? rowA : 0);
        FloatVector s00 = FloatVector.zero(SPECIES);
        FloatVector s10 = FloatVector.zero(SPECIES);
        FloatVector s20 = FloatVector.zero(SPECIES);
        FloatVector s30 = FloatVector.zero(SPECIES);
        FloatVector s40 = FloatVector.zero(SPECIES);
        FloatVector s50 = FloatVector.zero(SPECIES);
        FloatVector s60 = FloatVector.zero(SPECIES);
        FloatVector s70 = FloatVector.zero(SPECIES);
        for (int p = 0; p < k; p++) {
            int q = p * step;
            int t = b0 + p * rowB;
            FloatVector v0 = FloatVector.fromArray(SPECIES, b, t);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + q]);
            s00 = x0.fma(v0, s00);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + q]);
            s10 = x1.fma(v0, s10);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + q]);
            s20 = x2.fma(v0, s20);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + q]);
            s30 = x3.fma(v0, s30);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[a4 + q]);
            s40 = x4.fma(v0, s40);
            FloatVector x5 = FloatVector.broadcast(SPECIES, a[a5 + q]);
            s50 = x5.fma(v0, s50);
            FloatVector x6 = FloatVector.broadcast(SPECIES, a[a6 + q]);
            s60 = x6.fma(v0, s60);
            FloatVector x7 = FloatVector.broadcast(SPECIES, a[a7 + q]);
            s70 = x7.fma(v0, s70);
        }
        float[] base = tile.base;
        int base0 = tile.baseOffset;
        int rowBase = tile.baseRow;
        float[] c = tile.c;
        int c0 = tile.cOffset;
        int rowC = tile.cRow;
        s00.add(FloatVector.fromArray(SPECIES, base, base0)).intoArray(c, c0);
        s10.add(FloatVector.fromArray(SPECIES, base, base0 + rowBase)).intoArray(c, c0 + rowC);
        s20.add(FloatVector.fromArray(SPECIES, base, base0 + 2 * rowBase)).intoArray(c, c0 + 2 * rowC);
        s30.add(FloatVector.fromArray(SPECIES, base, base0 + 3 * rowBase)).intoArray(c, c0 + 3 * rowC);
        s40.add(FloatVector.fromArray(SPECIES, base, base0 + 4 * rowBase)).intoArray(c, c0 + 4 * rowC);
        s50.add(FloatVector.fromArray(SPECIES, base, base0 + 5 * rowBase)).intoArray(c, c0 + 5 * rowC);
        s60.add(FloatVector.fromArray(SPECIES, base, base0 + 6 * rowBase)).intoArray(c, c0 + 6 * rowC);
        if (tile.rows == 8) {
            s70.add(FloatVector.fromArray(SPECIES, base, base0 + 7 * rowBase)).intoArray(c, c0 + 7 * rowC);
        }
    }

    /** 4 rows, or 3: then the last row is computed twice and stored once. */
    static void four(Tile tile) {
        float[] a = tile.a;
        float[] b = tile.b;
        int k = tile.k;
        int step = tile.aStep;
        int b0 = tile.bOffset;
        int rowB = tile.bRow;
        int a0 = tile.aOffset;
        int rowA = tile.aRow;
        int a1 = a0 + rowA;
        int a2 = a1 + rowA;
        int a3 = a2 + (tile.rows == 4 ? rowA : 0);
        FloatVector s00 = FloatVector.zero(SPECIES);
        FloatVector s10 = FloatVector.zero(SPECIES);
        FloatVector s20 = FloatVector.zero(SPECIES);
        FloatVector s30 = FloatVector.zero(SPECIES);
        for (int p = 0; p < k; p++) {
            int q = p * step;
            int t = b0 + p * rowB;
            FloatVector v0 = FloatVector.fromArray(SPECIES, b, t);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + q]);
            s00 = x0.fma(v0, s00);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + q]);
            s10 = x1.fma(v0, s10);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + q]);
            s20 = x2.fma(v0, s20);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + q]);
            s30 = x3.fma(v0, s30);
        }
        float[] base = tile.base;
        int base0 = tile.baseOffset;
        int rowBase = tile.baseRow;
        float[] c = tile.c;
        int c0 = tile.cOffset;
        int rowC = tile.cRow;
        s00.add(FloatVector.fromArray(SPECIES, base, base0)).intoArray(c, c0);
        s10.add(FloatVector.fromArray(SPECIES, base, base0 + rowBase)).intoArray(c, c0 + rowC);
        s20.add(FloatVector.fromArray(SPECIES, base, base0 + 2 * rowBase)).intoArray(c, c0 + 2 * rowC);
        if (tile.rows == 4) {
            s30.add(FloatVector.fromArray(SPECIES, base, base0 + 3 * rowBase)).intoArray(c, c0 + 3 * rowC);
        }
    }

    /** 2 rows, or 1: then the last row is computed twice and stored once. */
    static void two(Tile tile) {
        float[] a = tile.a;
        float[] b = tile.b;
        int k = tile.k;
        int step = tile.aStep;
        int b0 = tile.bOffset;
        int rowB = tile.bRow;
        int a0 = tile.aOffset;
        int rowA = tile.aRow;
        int a1 = a0 + (tile.rows == 2 ? rowA : 0);
        FloatVector s00 = FloatVector.zero(SPECIES);
        FloatVector s10 = FloatVector.zero(SPECIES);
        for (int p = 0; p < k; p++) {
            int q = p * step;
            int t = b0 + p * rowB;
            FloatVector v0 = FloatVector.fromArray(SPECIES, b, t);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + q]);
            s00 = x0.fma(v0, s00);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + q]);
            s10 = x1.fma(v0, s10);
        }
        float[] base = tile.base;
        int base0 = tile.baseOffset;
        int rowBase = tile.baseRow;
        float[] c = tile.c;
        int c0 = tile.cOffset;
        int rowC = tile.cRow;
        s00.add(FloatVector.fromArray(SPECIES, base, base0)).intoArray(c, c0);
        if (tile.rows == 2) {
            s10.add(FloatVector.fromArray(SPECIES, base, base0 + rowBase)).intoArray(c, c0 + rowC);
        }
    }
}
