package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;
import static io.recurbench.cpu.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Register tiles of three vectors per row, see {@link Tile}. The sums are kept in registers; they start from zero, and base is added
 * last. Written out line by line: C2 keeps vectors in registers only as local variables of one method.
 */
final class TilesThree {
    private TilesThree() {}

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
        FloatVector s01 = FloatVector.zero(SPECIES);
        FloatVector s02 = FloatVector.zero(SPECIES);
        FloatVector s10 = FloatVector.zero(SPECIES);
        FloatVector s11 = FloatVector.zero(SPECIES);
        FloatVector s12 = FloatVector.zero(SPECIES);
        FloatVector s20 = FloatVector.zero(SPECIES);
        FloatVector s21 = FloatVector.zero(SPECIES);
        FloatVector s22 = FloatVector.zero(SPECIES);
        FloatVector s30 = FloatVector.zero(SPECIES);
        FloatVector s31 = FloatVector.zero(SPECIES);
        FloatVector s32 = FloatVector.zero(SPECIES);
        FloatVector s40 = FloatVector.zero(SPECIES);
        FloatVector s41 = FloatVector.zero(SPECIES);
        FloatVector s42 = FloatVector.zero(SPECIES);
        FloatVector s50 = FloatVector.zero(SPECIES);
        FloatVector s51 = FloatVector.zero(SPECIES);
        FloatVector s52 = FloatVector.zero(SPECIES);
        FloatVector s60 = FloatVector.zero(SPECIES);
        FloatVector s61 = FloatVector.zero(SPECIES);
        FloatVector s62 = FloatVector.zero(SPECIES);
        FloatVector s70 = FloatVector.zero(SPECIES);
        FloatVector s71 = FloatVector.zero(SPECIES);
        FloatVector s72 = FloatVector.zero(SPECIES);
        for (int p = 0; p < k; p++) {
            int q = p * step;
            int t = b0 + p * rowB;
            FloatVector v0 = FloatVector.fromArray(SPECIES, b, t);
            FloatVector v1 = FloatVector.fromArray(SPECIES, b, t + LANES);
            FloatVector v2 = FloatVector.fromArray(SPECIES, b, t + 2 * LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + q]);
            s00 = x0.fma(v0, s00);
            s01 = x0.fma(v1, s01);
            s02 = x0.fma(v2, s02);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + q]);
            s10 = x1.fma(v0, s10);
            s11 = x1.fma(v1, s11);
            s12 = x1.fma(v2, s12);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + q]);
            s20 = x2.fma(v0, s20);
            s21 = x2.fma(v1, s21);
            s22 = x2.fma(v2, s22);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + q]);
            s30 = x3.fma(v0, s30);
            s31 = x3.fma(v1, s31);
            s32 = x3.fma(v2, s32);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[a4 + q]);
            s40 = x4.fma(v0, s40);
            s41 = x4.fma(v1, s41);
            s42 = x4.fma(v2, s42);
            FloatVector x5 = FloatVector.broadcast(SPECIES, a[a5 + q]);
            s50 = x5.fma(v0, s50);
            s51 = x5.fma(v1, s51);
            s52 = x5.fma(v2, s52);
            FloatVector x6 = FloatVector.broadcast(SPECIES, a[a6 + q]);
            s60 = x6.fma(v0, s60);
            s61 = x6.fma(v1, s61);
            s62 = x6.fma(v2, s62);
            FloatVector x7 = FloatVector.broadcast(SPECIES, a[a7 + q]);
            s70 = x7.fma(v0, s70);
            s71 = x7.fma(v1, s71);
            s72 = x7.fma(v2, s72);
        }
        float[] base = tile.base;
        int base0 = tile.baseOffset;
        int rowBase = tile.baseRow;
        float[] c = tile.c;
        int c0 = tile.cOffset;
        int rowC = tile.cRow;
        s00.add(FloatVector.fromArray(SPECIES, base, base0)).intoArray(c, c0);
        s01.add(FloatVector.fromArray(SPECIES, base, base0 + LANES)).intoArray(c, c0 + LANES);
        s02.add(FloatVector.fromArray(SPECIES, base, base0 + 2 * LANES)).intoArray(c, c0 + 2 * LANES);
        s10.add(FloatVector.fromArray(SPECIES, base, base0 + rowBase)).intoArray(c, c0 + rowC);
        s11.add(FloatVector.fromArray(SPECIES, base, base0 + rowBase + LANES)).intoArray(c, c0 + rowC + LANES);
        s12.add(FloatVector.fromArray(SPECIES, base, base0 + rowBase + 2 * LANES))
                .intoArray(c, c0 + rowC + 2 * LANES);
        s20.add(FloatVector.fromArray(SPECIES, base, base0 + 2 * rowBase)).intoArray(c, c0 + 2 * rowC);
        s21.add(FloatVector.fromArray(SPECIES, base, base0 + 2 * rowBase + LANES))
                .intoArray(c, c0 + 2 * rowC + LANES);
        s22.add(FloatVector.fromArray(SPECIES, base, base0 + 2 * rowBase + 2 * LANES))
                .intoArray(c, c0 + 2 * rowC + 2 * LANES);
        s30.add(FloatVector.fromArray(SPECIES, base, base0 + 3 * rowBase)).intoArray(c, c0 + 3 * rowC);
        s31.add(FloatVector.fromArray(SPECIES, base, base0 + 3 * rowBase + LANES))
                .intoArray(c, c0 + 3 * rowC + LANES);
        s32.add(FloatVector.fromArray(SPECIES, base, base0 + 3 * rowBase + 2 * LANES))
                .intoArray(c, c0 + 3 * rowC + 2 * LANES);
        s40.add(FloatVector.fromArray(SPECIES, base, base0 + 4 * rowBase)).intoArray(c, c0 + 4 * rowC);
        s41.add(FloatVector.fromArray(SPECIES, base, base0 + 4 * rowBase + LANES))
                .intoArray(c, c0 + 4 * rowC + LANES);
        s42.add(FloatVector.fromArray(SPECIES, base, base0 + 4 * rowBase + 2 * LANES))
                .intoArray(c, c0 + 4 * rowC + 2 * LANES);
        s50.add(FloatVector.fromArray(SPECIES, base, base0 + 5 * rowBase)).intoArray(c, c0 + 5 * rowC);
        s51.add(FloatVector.fromArray(SPECIES, base, base0 + 5 * rowBase + LANES))
                .intoArray(c, c0 + 5 * rowC + LANES);
        s52.add(FloatVector.fromArray(SPECIES, base, base0 + 5 * rowBase + 2 * LANES))
                .intoArray(c, c0 + 5 * rowC + 2 * LANES);
        s60.add(FloatVector.fromArray(SPECIES, base, base0 + 6 * rowBase)).intoArray(c, c0 + 6 * rowC);
        s61.add(FloatVector.fromArray(SPECIES, base, base0 + 6 * rowBase + LANES))
                .intoArray(c, c0 + 6 * rowC + LANES);
        s62.add(FloatVector.fromArray(SPECIES, base, base0 + 6 * rowBase + 2 * LANES))
                .intoArray(c, c0 + 6 * rowC + 2 * LANES);
        if (tile.rows == 8) {
            s70.add(FloatVector.fromArray(SPECIES, base, base0 + 7 * rowBase)).intoArray(c, c0 + 7 * rowC);
            s71.add(FloatVector.fromArray(SPECIES, base, base0 + 7 * rowBase + LANES))
                    .intoArray(c, c0 + 7 * rowC + LANES);
            s72.add(FloatVector.fromArray(SPECIES, base, base0 + 7 * rowBase + 2 * LANES))
                    .intoArray(c, c0 + 7 * rowC + 2 * LANES);
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
        FloatVector s01 = FloatVector.zero(SPECIES);
        FloatVector s02 = FloatVector.zero(SPECIES);
        FloatVector s10 = FloatVector.zero(SPECIES);
        FloatVector s11 = FloatVector.zero(SPECIES);
        FloatVector s12 = FloatVector.zero(SPECIES);
        FloatVector s20 = FloatVector.zero(SPECIES);
        FloatVector s21 = FloatVector.zero(SPECIES);
        FloatVector s22 = FloatVector.zero(SPECIES);
        FloatVector s30 = FloatVector.zero(SPECIES);
        FloatVector s31 = FloatVector.zero(SPECIES);
        FloatVector s32 = FloatVector.zero(SPECIES);
        for (int p = 0; p < k; p++) {
            int q = p * step;
            int t = b0 + p * rowB;
            FloatVector v0 = FloatVector.fromArray(SPECIES, b, t);
            FloatVector v1 = FloatVector.fromArray(SPECIES, b, t + LANES);
            FloatVector v2 = FloatVector.fromArray(SPECIES, b, t + 2 * LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + q]);
            s00 = x0.fma(v0, s00);
            s01 = x0.fma(v1, s01);
            s02 = x0.fma(v2, s02);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + q]);
            s10 = x1.fma(v0, s10);
            s11 = x1.fma(v1, s11);
            s12 = x1.fma(v2, s12);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + q]);
            s20 = x2.fma(v0, s20);
            s21 = x2.fma(v1, s21);
            s22 = x2.fma(v2, s22);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + q]);
            s30 = x3.fma(v0, s30);
            s31 = x3.fma(v1, s31);
            s32 = x3.fma(v2, s32);
        }
        float[] base = tile.base;
        int base0 = tile.baseOffset;
        int rowBase = tile.baseRow;
        float[] c = tile.c;
        int c0 = tile.cOffset;
        int rowC = tile.cRow;
        s00.add(FloatVector.fromArray(SPECIES, base, base0)).intoArray(c, c0);
        s01.add(FloatVector.fromArray(SPECIES, base, base0 + LANES)).intoArray(c, c0 + LANES);
        s02.add(FloatVector.fromArray(SPECIES, base, base0 + 2 * LANES)).intoArray(c, c0 + 2 * LANES);
        s10.add(FloatVector.fromArray(SPECIES, base, base0 + rowBase)).intoArray(c, c0 + rowC);
        s11.add(FloatVector.fromArray(SPECIES, base, base0 + rowBase + LANES)).intoArray(c, c0 + rowC + LANES);
        s12.add(FloatVector.fromArray(SPECIES, base, base0 + rowBase + 2 * LANES))
                .intoArray(c, c0 + rowC + 2 * LANES);
        s20.add(FloatVector.fromArray(SPECIES, base, base0 + 2 * rowBase)).intoArray(c, c0 + 2 * rowC);
        s21.add(FloatVector.fromArray(SPECIES, base, base0 + 2 * rowBase + LANES))
                .intoArray(c, c0 + 2 * rowC + LANES);
        s22.add(FloatVector.fromArray(SPECIES, base, base0 + 2 * rowBase + 2 * LANES))
                .intoArray(c, c0 + 2 * rowC + 2 * LANES);
        if (tile.rows == 4) {
            s30.add(FloatVector.fromArray(SPECIES, base, base0 + 3 * rowBase)).intoArray(c, c0 + 3 * rowC);
            s31.add(FloatVector.fromArray(SPECIES, base, base0 + 3 * rowBase + LANES))
                    .intoArray(c, c0 + 3 * rowC + LANES);
            s32.add(FloatVector.fromArray(SPECIES, base, base0 + 3 * rowBase + 2 * LANES))
                    .intoArray(c, c0 + 3 * rowC + 2 * LANES);
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
        FloatVector s01 = FloatVector.zero(SPECIES);
        FloatVector s02 = FloatVector.zero(SPECIES);
        FloatVector s10 = FloatVector.zero(SPECIES);
        FloatVector s11 = FloatVector.zero(SPECIES);
        FloatVector s12 = FloatVector.zero(SPECIES);
        for (int p = 0; p < k; p++) {
            int q = p * step;
            int t = b0 + p * rowB;
            FloatVector v0 = FloatVector.fromArray(SPECIES, b, t);
            FloatVector v1 = FloatVector.fromArray(SPECIES, b, t + LANES);
            FloatVector v2 = FloatVector.fromArray(SPECIES, b, t + 2 * LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + q]);
            s00 = x0.fma(v0, s00);
            s01 = x0.fma(v1, s01);
            s02 = x0.fma(v2, s02);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + q]);
            s10 = x1.fma(v0, s10);
            s11 = x1.fma(v1, s11);
            s12 = x1.fma(v2, s12);
        }
        float[] base = tile.base;
        int base0 = tile.baseOffset;
        int rowBase = tile.baseRow;
        float[] c = tile.c;
        int c0 = tile.cOffset;
        int rowC = tile.cRow;
        s00.add(FloatVector.fromArray(SPECIES, base, base0)).intoArray(c, c0);
        s01.add(FloatVector.fromArray(SPECIES, base, base0 + LANES)).intoArray(c, c0 + LANES);
        s02.add(FloatVector.fromArray(SPECIES, base, base0 + 2 * LANES)).intoArray(c, c0 + 2 * LANES);
        if (tile.rows == 2) {
            s10.add(FloatVector.fromArray(SPECIES, base, base0 + rowBase)).intoArray(c, c0 + rowC);
            s11.add(FloatVector.fromArray(SPECIES, base, base0 + rowBase + LANES))
                    .intoArray(c, c0 + rowC + LANES);
            s12.add(FloatVector.fromArray(SPECIES, base, base0 + rowBase + 2 * LANES))
                    .intoArray(c, c0 + rowC + 2 * LANES);
        }
    }
}
