package com.acme;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import io.recurbench.api.program.Initialiser;
import java.util.List;

/** Minimal gated unit (Zhou et al., 2016): {@code f = s(V h + U x + b)}, {@code h' = (1-f) h + f tanh(W (f h) + Z x + c)}. */
public final class MinimalGatedCell implements Cell {
    @Override
    public String id() {
        return "acme:mgu";
    }

    @Override
    public String description() {
        return "minimal gated unit";
    }

    @Override
    public List<Option> options() {
        return List.of(Option.integer("hidden", 64, 1, "numbers in the hidden state"));
    }

    @Override
    public Expr define(CellScope scope) {
        int n = scope.options().integer("hidden");
        int d = scope.input().width();
        Initialiser draw = Initialiser.inverseRoot(n);
        Expr x = scope.input();
        Expr h = scope.state("h", n);
        Expr f = h.matmul(scope.parameter("V", draw, n, n))
                .plus(x.matmul(scope.parameter("U", draw, d, n)))
                .plus(scope.parameter("b", draw, n))
                .sigmoid();
        Expr candidate = f.times(h)
                .matmul(scope.parameter("W", draw, n, n))
                .plus(x.matmul(scope.parameter("Z", draw, d, n)))
                .plus(scope.parameter("c", draw, n))
                .tanh();
        return scope.next(h, h.plus(f.times(candidate.minus(h))));
    }

    @Override
    public long parameterCount(Options options, int inputWidth) {
        long n = options.integer("hidden");
        return 2 * (n * n + inputWidth * n + n);
    }
}
