<#include "/plus.ftl">
package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;
import static io.recurbench.cpu.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Computes register tiles, see {@link Tile}. The sums are kept in registers; they start from zero, and base is added last.
 * Each shape is written out line by line: C2 keeps vectors in registers only as local variables of one method.
 */
final class RegisterTiles {
    /** Rows of the largest tile. */
    static final int ROWS = ${rows?first};

    /** Vectors in a row of the widest tile. */
    static final int VECTORS = ${vectors?last};

    private RegisterTiles() {}

    /** Computes a tile with so many vectors in a row. */
    static void run(Tile tile, int vectors) {
        int rows = tile.rows;
        switch (vectors) {
<#list vectors as width>
            case ${width} -> {
  <#list rows as height>
                <#if height?index gt 0>} else </#if><#if height?has_next>if (rows > ${rows[height?index + 1]}) </#if>{
                    tile${height}x${width}(tile);
  </#list>
                }
            }
</#list>
            default -> throw new IllegalArgumentException("no tile has " + vectors + " vectors in a row");
        }
    }
<#list vectors as width>
  <#list rows as height>

    /** ${height} rows of ${width} vectors, or a row less: then the last row is computed twice and stored once. */
    private static void tile${height}x${width}(Tile tile) {
        float[] a = tile.a;
        float[] b = tile.b;
        int k = tile.k;
        int step = tile.aStep;
        int b0 = tile.bOffset;
        int rowB = tile.bRow;
        int a0 = tile.aOffset;
        int rowA = tile.aRow;
    <#list 1..<height as i>
        int a${i} = a${i - 1} + ${(i == height - 1)?then("(tile.rows == ${height} ? rowA : 0)", "rowA")};
    </#list>
    <#list 0..<height as i>
      <#list 0..<width as j>
        FloatVector s${i}x${j} = FloatVector.zero(SPECIES);
      </#list>
    </#list>
        for (int p = 0; p < k; p++) {
            int q = p * step;
            int t = b0 + p * rowB;
    <#list 0..<width as j>
            FloatVector v${j} = FloatVector.fromArray(SPECIES, b, t${plus(j, "LANES")});
    </#list>
    <#list 0..<height as i>
            FloatVector x${i} = FloatVector.broadcast(SPECIES, a[a${i} + q]);
      <#list 0..<width as j>
            s${i}x${j} = x${i}.fma(v${j}, s${i}x${j});
      </#list>
    </#list>
        }
        float[] base = tile.base;
        int base0 = tile.baseOffset;
        int rowBase = tile.baseRow;
        float[] c = tile.c;
        int c0 = tile.cOffset;
        int rowC = tile.cRow;
    <#list 0..<height as i>
      <#if !i?has_next>
        if (tile.rows == ${height}) {
      </#if>
      <#list 0..<width as j>
        s${i}x${j}.add(FloatVector.fromArray(SPECIES, base, base0${plus(i, "rowBase")}${plus(j, "LANES")}))
                .intoArray(c, c0${plus(i, "rowC")}${plus(j, "LANES")});
      </#list>
    </#list>
        }
    }
  </#list>
</#list>
}
