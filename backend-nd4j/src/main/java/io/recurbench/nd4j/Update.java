package io.recurbench.nd4j;

import static org.bytedeco.openblas.global.openblas_nolapack.cblas_saxpy;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_snrm2;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sscal;

import io.recurbench.api.Optimiser;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The optimiser's update, in the formulas of {@link Optimiser}, on the flat buffers. The library's adam_updater is one
 * operation, but takes a learning rate of zero for none given and works out the corrections in single precision.
 */
final class Update implements AutoCloseable {
    private final Memory memory = new Memory();
    private final Operations operations = new Operations(memory, new Constants(memory));
    private final Optimiser optimiser;
    private final int size;
    private final List<Region> moments = new ArrayList<>();
    private final List<Range> ranges = new ArrayList<>();
    private long updates;

    Update(Program program, Optimiser optimiser, Region parameters, Region gradient) {
        this.optimiser = optimiser;
        this.size = program.parameterCount();
        for (int i = 0; i < optimiser.moments(); i++) {
            moments.add(memory.zeros(1, Math.max(1, size)));
        }
        List<Parameter> all = program.parameters();
        for (int i = 0; i < all.size(); ) {
            int end = i;
            int length = 0;
            while (end < all.size() && all.get(end).trainable() == all.get(i).trainable()) {
                length += all.get(end++).size();
            }
            if (all.get(i).trainable()) {
                ranges.add(new Range(parameters, gradient, all.get(i).offset(), length));
            }
            i = end;
        }
    }

    /** One update with the gradient that stands in the flat gradient buffer; changes that buffer. */
    void apply(double learningRate) {
        updates++;
        double clip = clipFactor();
        ranges.forEach(range -> range.update(learningRate, clip));
    }

    private double clipFactor() {
        if (optimiser.clipNorm() == 0) {
            return 1;
        }
        double square = 0;
        for (Range range : ranges) {
            double norm = cblas_snrm2(range.length, range.gradient, 1);
            square += norm * norm;
        }
        double norm = Math.sqrt(square);
        return norm > optimiser.clipNorm() ? optimiser.clipNorm() / norm : 1;
    }

    long updates() {
        return updates;
    }

    List<float[]> moments() {
        return moments.stream()
                .map(moment -> {
                    float[] values = new float[size];
                    moment.read(values);
                    return values;
                })
                .toList();
    }

    void restore(long count, List<float[]> values) {
        updates = count;
        for (int i = 0; i < values.size(); i++) {
            moments.get(i).write(values.get(i), size);
        }
    }

    long bytes() {
        return memory.bytes();
    }

    @Override
    public void close() {
        operations.close();
        memory.close();
    }

    /** Parameters side by side that are trained. */
    private final class Range {
        private final int length;
        private final FloatPointer parameters;
        private final FloatPointer gradient;
        private final FloatPointer first;
        private final FloatPointer second;
        private final FloatPointer work;
        private final Kernel square;
        private final Kernel root;
        private final Kernel shift;
        private final Kernel divide;

        private Range(Region allParameters, Region allGradients, int offset, int length) {
            this.length = length;
            Region d = allGradients.columns(offset, length);
            parameters = allParameters.columns(offset, length).cursor();
            gradient = d.cursor();
            boolean adam = moments.size() == 2;
            Region m = adam ? moments.get(0).columns(offset, length) : d;
            Region v = adam ? moments.get(1).columns(offset, length) : d;
            first = m.cursor();
            second = v.cursor();
            Region w = operations.scratch("update", 1, length);
            work = w.cursor();
            square = operations.operation("multiply", w, d, d);
            root = operations.transform(Transform.SQRT, w, v);
            shift = operations.operation("add", w, w, operations.scalar(optimiser.epsilon()));
            divide = operations.operation("divide", w, m, w);
        }

        private void update(double rate, double clip) {
            if (clip != 1) {
                cblas_sscal(length, (float) clip, gradient, 1);
            }
            double decay = optimiser.weightDecay();
            if (decay > 0 && optimiser.kind() != Optimiser.Kind.ADAMW) {
                cblas_saxpy(length, (float) decay, parameters, 1, gradient, 1);
            }
            if (optimiser.kind() == Optimiser.Kind.SGD) {
                cblas_saxpy(length, (float) -rate, gradient, 1, parameters, 1);
                return;
            }
            if (decay > 0 && optimiser.kind() == Optimiser.Kind.ADAMW) {
                cblas_sscal(length, (float) (1 - rate * decay), parameters, 1);
            }
            adam(rate);
        }

        private void adam(double rate) {
            cblas_sscal(length, (float) optimiser.beta1(), first, 1);
            cblas_saxpy(length, (float) (1 - optimiser.beta1()), gradient, 1, first, 1);
            square.run(0);
            cblas_sscal(length, (float) optimiser.beta2(), second, 1);
            cblas_saxpy(length, (float) (1 - optimiser.beta2()), work, 1, second, 1);
            double firstCorrection = 1 - Math.pow(optimiser.beta1(), (double) updates);
            double secondCorrection = 1 - Math.pow(optimiser.beta2(), (double) updates);
            root.run(0);
            cblas_sscal(length, (float) (1 / Math.sqrt(secondCorrection)), work, 1);
            shift.run(0);
            divide.run(0);
            cblas_saxpy(length, (float) (-rate / firstCorrection), work, 1, parameters, 1);
        }
    }
}
