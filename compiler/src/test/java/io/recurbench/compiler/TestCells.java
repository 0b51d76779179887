package io.recurbench.compiler;

import io.recurbench.api.Options;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.Initialiser;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.program.Program;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Cells as the compiler's tests write them, without options. */
final class TestCells {
    private static final Initialiser DRAW = new Initialiser.Uniform(0.5);

    private TestCells() {}

    /** A cell from its step. */
    static Cell cell(String id, Function<CellScope, Expr> step) {
        return new Cell() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public String description() {
                return "a cell of the tests";
            }

            @Override
            public Expr define(CellScope scope) {
                return step.apply(scope);
            }

            @Override
            public long parameterCount(Options options, int inputWidth) {
                throw new UnsupportedOperationException("not needed here");
            }
        };
    }

    static ModelSpec spec(Cell cell, InputSpec input) {
        return ModelSpec.single(cell, Options.resolve(cell.id(), List.of(), Map.of()), input, OutputSpec.classes(3));
    }

    static ModelSpec spec(Cell cell, InputSpec input, int layers, int embedding, OutputSpec output) {
        Options options = Options.resolve(cell.id(), List.of(), Map.of());
        return new ModelSpec(cell, options, layers, input, embedding, output, true);
    }

    static Program compile(Cell cell, InputSpec input) {
        return new DifferentiatingCompiler().compile(spec(cell, input));
    }

    static Expr weight(CellScope scope, String name, int... shape) {
        return scope.parameter(name, DRAW, shape);
    }

    static Expr additive(CellScope scope, Expr h) {
        int n = h.width();
        Expr x = scope.input();
        return h.matmul(weight(scope, "V", n, n))
                .plus(x.matmul(weight(scope, "U", x.width(), n)))
                .plus(weight(scope, "b", n));
    }

    static Cell rnn(int n) {
        return cell("rnn", scope -> {
            Expr h = scope.state("h", n);
            return scope.next(h, additive(scope, h).tanh());
        });
    }

    static Cell mirnn(int n) {
        return cell("mirnn", scope -> {
            Expr h = scope.state("h", n);
            Expr vh = h.matmul(weight(scope, "V", n, n));
            Expr ux = scope.input().matmul(weight(scope, "U", scope.input().width(), n));
            Expr sum = weight(scope, "alpha", n)
                    .times(vh)
                    .times(ux)
                    .plus(weight(scope, "beta1", n).times(vh))
                    .plus(weight(scope, "beta2", n).times(ux))
                    .plus(weight(scope, "b", n));
            return scope.next(h, sum.tanh());
        });
    }

    static Cell cprnn(int n, int rank) {
        return cell("cprnn", scope -> {
            Expr h = scope.state("h", n);
            Expr x = scope.input();
            Expr second = h.matmul(weight(scope, "A", n, rank))
                    .times(x.matmul(weight(scope, "B", x.width(), rank)))
                    .matmulTransposed(weight(scope, "C", n, rank));
            return scope.next(h, second.plus(additive(scope, h)).tanh());
        });
    }

    static Cell lstm(int n) {
        return cell("lstm", scope -> {
            Expr h = scope.state("h", n);
            Expr c = scope.state("c", n);
            Expr x = scope.input();
            Expr gates = h.matmul(weight(scope, "V", n, 4 * n))
                    .plus(x.matmul(weight(scope, "U", x.width(), 4 * n)))
                    .plus(weight(scope, "b", 4 * n));
            Expr memory = gates.slice(n, n)
                    .sigmoid()
                    .times(c)
                    .plus(gates.slice(0, n)
                            .sigmoid()
                            .times(gates.slice(2 * n, n).tanh()));
            scope.next(c, memory);
            return scope.next(h, gates.slice(3 * n, n).sigmoid().times(memory.tanh()));
        });
    }

    static Cell secondOrder(int n) {
        return cell("2rnn", scope -> {
            Expr h = scope.state("h", n);
            Expr transition = scope.input()
                    .matmul(weight(scope, "W", scope.input().width(), n, n))
                    .plus(weight(scope, "V", n, n));
            Expr additive = scope.input()
                    .matmul(weight(scope, "U", scope.input().width(), n))
                    .plus(weight(scope, "b", n));
            return scope.next(h, h.matmul(transition).plus(additive).tanh());
        });
    }

    static Cell bilinear(int n) {
        return cell("bilinear", scope -> {
            Expr h = scope.state("h", weight(scope, "h0", n));
            Expr w = weight(scope, "W", scope.input().width(), n, n);
            return scope.next(h, h.matmul(scope.input().matmul(w)));
        });
    }
}
