package io.recurbench.api.program;

import io.recurbench.api.stability.Stability;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * One operation of a {@link Graph}. It defines the value of the same id: {@code width} numbers for each row of its
 * {@link Space}. Inputs are ids of earlier values, of the same or a coarser space (see {@link Space} for how those are
 * read); only {@link OuterProduct}, {@link SumRows} and {@link InitialAdjoint} go to a coarser space, by summing rows.
 *
 * <p>Matrices are values too: a matrix of {@code r x c} is a value of width {@code r c}, row-major; {@link Blocks} of
 * {@code k} of them have the width {@code k r c}, block after block.
 */
@Stability.Experimental
public sealed interface Operation {

    /** The id of the value it defines: its index in {@link Graph#operations()}. */
    int id();

    /** The row space of the value. */
    Space space();

    /** Numbers per row. */
    int width();

    /** Ids of the values it reads. */
    List<Integer> inputs();

    /**
     * The same operation as another value: with another id, in another space unless its kind stands in one alone, and
     * reading other values.
     *
     * @param newInputs the new id for each of {@link #inputs()}
     */
    default Operation moved(int newId, Space newSpace, IntUnaryOperator newInputs) {
        return accept(new MovedOperation(newId, newSpace, newInputs));
    }

    /** Calls the method of {@code visitor} for this kind of operation. */
    <R> R accept(Visitor<R> visitor);

    /** The parameter of this index in {@link Program#parameters()}. */
    record ParameterValue(int id, int width, int parameter) implements Leaf {
        @Override
        public Space space() {
            return Space.PARAMETERS;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.parameter(this);
        }
    }

    /** {@code width} times the same number. */
    record Constant(int id, int width, double value) implements Leaf {
        @Override
        public Space space() {
            return Space.PARAMETERS;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.constant(this);
        }
    }

    /** Numbers that stand in the program: masks, ramps, tiles. */
    record Literal(int id, List<Double> numbers) implements Leaf {
        /** Copies and checks. */
        public Literal {
            numbers = List.copyOf(numbers);
            if (numbers.isEmpty()) {
                throw new IllegalArgumentException("a literal has at least one number");
            }
        }

        @Override
        public Space space() {
            return Space.PARAMETERS;
        }

        @Override
        public int width() {
            return numbers.size();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.literal(this);
        }
    }

    /** The identity matrix over the vocabulary: row {@code v} is the one-hot vector of token {@code v}. */
    record OneHot(int id, int width) implements Leaf {
        @Override
        public Space space() {
            return Space.VOCABULARY;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.oneHot(this);
        }
    }

    /** The dense input of the batch. */
    record DenseInput(int id, int width) implements Leaf {
        @Override
        public Space space() {
            return Space.SEQUENCE;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.denseInput(this);
        }
    }

    /**
     * A state before the step: at the first step what {@link Recurrence#initial()} says or what was carried in, then the
     * previous step's {@link Recurrence#next()}.
     */
    record StateValue(int id, int width, int state) implements Leaf {
        @Override
        public Space space() {
            return Space.STEP;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.state(this);
        }
    }

    /**
     * The part of a state's adjoint after the step that comes from the later steps: zero at the last step, then {@link
     * Recurrence#currentAdjoint()} of the step after it.
     */
    record CarriedAdjoint(int id, int width, int state) implements Leaf {
        @Override
        public Space space() {
            return Space.STEP;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.carriedAdjoint(this);
        }
    }

    /** A value of PARAMETERS, {@code V x width} numbers, read as the V rows of a VOCABULARY value. Costs nothing. */
    record TokenRows(int id, int width, int input) implements Unary {
        @Override
        public Space space() {
            return Space.VOCABULARY;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.tokenRows(this);
        }
    }

    /** A VOCABULARY value read as one long row of PARAMETERS: the adjoint of {@link TokenRows}. Costs nothing. */
    record Flatten(int id, int width, int input) implements Unary {
        @Override
        public Space space() {
            return Space.PARAMETERS;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.flatten(this);
        }
    }

    /**
     * An element-wise function. The width of an input divides this operation's width; each of its numbers stands for as
     * many neighbours: itself, a block of the row, or (width 1) the row. Where all inputs are narrower or coarser than the
     * operation, that is said by {@link Function#BROADCAST}.
     *
     * @param constant the {@code c} of a function that has one ({@link Function#hasConstant}), else 0
     */
    record Elementwise(int id, Space space, int width, Function function, List<Integer> inputs, double constant)
            implements Operation {
        /** Copies and checks. */
        public Elementwise {
            inputs = List.copyOf(inputs);
            if (inputs.size() != function.arity()) {
                throw new IllegalArgumentException(function + " takes " + function.arity() + " inputs, not " + inputs);
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.elementwise(this);
        }
    }

    /**
     * Row vector times matrix, block by block: {@code y_k[j] = sum_i x_k[i] M_k[i][j]}; transposed {@code y_k[i] = sum_j
     * x_k[j] M_k[i][j]}. The space of the matrix decides what this is: a
     * matrix product (PARAMETERS), a product with the token's matrix (VOCABULARY) or with a matrix of the row's own.
     */
    record VectorMatrix(int id, Space space, int vector, int matrix, Blocks blocks, boolean transposed)
            implements Operation {
        @Override
        public int width() {
            return blocks.outputWidth(transposed);
        }

        @Override
        public List<Integer> inputs() {
            return List.of(vector, matrix);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.vectorMatrix(this);
        }
    }

    /**
     * Outer product, block by block: {@code y_k[i][j] = sum over rows of a_k[i] b_k[j]}, where the sum runs over the
     * rows that fall on one row of {@link #space()}: all of them (PARAMETERS), those with the same token (VOCABULARY), or
     * only the row itself. The adjoint of {@link VectorMatrix} with respect to its matrix.
     */
    record OuterProduct(int id, Space space, int left, int right, Blocks blocks) implements Operation {
        @Override
        public int width() {
            return blocks.size();
        }

        @Override
        public List<Integer> inputs() {
            return List.of(left, right);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.outerProduct(this);
        }
    }

    /** The sum of the rows that fall on one row of the coarser {@link #space()}: by token, or of all. */
    record SumRows(int id, Space space, int width, int input) implements Unary {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.sumRows(this);
        }
    }

    /** The sums of the {@code width} blocks of a row, which are equally wide: of all its numbers, where the width is 1. */
    record SumColumns(int id, Space space, int width, int input) implements Unary {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.sumColumns(this);
        }
    }

    /** Each block of the row divided by its {@link BlockNorm}. */
    record Normalise(int id, Space space, int width, int input, BlockNorm norm) implements Unary {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.normalise(this);
        }
    }

    /**
     * {@code (dy - y (y . dy)) / |x|} with {@code y = x / |x|}, block by block: the adjoint of {@link Normalise}.
     * {@code |x|} is the {@link BlockNorm}; with an epsilon this is exact for all x, zero among them.
     */
    record NormaliseAdjoint(int id, Space space, int width, int input, int adjoint, BlockNorm norm)
            implements Operation {
        @Override
        public List<Integer> inputs() {
            return List.of(input, adjoint);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.normaliseAdjoint(this);
        }
    }

    /** {@code exp(x_i) / sum_j exp(x_j)} within each of the row's {@code blocks}; finite for all finite x. */
    record Softmax(int id, Space space, int width, int input, int blocks) implements Unary {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.softmax(this);
        }
    }

    /** Columns {@code [offset, offset + width)} of the input. */
    record Slice(int id, Space space, int width, int input, int offset) implements Unary {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.slice(this);
        }
    }

    /** The inputs side by side. */
    record Concatenate(int id, Space space, int width, List<Integer> inputs) implements Operation {
        /** Copies. */
        public Concatenate {
            inputs = List.copyOf(inputs);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.concatenate(this);
        }
    }

    /**
     * The loss of each row (width 1), before the mask.
     *
     * @param labelSmoothing s: for classes, {@code log sum exp z - (1 - s) z[target] - s mean z}; 0 in an evaluation graph
     */
    record Loss(int id, int width, int input, double labelSmoothing) implements Unary {
        @Override
        public Space space() {
            return Space.SEQUENCE;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.loss(this);
        }
    }

    /**
     * The adjoint of the batch's loss with respect to the prediction: the row's loss gradient times its mask, divided by
     * the number of scored positions. Exactly zero on a row that is not scored.
     *
     * @param labelSmoothing that of the loss
     */
    record LossAdjoint(int id, int width, int input, double labelSmoothing) implements Unary {
        @Override
        public Space space() {
            return Space.SEQUENCE;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.lossAdjoint(this);
        }
    }

    /**
     * The adjoint of a state's initial value: the sum over the batch of the input (the adjoint of {@link StateValue}) at
     * the first step; zero when the state was carried in.
     */
    record InitialAdjoint(int id, int width, int state, int input) implements Unary {
        @Override
        public Space space() {
            return Space.PARAMETERS;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.initialAdjoint(this);
        }
    }

    /** An operation without inputs. */
    sealed interface Leaf extends Operation {
        @Override
        default List<Integer> inputs() {
            return List.of();
        }
    }

    /** An operation with one input. */
    sealed interface Unary extends Operation {
        /** The id of the value it reads. */
        int input();

        @Override
        default List<Integer> inputs() {
            return List.of(input());
        }
    }

    /** One method for each kind of operation, so that a backend that misses one does not compile. */
    @SuppressWarnings("MissingJavadocMethod")
    interface Visitor<R> {
        R parameter(ParameterValue operation);

        R constant(Constant operation);

        R literal(Literal operation);

        R oneHot(OneHot operation);

        R denseInput(DenseInput operation);

        R state(StateValue operation);

        R carriedAdjoint(CarriedAdjoint operation);

        R tokenRows(TokenRows operation);

        R flatten(Flatten operation);

        R elementwise(Elementwise operation);

        R vectorMatrix(VectorMatrix operation);

        R outerProduct(OuterProduct operation);

        R sumRows(SumRows operation);

        R sumColumns(SumColumns operation);

        R normalise(Normalise operation);

        R normaliseAdjoint(NormaliseAdjoint operation);

        R softmax(Softmax operation);

        R slice(Slice operation);

        R concatenate(Concatenate operation);

        R loss(Loss operation);

        R lossAdjoint(LossAdjoint operation);

        R initialAdjoint(InitialAdjoint operation);
    }
}
