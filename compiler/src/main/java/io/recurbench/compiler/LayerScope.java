package io.recurbench.compiler;

import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.Initialiser;
import io.recurbench.api.program.Operation;
import io.recurbench.api.program.Space;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The scope in which a cell writes the step of one layer. */
final class LayerScope implements CellScope {
    private final ModelSpec spec;
    private final Model.Mode mode;
    private final Builder builder;
    private final Declarations declarations;
    private final String owner;
    private final String prefix;
    private final CellExpr input;
    private final Map<Integer, State> states = new LinkedHashMap<>();

    /** A state by the id of its value. */
    private record State(String name, int index, List<Integer> shape, boolean hasNext) {}

    LayerScope(ModelSpec spec, int layer, Model.Mode mode, Builder builder, Declarations declarations, int input) {
        this.spec = spec;
        this.mode = mode;
        this.builder = builder;
        this.declarations = declarations;
        boolean stacked = spec.layers() > 1;
        this.owner = "cell '" + spec.cell().id() + "'" + (stacked ? " (layer " + layer + ")" : "");
        this.prefix = stacked ? layer + "." : "";
        this.input = new CellExpr(this, input, List.of(builder.width(input)));
    }

    /** Lets the cell write its step; the id of its output. */
    int define() {
        Expr result = spec.cell().define(this);
        CellExpr output = own("define", result);
        if (output.shape().size() != 1) {
            throw error("define", "the output must be a row [n], not " + output.shape() + "; reshape it");
        }
        states.values().stream().filter(s -> !s.hasNext()).findFirst().ifPresent(s -> {
            throw error("state '" + s.name() + "'", "next(state, value) was never called for it, once is expected");
        });
        return output.id();
    }

    Builder builder() {
        return builder;
    }

    /** An error of this cell in one of its operations: no user's, whatever options he gave. */
    RecurbenchException error(String operation, String problem) {
        return RecurbenchException.conformance(owner + ": " + operation + ": " + problem);
    }

    /** An operand in words: its shape, and its name where the cell has given it one. */
    String words(CellExpr operand) {
        return builder.get(operand.id()) instanceof Operation.ParameterValue value
                ? "parameter "
                        + declarations.parameters().get(value.parameter()).name() + " " + operand.shape()
                : operand.shape().toString();
    }

    /** An expression, checked to be one of this scope's. */
    CellExpr own(String operation, @Nullable Expr expression) {
        if (expression instanceof CellExpr own && own.scope() == this) {
            return own;
        }
        throw error(
                operation,
                expression == null
                        ? "an expression is expected, not null"
                        : "an operand " + expression.shape() + " comes from another scope; build every expression"
                                + " anew from the scope that define is given");
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
        return declare(name, initialiser, shape, true);
    }

    @Override
    public Expr frozen(String name, Initialiser initialiser, int... shape) {
        return declare(name, initialiser, shape, false);
    }

    private Expr declare(String name, Initialiser initialiser, int[] shape, boolean trainable) {
        List<Integer> dimensions = Arrays.stream(shape).boxed().toList();
        int index = declarations.parameter(owner, prefix + name, initialiser, dimensions, trainable);
        int width = dimensions.stream().reduce(1, Math::multiplyExact);
        return new CellExpr(this, builder.parameter(width, index), dimensions);
    }

    @Override
    public Expr constant(double value, int width) {
        if (width < 1) {
            throw error("constant", "the width must be >= 1, not " + width);
        }
        return new CellExpr(this, builder.constant(width, value), List.of(width));
    }

    @Override
    public Expr constant(double[] numbers, int... shape) {
        List<Integer> dimensions = Arrays.stream(shape).boxed().toList();
        if (width("constant", dimensions) != numbers.length) {
            throw error("constant", numbers.length + " numbers do not fill the shape " + dimensions);
        }
        if (!Arrays.stream(numbers).allMatch(Double::isFinite)) {
            throw error("constant", "finite numbers are expected, not " + Arrays.toString(numbers));
        }
        int value = builder.literal(Arrays.stream(numbers).boxed().toList());
        return new CellExpr(this, value, dimensions);
    }

    /** The numbers that a shape holds. */
    private int width(String operation, List<Integer> dimensions) {
        if (dimensions.isEmpty() || dimensions.stream().anyMatch(dimension -> dimension < 1)) {
            throw error(operation, "dimensions >= 1 are expected, not " + dimensions);
        }
        try {
            return dimensions.stream().reduce(1, Math::multiplyExact);
        } catch (ArithmeticException e) {
            throw RecurbenchException.usage(owner + ": " + operation
                    + ": a shape of at most 2^31 - 1 numbers is expected, not " + dimensions + "; take smaller sizes");
        }
    }

    @Override
    public Expr state(String name, int... shape) {
        List<Integer> dimensions = Arrays.stream(shape).boxed().toList();
        return state(
                name, constant(0, width("state '" + name + "'", dimensions)).reshape(shape));
    }

    @Override
    public Expr state(String name, Expr initial) {
        CellExpr start = own("state '" + name + "'", initial);
        if (builder.space(start.id()) != Space.PARAMETERS) {
            throw error(
                    "state '" + name + "'",
                    "its initial value depends on the input or on a state; make it of parameters and constants alone");
        }
        int index = declarations.state(owner, prefix + name, start.width(), start.id());
        int value = builder.state(start.width(), index);
        declarations.current(index, value);
        states.put(value, new State(name, index, start.shape(), false));
        return new CellExpr(this, value, start.shape());
    }

    @Override
    public Expr next(Expr state, Expr value) {
        CellExpr before = own("next", state);
        CellExpr after = own("next", value);
        State known = states.get(before.id());
        if (known == null) {
            throw error(
                    "next",
                    "its first argument " + before.shape() + " is not a state of this scope; give what"
                            + " state(...) returned");
        }
        if (known.hasNext()) {
            throw error("next", "called twice for the state '" + known.name() + "', once is expected");
        }
        if (!known.shape().equals(after.shape())) {
            throw error(
                    "next",
                    "the state '" + known.name() + "' is " + known.shape() + ", its next value " + after.shape()
                            + "; the shapes must be equal");
        }
        declarations.next(known.index(), after.id());
        states.put(before.id(), new State(known.name(), known.index(), known.shape(), true));
        return after;
    }

    @Override
    public Expr choose(Expr training, Expr evaluation) {
        CellExpr first = own("choose", training);
        CellExpr second = own("choose", evaluation);
        if (!first.shape().equals(second.shape())) {
            throw error(
                    "choose",
                    "training is " + first.shape() + ", evaluation " + second.shape() + "; the shapes must be equal");
        }
        return mode == Model.Mode.TRAINING ? first : second;
    }
}
