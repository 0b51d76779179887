package io.recurbench.compiler;

import io.recurbench.api.Options;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.Initialiser;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The oracle: lets a cell write its step on numbers, one sequence and one position at a time. It shares nothing with
 * the compiler but the names and places of the parameters.
 */
final class EagerScope implements CellScope {
    private final ModelSpec spec;
    private final Map<String, double[]> parameters = new HashMap<>();
    private final boolean training;
    private final Map<String, double[]> memory = new HashMap<>();
    private final Map<Expr, String> states = new HashMap<>();
    private String prefix = "";
    private EagerExpr input = new EagerExpr(new double[1], List.of(1));

    private EagerScope(ModelSpec spec, Program program, double[] parameters, boolean training) {
        this.spec = spec;
        this.training = training;
        for (Parameter parameter : program.parameters()) {
            int end = parameter.offset() + parameter.size();
            this.parameters.put(parameter.name(), Arrays.copyOfRange(parameters, parameter.offset(), end));
        }
    }

    /** The mean loss of a batch. */
    static double loss(ModelSpec spec, Program program, double[] parameters, TestBatch batch, boolean training) {
        double sum = 0;
        for (int b = 0; b < batch.rows(); b++) {
            EagerScope scope = new EagerScope(spec, program, parameters, training);
            for (int t = 0; t < batch.steps(); t++) {
                int position = t * batch.rows() + b;
                double[] prediction = scope.step(scope.input(batch, position));
                sum += batch.mask()[position]
                        * batch.loss(spec.output(), spec.output().labelSmoothing(), prediction, position);
            }
        }
        return sum / batch.scored();
    }

    private double[] input(TestBatch batch, int position) {
        int size = spec.input().size();
        if (!spec.input().isTokens()) {
            return Arrays.copyOfRange(batch.dense(), position * size, (position + 1) * size);
        }
        int token = batch.tokens()[position];
        if (spec.embedding() > 0) {
            double[] rows = value("embedding.E");
            return Arrays.copyOfRange(rows, token * spec.embedding(), (token + 1) * spec.embedding());
        }
        double[] oneHot = new double[size];
        oneHot[token] = 1;
        return oneHot;
    }

    private double[] step(double[] row) {
        input = new EagerExpr(row, List.of(row.length));
        for (int layer = 0; layer < spec.layers(); layer++) {
            prefix = spec.layers() > 1 ? layer + "." : "";
            input = (EagerExpr) spec.cell().define(this);
        }
        int width = input.width();
        EagerExpr matrix =
                new EagerExpr(value("readout.W"), List.of(width, spec.output().width()));
        Expr output = input.matmul(matrix);
        if (spec.readoutBias()) {
            output = output.plus(new EagerExpr(value("readout.b"), output.shape()));
        }
        return ((EagerExpr) output).numbers();
    }

    private double[] value(String name) {
        return Objects.requireNonNull(parameters.get(name), name);
    }

    @Override
    public Options options() {
        return spec.options();
    }

    @Override
    public Expr input() {
        return input;
    }

    @Override
    public Expr parameter(String name, Initialiser initialiser, int... shape) {
        return new EagerExpr(value(prefix + name), Arrays.stream(shape).boxed().toList());
    }

    @Override
    public Expr frozen(String name, Initialiser initialiser, int... shape) {
        return parameter(name, initialiser, shape);
    }

    @Override
    public Expr constant(double value, int width) {
        double[] numbers = new double[width];
        Arrays.fill(numbers, value);
        return new EagerExpr(numbers, List.of(width));
    }

    @Override
    public Expr constant(double[] numbers, int... shape) {
        return new EagerExpr(numbers.clone(), Arrays.stream(shape).boxed().toList());
    }

    @Override
    public Expr state(String name, int... shape) {
        int width = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        return state(name, constant(0, width).reshape(shape));
    }

    @Override
    public Expr state(String name, Expr initial) {
        double[] numbers = memory.getOrDefault(prefix + name, ((EagerExpr) initial).numbers());
        Expr state = new EagerExpr(numbers, initial.shape());
        states.put(state, prefix + name);
        return state;
    }

    @Override
    public Expr next(Expr state, Expr value) {
        memory.put(states.get(state), ((EagerExpr) value).numbers());
        return value;
    }

    @Override
    public Expr choose(Expr first, Expr second) {
        return training ? first : second;
    }
}
