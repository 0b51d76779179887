package io.recurbench.cells;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import io.recurbench.api.program.Initialiser;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The linear recurrent unit (Orvieto et al., ICML 2023, section 3): a diagonal of complex numbers that do not depend on the
 * input. With N complex numbers s, written as real pairs,
 *
 * <pre>{@code
 * s' = lambda * s + exp(gamma) * (B x)        lambda = exp(-exp(nu) + i exp(theta))
 * y  = Re(C s') + D x
 * }</pre>
 *
 * <p>At first the lambda lie on the ring between {@code smallest-modulus} and {@code largest-modulus} of the complex plane, at angles
 * up to {@code largest-phase}, and gamma is {@code log sqrt(1 - |lambda|^2)}, as in the paper; but spread evenly over the ring, where
 * the paper draws them. gamma is trained apart from lambda, as in the paper. D is a matrix, as there; in the code that is
 * commonly used (the authors' is not public) it is a diagonal. The cell is linear in its input: what makes a network of it, a gated
 * linear unit between layers and the residual path, is left out, so that one layer of it with a linear readout learns little.
 *
 * <p>Parameters: {@code 2dN + 2NH + dH + 3N}.
 */
public final class LruCell implements Cell {
    /** The fractional part of the golden ratio: its multiples spread over [0, 1) and do not follow the moduli. */
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    @Override
    public String id() {
        return "lru";
    }

    @Override
    public String description() {
        return "linear recurrent unit: a complex diagonal";
    }

    @Override
    public List<Option> options() {
        return List.of(
                CellOptions.HIDDEN,
                Option.integer("state-size", 64, 1, 65_536, "N, the complex numbers in the state"),
                Option.real("smallest-modulus", 0, 0, 1, "least modulus of the eigenvalues at first"),
                Option.real("largest-modulus", 1, 0, 1, "largest modulus of the eigenvalues at first"),
                Option.real(
                        "largest-phase", 2 * Math.PI, 1e-6, 2 * Math.PI, "largest angle of the eigenvalues at first"),
                CellOptions.UNIFORM_DRAW,
                CellOptions.SCALE,
                CellOptions.FROZEN);
    }

    @Override
    public Expr define(CellScope scope) {
        Step step = new Step(scope);
        Options options = scope.options();
        int n = step.hidden();
        int size = options.integer("state-size");
        double least = options.real("smallest-modulus");
        double largest = options.real("largest-modulus");
        if (!(least < largest)) {
            throw RecurbenchException.usage(
                    "lru: smallest-modulus must be below largest-modulus, but " + least + " is not below " + largest);
        }
        IntToDoubleFunction squares = i -> least * least + (i + 0.5) / size * (largest * largest - least * least);
        Expr nu = started(scope, step, "nu", i -> StrictMath.log(-StrictMath.log(squares.applyAsDouble(i)) / 2));
        Expr theta = started(
                scope, step, "theta", i -> StrictMath.log(options.real("largest-phase") * ((i + 1) * GOLDEN % 1)));
        Expr gamma = started(scope, step, "gamma", i -> StrictMath.log(1 - squares.applyAsDouble(i)) / 2);
        Expr modulus = nu.exp().times(-1).exp();
        Expr cosine = modulus.times(theta.exp().cos());
        Expr sine = modulus.times(theta.exp().sin());
        Expr real = scope.state("re", size);
        Expr imaginary = scope.state("im", size);
        Expr nextReal =
                scope.next(real, cosine.times(real).minus(sine.times(imaginary)).plus(added(step, gamma, "B_re")));
        Expr nextImaginary = scope.next(
                imaginary, cosine.times(imaginary).plus(sine.times(real)).plus(added(step, gamma, "B_im")));
        return nextReal.matmul(step.weight("C_re", step.draw(size), size, n))
                .minus(nextImaginary.matmul(step.weight("C_im", step.draw(size), size, n)))
                .plus(step.fromInput("D"));
    }

    private static Expr added(Step step, Expr gamma, String name) {
        return gamma.exp().times(step.x().matmul(step.weight(name, step.inputWidth(), gamma.width())));
    }

    /** Numbers that are trained from these on. */
    private static Expr started(CellScope scope, Step step, String name, IntToDoubleFunction first) {
        int size = scope.options().integer("state-size");
        double[] numbers = IntStream.range(0, size).mapToDouble(first).toArray();
        return step.weight(name, Initialiser.zeros(), size).plus(scope.constant(numbers, size));
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        long n = options.integer("hidden");
        long size = options.integer("state-size");
        return 2 * size * (inputWidth + n) + inputWidth * n + 3 * size;
    }
}
