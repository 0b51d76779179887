package io.recurbench.cells;

import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.cell.CellScope;
import io.recurbench.api.cell.Expr;
import io.recurbench.api.program.Initialiser;

/**
 * One step of a cell in the making: applies the shared options to weights, state and activation, so that a cell's class
 * holds its equation and nothing else.
 */
final class Step {
    /**
     * The papers' codes have 1e-5 and 1e-6. A head that reads next to nothing would be magnified with the rounding errors of
     * single precision, and its gradient with it.
     */
    private static final double NORM_EPSILON = 1e-3;

    private final CellScope scope;
    private final Options options;
    private final int hidden;

    Step(CellScope scope) {
        this.scope = scope;
        this.options = scope.options();
        this.hidden = options.integer("hidden");
    }

    /** n, the width of the hidden state. */
    int hidden() {
        return hidden;
    }

    /** The number of heads, which divides n. */
    int heads() {
        int heads = options.integer("heads");
        if (hidden % heads != 0) {
            throw RecurbenchException.usage(
                    "the number of heads must divide hidden, but " + heads + " does not divide " + hidden);
        }
        return heads;
    }

    /** d, the width of the input. */
    int inputWidth() {
        return x().width();
    }

    /** The input row. */
    Expr x() {
        return scope.input();
    }

    /** The hidden state {@code h} with its initial value. */
    Expr state() {
        return scope.state("h", initialState());
    }

    /** The extra numbers that the initial state takes as a parameter. */
    static long stateParameters(Options options) {
        return options.text("initial-state").equals("learned") ? options.integer("hidden") : 0;
    }

    private Expr initialState() {
        return switch (options.text("initial-state")) {
            case "constant" -> scope.constant(1, hidden);
            case "one-hot" ->
                hidden == 1 ? scope.constant(1, 1) : scope.constant(1, 1).concat(scope.constant(0, hidden - 1));
            case "learned" -> scope.parameter("h0", new Initialiser.Normal(1 / Math.sqrt(hidden)), hidden);
            default -> scope.constant(0, hidden);
        };
    }

    /** A weight drawn as the options say, frozen if they say so. */
    Expr weight(String name, int... shape) {
        return weight(name, shape.length > 1 ? draw(hidden) : vectorDraw(), shape);
    }

    /** The draw that the options ask for, for matrices that sum over {@code fanIn} numbers of the state. */
    Initialiser draw(int fanIn) {
        double scale = options.real("initial-scale");
        return switch (options.text("initialiser")) {
            case "normal" -> new Initialiser.Normal(scale / Math.sqrt(fanIn));
            case "orthogonal" -> new Initialiser.Orthogonal(scale);
            default -> new Initialiser.Uniform(scale / Math.sqrt(fanIn));
        };
    }

    private Initialiser vectorDraw() {
        Initialiser draw = draw(hidden);
        return draw instanceof Initialiser.Orthogonal orthogonal
                ? new Initialiser.Normal(orthogonal.gain() / Math.sqrt(hidden))
                : draw;
    }

    /** A weight with a draw of its own, frozen if the options say so. */
    Expr weight(String name, Initialiser draw, int... shape) {
        return options.flag("frozen") ? scope.frozen(name, draw, shape) : scope.parameter(name, draw, shape);
    }

    /** {@code W x}, of n numbers. */
    Expr fromInput(String name) {
        return x().matmul(weight(name, inputWidth(), hidden));
    }

    /** {@code x W_name + b_name}, of so many numbers; the bias is zero at first. */
    Expr affine(String name, int width) {
        return x().matmul(weight("W_" + name, inputWidth(), width))
                .plus(weight("b_" + name, Initialiser.zeros(), width));
    }

    /** {@code x U_name}, of few numbers: the input on its way to a gate of n numbers. */
    Expr narrowed(String name) {
        return x().matmul(weight("U_" + name, inputWidth(), options.integer("gate-rank")));
    }

    /** {@code narrow V_name + b_name}, of n numbers. */
    Expr widened(Expr narrow, String name, double bias) {
        return narrow.matmul(weight("V_" + name, draw(narrow.width()), narrow.width(), hidden))
                .plus(weight("b_" + name, new Initialiser.Constant(bias), hidden));
    }

    /** A row of n numbers, each head's {@code values} multiplied by a number of its own. */
    Expr scaleHeads(Expr values, Expr numbers) {
        return values.reshape(heads(), hidden / heads()).times(numbers).reshape(hidden);
    }

    /** {@code a s(a)}, s the logistic function (Hendrycks and Gimpel, 2016). */
    static Expr silu(Expr a) {
        return a.times(a.sigmoid());
    }

    /**
     * What a block makes of the n numbers that its heads read, as the options say: each head's divided by their root mean
     * square (Zhang and Sennrich, 2019), and all times {@code silu(W_g x)}.
     */
    Expr output(Expr read) {
        Expr normalised = options.flag("output-norm") ? perRootMeanSquare(read, heads()) : read;
        return options.flag("output-gate") ? normalised.times(silu(fromInput("W_g"))) : normalised;
    }

    /** The parameters of {@link #output}. */
    static long outputParameters(Options options, int inputWidth) {
        return options.flag("output-gate") ? (long) inputWidth * options.integer("hidden") : 0;
    }

    /**
     * Each of so many parts of a row divided by {@code sqrt(mean of its squares + epsilon)}. Parts of one number stay as they are:
     * nothing but their signs would be left.
     */
    static Expr perRootMeanSquare(Expr row, int parts) {
        int width = row.width() / parts;
        return width == 1 ? row : row.normalise(parts, width * NORM_EPSILON).times(Math.sqrt(width));
    }

    /** {@code V h + U x + b}, the update of a first-order cell. */
    Expr firstOrder(Expr h) {
        return h.matmul(weight("V", hidden, hidden))
                .plus(x().matmul(weight("U", inputWidth(), hidden)))
                .plus(weight("b", hidden));
    }

    /** {@code n^2 + dn + n}, the parameters of {@link #firstOrder}. */
    static long firstOrderParameters(Options options, int inputWidth) {
        long n = options.integer("hidden");
        return n * n + inputWidth * n + n;
    }

    /** {@code h' = s(value)}. */
    Expr activated(Expr h, Expr value) {
        return scope.next(h, Activation.of(options.text("activation")).apply(value));
    }

    /** {@code h' = normalise(s(product + additive terms))}, the update of a multiplicative cell. */
    Expr multiplicative(Expr h, Expr product) {
        Additive additive = Additive.of(options.text("additive"));
        Expr sum = product;
        if (additive.hasInput()) {
            sum = sum.plus(x().matmul(weight("B", inputWidth(), hidden)));
        }
        if (additive.hasConstant()) {
            sum = sum.plus(weight("b", hidden));
        }
        Expr activated = Activation.of(options.text("activation")).apply(sum);
        return scope.next(h, Normalisation.of(options.text("normalise")).apply(scope, activated));
    }

    /** The parameters of additive terms and initial state of a multiplicative cell. */
    static long multiplicativeParameters(Options options, int inputWidth) {
        Additive additive = Additive.of(options.text("additive"));
        long n = options.integer("hidden");
        return (additive.hasInput() ? inputWidth * n : 0) + (additive.hasConstant() ? n : 0) + stateParameters(options);
    }
}
