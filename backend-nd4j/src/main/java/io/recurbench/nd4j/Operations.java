package io.recurbench.nd4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.OpaqueContext;

/**
 * Prepares operations of the library. Each has a context in which its arrays and arguments stand, made once and executed
 * at every step; the function that would work out the output's shape each time is switched off. So an operation costs 0.8
 * microseconds and its arithmetic; closing this gives the contexts back.
 */
final class Operations implements AutoCloseable {
    /** Numbers from which an operation is left to broadcast by itself. */
    private static final int BROADCAST = 1 << 15;

    private final Memory memory;
    private final Constants constants;
    private final Map<String, Region> scratch = new HashMap<>();
    private final List<Operand> operands = new ArrayList<>();
    private final List<OpaqueContext> contexts = new ArrayList<>();

    Operations(Memory memory, Constants constants) {
        this.memory = memory;
        this.constants = constants;
    }

    /** A region of its own. */
    Region allocate(int rows, int width) {
        return memory.allocate(rows, width);
    }

    /** A region of zeros of its own. */
    Region zeros(int rows, int width) {
        return memory.zeros(rows, width);
    }

    /**
     * A region for use inside one kernel: kernels run one after the other, so all that ask for the same role and shape
     * share it.
     */
    Region scratch(String role, int rows, int width) {
        return scratch.computeIfAbsent(role + rows + "x" + width, key -> memory.allocate(rows, width));
    }

    /** A number as a region that broadcasts. */
    Region scalar(double value) {
        return constants.scalar(value);
    }

    /** At least {@code count} ones. */
    Region ones(int count) {
        return constants.ones(count);
    }

    /**
     * An operation by name. Inputs of one row, of one number a row or of one a block stand for all; where there are few rows
     * they are written out for it, since the library wakes all its threads to broadcast, however little there is to do.
     */
    Kernel operation(String name, Region out, Region... inputs) {
        List<Kernel> kernels = new ArrayList<>();
        List<Operand> bound = new ArrayList<>();
        for (int i = 0; i < inputs.length; i++) {
            boolean isScalar = i > 0 && inputs[i].length() == 1;
            bound.add(new Operand(
                    isScalar || (out.length() >= BROADCAST && !isOfBlocks(inputs[i], out))
                            ? inputs[i]
                            : expanded(inputs[i], out, "expanded " + i, kernels)));
        }
        kernels.add(prepare(name, new Operand(out), bound));
        return Kernel.sequence(kernels);
    }

    /** {@code min(max(in, least), most)}; NaN stays NaN, which it does not in the operations minimum and maximum. */
    Kernel clip(Region out, Region in, double least, double most) {
        return prepare("clipbyvalue", new Operand(out), List.of(new Operand(in)), least, most);
    }

    /** The input in the output's shape: itself, or written out by a kernel that comes before. */
    Region expanded(Region in, Region out, String role, List<Kernel> kernels) {
        if (in.rows() == out.rows() && in.width() == out.width()) {
            return in;
        }
        Region all = scratch(role, out.rows(), out.width());
        kernels.add(broadcast(all, in));
        return all;
    }

    private static boolean isOfBlocks(Region in, Region out) {
        return in.width() > 1 && in.width() < out.width();
    }

    /** One row, one number a row, or one for each of a row's blocks, written out. */
    Kernel broadcast(Region out, Region in) {
        if (isOfBlocks(in, out)) {
            List<Kernel> kernels = new ArrayList<>();
            int blocks = out.rows() * in.width();
            Region numbers = scratch("numbers", out.rows(), in.width());
            kernels.add(Blas.copy(numbers, in));
            kernels.add(broadcast(out.shaped(blocks, out.width() / in.width()), numbers.shaped(blocks, 1)));
            return Kernel.sequence(kernels);
        }
        if (in.rows() == out.rows() && in.width() == out.width()) {
            return Blas.copy(out, in);
        }
        if (in.length() == 1) {
            return prepare("assign", new Operand(out), List.of(new Operand(out), new Operand(in)));
        }
        return in.rows() == 1
                ? Blas.product(out, ones(out.rows()).shaped(out.rows(), 1), false, in, false)
                : Blas.product(out, in, false, ones(out.width()).shaped(1, out.width()), false);
    }

    private Kernel prepare(String name, Operand out, List<Operand> inputs, double... arguments) {
        NativeOps library = Library.operations();
        OpaqueContext context = library.createGraphContext(contexts.size());
        contexts.add(context);
        operands.add(out);
        operands.addAll(inputs);
        for (int i = 0; i < inputs.size(); i++) {
            library.setGraphContextInputBuffer(
                    context, i, inputs.get(i).buffer(), inputs.get(i).shape(), null);
        }
        library.setGraphContextOutputBuffer(context, 0, out.buffer(), out.shape(), null);
        library.ctxShapeFunctionOverride(context, true);
        if (arguments.length > 0) {
            Library.setArguments(context, arguments);
        }
        long hash = Library.hash(name);
        Operand[] moving = Stream.concat(Stream.of(out), inputs.stream())
                .filter(Operand::moves)
                .toArray(Operand[]::new);
        return step -> {
            for (Operand operand : moving) {
                operand.move(step);
            }
            if (library.execCustomOp2(null, hash, context) != 0) {
                throw Library.failure(name);
            }
        };
    }

    /** The softmax of each row. */
    Kernel softmax(Region out, Region in) {
        return prepare("softmax", new Operand(out), List.of(new Operand(in)));
    }

    /** A function of one input that the library has outside its named operations. */
    Kernel transform(Transform transform, Region out, Region in) {
        Operand target = new Operand(out);
        Operand source = new Operand(in);
        operands.add(target);
        operands.add(source);
        return step -> {
            target.move(step);
            source.move(step);
            transform.execute(source, target);
        };
    }

    @Override
    public void close() {
        contexts.forEach(Library.operations()::deleteGraphContext);
        contexts.clear();
        operands.forEach(Operand::close);
        operands.clear();
        scratch.clear();
    }
}
