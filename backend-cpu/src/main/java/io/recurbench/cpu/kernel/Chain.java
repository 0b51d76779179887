package io.recurbench.cpu.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A small program of element-wise functions that is run over blocks of rows, so that what passes between its instructions
 * stays in the innermost cache. Intermediate values that nobody else reads are {@link Builder#temporary() temporaries}:
 * they exist for one block only. Owns its scratch and moves its operands: one chain for each thread.
 */
public final class Chain {
    /** Numbers per operand and block: eight operands of this size fill half of a 64 KiB cache. */
    static final int BLOCK = 1024;

    private final int width;
    private final int blockRows;
    private final ElementFunction[] functions;
    private final float[] constants;
    private final Operand[] first;
    private final @Nullable Operand[] second;
    private final @Nullable Operand[] third;
    private final Operand[] outputs;
    private final Operand[] temporaries;
    private final int[] temporaryOffsets;

    private Chain(Builder builder) {
        this.width = builder.width;
        this.blockRows = builder.blockRows;
        this.functions = builder.functions.toArray(new ElementFunction[0]);
        this.constants = new float[functions.length];
        for (int i = 0; i < functions.length; i++) {
            constants[i] = builder.constants.get(i);
        }
        this.first = builder.first.toArray(new Operand[0]);
        this.second = builder.second.toArray(new @Nullable Operand[0]);
        this.third = builder.third.toArray(new @Nullable Operand[0]);
        this.outputs = builder.outputs.toArray(new Operand[0]);
        this.temporaries = builder.temporaries.toArray(new Operand[0]);
        this.temporaryOffsets = new int[temporaries.length];
        float[] scratch = new float[temporaries.length * blockRows * width];
        for (int i = 0; i < temporaries.length; i++) {
            temporaryOffsets[i] = i * blockRows * width;
            temporaries[i].in(scratch, temporaryOffsets[i]);
        }
    }

    /** Starts a chain whose instructions all have this width. */
    public static Builder builder(int width) {
        return new Builder(width);
    }

    /** The number of instructions. */
    public int length() {
        return functions.length;
    }

    /** Runs the instructions for rows {@code [from, to)}. */
    public void run(ElementKernels kernels, int from, int to) {
        for (int begin = from; begin < to; begin += blockRows) {
            int end = Math.min(to, begin + blockRows);
            for (int i = 0; i < temporaries.length; i++) {
                temporaries[i].at(temporaryOffsets[i] - begin * width);
            }
            for (int i = 0; i < functions.length; i++) {
                kernels.apply(functions[i], constants[i], begin, end, width, first[i], second[i], third[i], outputs[i]);
            }
        }
    }

    /** Collects the instructions of a chain, in the order in which they run. */
    public static final class Builder {
        private final int width;
        private final int blockRows;
        private final List<ElementFunction> functions = new ArrayList<>();
        private final List<Float> constants = new ArrayList<>();
        private final List<Operand> first = new ArrayList<>();
        private final List<@Nullable Operand> second = new ArrayList<>();
        private final List<@Nullable Operand> third = new ArrayList<>();
        private final List<Operand> outputs = new ArrayList<>();
        private final List<Operand> temporaries = new ArrayList<>();

        private Builder(int width) {
            if (width < 1) {
                throw new IllegalArgumentException("a chain needs a width >= 1, not " + width);
            }
            this.width = width;
            this.blockRows = Math.max(1, BLOCK / width);
        }

        /** A new operand of the chain's own scratch, of the chain's width. */
        public Operand temporary() {
            Operand operand = Operand.rows(new float[0], 0, width);
            temporaries.add(operand);
            return operand;
        }

        /** Appends {@code out = function(a)}. */
        public Builder add(ElementFunction function, float constant, Operand a, Operand out) {
            return add(function, constant, a, null, null, out);
        }

        /** Appends {@code out = function(a, b)}. */
        public Builder add(ElementFunction function, Operand a, Operand b, Operand out) {
            return add(function, 0, a, b, null, out);
        }

        /** Appends an instruction; b and c may be null as the function's arity allows. */
        public Builder add(
                ElementFunction function,
                float constant,
                Operand a,
                @Nullable Operand b,
                @Nullable Operand c,
                Operand out) {
            int given = b == null ? 1 : c == null ? 2 : 3;
            if (given != function.arity()) {
                throw new IllegalArgumentException(
                        function + " takes " + function.arity() + " operands, but " + given + " were given");
            }
            functions.add(function);
            constants.add(constant);
            first.add(a);
            second.add(b);
            third.add(c);
            outputs.add(out);
            return this;
        }

        /** The chain. The builder is not used again: its temporaries belong to the chain. */
        public Chain build() {
            return new Chain(this);
        }
    }
}
