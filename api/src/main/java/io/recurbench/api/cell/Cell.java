package io.recurbench.api.cell;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.Plugin;
import io.recurbench.api.stability.Stability;
import java.util.List;

/**
 * A recurrent cell, written once: its step as an expression. The harness differentiates it, stacks it, adds the readout
 * and runs it on every backend.
 *
 * <pre>{@code
 * public Expr define(CellScope cell) {                       // h' = tanh(V h + U x + b)
 *     int n = cell.options().integer("hidden");
 *     Expr h = cell.state("h", n);
 *     Expr vh = h.matmul(cell.parameter("V", Initialiser.inverseRoot(n), n, n));
 *     Expr ux = cell.input().matmul(cell.parameter("U", Initialiser.inverseRoot(n), cell.input().width(), n));
 *     Expr b = cell.parameter("b", Initialiser.inverseRoot(n), n);
 *     return cell.next(h, vh.plus(ux).plus(b).tanh());
 * }
 * }</pre>
 *
 * <p>A provider has a public constructor without arguments that does nothing costly. It is stateless: {@link #define}
 * may be called from several threads.
 */
@Stability.Stable
public interface Cell extends Plugin {

    /** The options that a user may set, the size among them. */
    default List<Option> options() {
        return List.of();
    }

    /** Writes one step and returns the row that the readout, or the layer above, reads: shape {@code [width]}. */
    Expr define(CellScope scope);

    /**
     * The number of parameters of one layer, readout not counted, by the paper's formula: the conformance kit compares
     * it with what {@link #define} declares.
     *
     * @param options resolved options
     * @param inputWidth width of the layer's input
     */
    long parameterCount(Options options, int inputWidth);
}
