<#-- A loop over rows: whole vectors as they are nested, and what is left over number by number. -->
<#macro loop name inputs says number constant=false>

    /** {@code ${says}}. */
    static void ${name}(Rows rows, <#if constant>float constant, </#if><#list inputs as input>Operand ${input}, </#list>Operand out) {
  <#list inputs as input>
        float[] ${{"a": "x", "b": "y", "c": "w"}[input]} = ${input}.array();
  </#list>
        float[] z = out.array();
        int width = rows.width;
        int whole = width & -LANES;
        for (int row = rows.from, to = rows.to; row < to; row++) {
  <#list inputs as input>
            int ${{"a": "i", "b": "j", "c": "k"}[input]} = ${input}.row(row);
  </#list>
            int o = out.row(row);
            for (int p = 0; p < whole; p += LANES) {
<#nested>
            }
            for (int p = whole; p < width; p++) {
                z[o + p] = ${number};
            }
        }
    }
</#macro>
package io.recurbench.cpu.vector;

import static io.recurbench.cpu.vector.Lanes.LANES;
import static io.recurbench.cpu.vector.Lanes.SPECIES;

import io.recurbench.cpu.kernel.ElementKernels;
import io.recurbench.cpu.kernel.Operand;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Loops of element-wise functions that are arithmetic: every operation is rounded as IEEE says, so what is left over after
 * whole vectors is done one by one. Adjoints below SMALLEST in magnitude become zero.
 */
final class ElementLoops {
    private static final float SMALLEST = ElementKernels.SMALLEST;

    private ElementLoops() {}
<#list [["add", "add", "+"], ["subtract", "sub", "-"], ["multiply", "mul", "*"], ["divide", "div", "/"]] as arithmetic>
<@loop name=arithmetic[0] inputs=["a", "b"] says="a ${arithmetic[2]} b" number="x[i + p] ${arithmetic[2]} y[j + p]">
                FloatVector.fromArray(SPECIES, x, i + p)
                        .${arithmetic[1]}(FloatVector.fromArray(SPECIES, y, j + p))
                        .intoArray(z, o + p);
</@loop>
</#list>
<#-- NaN where one of them is. -->
<@loop name="maximum" inputs=["a", "b"] says="max(a, b)" number="Math.max(x[i + p], y[j + p])">
                FloatVector.fromArray(SPECIES, x, i + p)
                        .max(FloatVector.fromArray(SPECIES, y, j + p))
                        .intoArray(z, o + p);
</@loop>
<@loop name="sqrt" inputs=["a"] says="sqrt(a)" number="(float) Math.sqrt(x[i + p])">
                FloatVector.fromArray(SPECIES, x, i + p).sqrt().intoArray(z, o + p);
</@loop>
<@loop name="scale" constant=true inputs=["a"] says="constant * a" number="constant * x[i + p]">
                FloatVector.fromArray(SPECIES, x, i + p).mul(constant).intoArray(z, o + p);
</@loop>
<@loop name="shift" constant=true inputs=["a"] says="a + constant" number="x[i + p] + constant">
                FloatVector.fromArray(SPECIES, x, i + p).add(constant).intoArray(z, o + p);
</@loop>
<@loop name="copy" inputs=["a"] says="a" number="x[i + p]">
                FloatVector.fromArray(SPECIES, x, i + p).intoArray(z, o + p);
</@loop>
<#-- Rounded once. -->
<@loop name="multiplyAdd" inputs=["a", "b", "c"] says="fma(a, b, c)" number="Math.fma(x[i + p], y[j + p], w[k + p])">
                FloatVector.fromArray(SPECIES, x, i + p)
                        .fma(FloatVector.fromArray(SPECIES, y, j + p), FloatVector.fromArray(SPECIES, w, k + p))
                        .intoArray(z, o + p);
</@loop>
<@loop name="addAdd" inputs=["a", "b", "c"] says="a + b + c" number="x[i + p] + y[j + p] + w[k + p]">
                FloatVector.fromArray(SPECIES, x, i + p)
                        .add(FloatVector.fromArray(SPECIES, y, j + p))
                        .add(FloatVector.fromArray(SPECIES, w, k + p))
                        .intoArray(z, o + p);
</@loop>
<#-- NaN stays. -->
<@loop name="relu" inputs=["a"] says="a <= 0 ? 0 : a" number="x[i + p] <= 0 ? 0 : x[i + p]">
                FloatVector u = FloatVector.fromArray(SPECIES, x, i + p);
                u.blend(0, u.compare(VectorOperators.LE, 0)).intoArray(z, o + p);
</@loop>
<@loop name="reluAdjoint" inputs=["a", "b"] says="a > 0 ? b : 0" number="x[i + p] > 0 ? y[j + p] : 0">
                FloatVector u = FloatVector.fromArray(SPECIES, x, i + p);
                FloatVector v = FloatVector.fromArray(SPECIES, y, j + p);
                FloatVector.zero(SPECIES)
                        .blend(v, u.compare(VectorOperators.GT, 0))
                        .intoArray(z, o + p);
</@loop>
<#list [["tanhAdjoint", "b (1 - a^2)", "FloatVector.broadcast(SPECIES, 1)", "1"],
        ["sigmoidAdjoint", "b a (1 - a)", "u", "x[i + p]"]] as adjoint>
<@loop name=adjoint[0] inputs=["a", "b"] says=adjoint[1]
    number="ElementKernels.flush(Math.fma(-x[i + p], x[i + p], ${adjoint[3]}) * y[j + p])">
                FloatVector u = FloatVector.fromArray(SPECIES, x, i + p);
                FloatVector v = FloatVector.fromArray(SPECIES, y, j + p);
                FloatVector product = u.neg().fma(u, ${adjoint[2]}).mul(v);
                product.blend(0, product.abs().compare(VectorOperators.LT, SMALLEST))
                        .intoArray(z, o + p);
</@loop>
</#list>
}
