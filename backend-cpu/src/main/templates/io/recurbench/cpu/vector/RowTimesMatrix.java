<#include "/plus.ftl">
package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;
import static io.recurbench.cpu.vector.Lanes.SPECIES;

import io.recurbench.api.program.Blocks;
import io.recurbench.cpu.kernel.BlockProduct;
import jdk.incubator.vector.FloatVector;

/**
 * One row times one matrix, block by block: {@code y_k[j] = sum_i x_k[i] M_k[i][j]}, M of {@code blocks x r x c}. The
 * columns are taken in pieces of eight vectors down to one; each sum runs over i in order, from zero, so the pieces do not show
 * in the bits. Where c is not whole vectors, the last one reads into the next row of M and writes into the next block of y.
 * Changed in place from row to row.
 */
final class RowTimesMatrix {
    private float[] x = {};
    private float[] m = {};
    private float[] y = {};
    private int blocks;
    private int r;
    private int c;
    private int x0;
    private int m0;
    private int y0;

    /** Takes the operands of a product. */
    void start(BlockProduct product) {
        Blocks shape = product.blocks();
        blocks = shape.count();
        r = shape.rows();
        c = shape.columns();
        x = product.x().array();
        m = product.matrices().array();
    }

    /**
     * The product of a row.
     *
     * @param to array that is written from {@code offset} on, up to {@code LANES - 1} numbers further than the product
     */
    void run(int row, BlockProduct product, float[] to, int offset) {
        x0 = product.x().row(row);
        m0 = product.matrices().row(row);
        y0 = offset;
        if (y != to) {
            y = to;
        }
        if (m0 + (blocks * r - 1) * c + Panels.vectors(c) * LANES > m.length) {
            slowly();
            return;
        }
        int whole = c & -LANES;
        if (whole < c) {
            // First, because it writes into the next block.
            one(whole);
        }
        int j = 0;
        for (; whole - j >= 8 * LANES; j += 8 * LANES) {
            eight(j);
        }
        if (whole - j >= 4 * LANES) {
            four(j);
            j += 4 * LANES;
        }
        if (whole - j >= 2 * LANES) {
            two(j);
            j += 2 * LANES;
        }
        if (whole > j) {
            one(j);
        }
    }

    /** Number by number: the last vector of M would end beyond its array. */
    private void slowly() {
        for (int block = 0; block < blocks; block++) {
            for (int j = 0; j < c; j++) {
                float sum = 0;
                for (int i = 0; i < r; i++) {
                    sum = Math.fma(x[x0 + block * r + i], m[m0 + (block * r + i) * c + j], sum);
                }
                y[y0 + block * c + j] = sum;
            }
        }
    }
<#list [[8, "eight", "Eight vectors"], [4, "four", "Four vectors"], [2, "two", "Two vectors"], [1, "one", "One vector"]]
    as piece>
  <#assign vectors = piece[0]>

    /** ${piece[2]} of columns from j on. */
    private void ${piece[1]}(int j) {
        for (int block = 0; block < blocks; block++) {
            int from = x0 + block * r;
            int q = m0 + block * r * c + j;
            int to = y0 + block * c + j;
  <#list 0..<vectors as i>
            FloatVector s${i} = FloatVector.zero(SPECIES);
  </#list>
            for (int i = 0; i < r; i++, q += c) {
                FloatVector v = FloatVector.broadcast(SPECIES, x[from + i]);
  <#list 0..<vectors as i>
                s${i} = v.fma(FloatVector.fromArray(SPECIES, m, q${plus(i, "LANES")}), s${i});
  </#list>
            }
  <#list 0..<vectors as i>
            s${i}.intoArray(y, to${plus(i, "LANES")});
  </#list>
        }
    }
</#list>
}
