package io.recurbench.nd4j;

import static org.bytedeco.openblas.global.openblas_nolapack.cblas_saxpy;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_snrm2;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sscal;

import io.recurbench.api.backend.Optimiser;
import io.recurbench.backend.Closing;
import io.recurbench.backend.PerVector;
import io.recurbench.backend.UpdateRule;
import io.recurbench.backend.Vector;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The optimiser's update, in the formulas of {@link Optimiser}, on the flat buffers. The library's adam_updater is one
 * operation, but takes a learning rate of zero for none given and works out the corrections in single precision.
 */
final class Update implements AutoCloseable {
    private final Memory memory = new Memory();
    private final Operations operations = new Operations(memory, new Constants(memory));
    private final List<Range> ranges;

    Update(List<UpdateRule.Range> trained, PerVector<Region> vectors, double epsilon) {
        ranges = trained.stream()
                .map(range -> new Range(vectors, range.offset(), range.length(), epsilon))
                .toList();
    }

    /** One update with the gradient that stands in the flat gradient buffer; changes that buffer. */
    void apply(UpdateRule rule) {
        double clip = rule.clips() ? rule.clipScale(norm()) : 1;
        ranges.forEach(range -> range.update(rule, clip));
    }

    private double norm() {
        double square = 0;
        for (Range range : ranges) {
            double norm = cblas_snrm2(range.length, range.gradient, 1);
            square += norm * norm;
        }
        return Math.sqrt(square);
    }

    long bytes() {
        return memory.bytes();
    }

    @Override
    public void close() {
        Closing.all(List.of(operations, memory));
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

        private Range(PerVector<Region> vectors, int offset, int length, double epsilon) {
            this.length = length;
            Region d = columns(vectors, Vector.GRADIENT, offset);
            parameters = columns(vectors, Vector.PARAMETERS, offset).cursor();
            gradient = d.cursor();
            boolean adam = vectors.find(Vector.SECOND_MOMENT).isPresent();
            Region m = adam ? columns(vectors, Vector.FIRST_MOMENT, offset) : d;
            Region v = adam ? columns(vectors, Vector.SECOND_MOMENT, offset) : d;
            first = m.cursor();
            second = v.cursor();
            Region w = operations.scratch("update", 1, length);
            work = w.cursor();
            square = operations.operation("multiply", w, d, d);
            root = operations.transform(Transform.SQRT, w, v);
            shift = operations.operation("add", w, w, operations.scalar(epsilon));
            divide = operations.operation("divide", w, m, w);
        }

        private Region columns(PerVector<Region> vectors, Vector vector, int offset) {
            return vectors.of(vector).columns(offset, length);
        }

        private void update(UpdateRule rule, double clip) {
            if (clip != 1) {
                cblas_sscal(length, (float) clip, gradient, 1);
            }
            if (rule.coupledDecay() > 0) {
                cblas_saxpy(length, (float) rule.coupledDecay(), parameters, 1, gradient, 1);
            }
            double rate = rule.learningRate();
            if (rule.optimiser().kind() == Optimiser.Kind.SGD) {
                cblas_saxpy(length, (float) -rate, gradient, 1, parameters, 1);
                return;
            }
            if (rule.decoupledDecay() > 0) {
                cblas_sscal(length, (float) (1 - rate * rule.decoupledDecay()), parameters, 1);
            }
            adam(rule);
        }

        private void adam(UpdateRule rule) {
            double beta1 = rule.optimiser().beta1();
            double beta2 = rule.optimiser().beta2();
            cblas_sscal(length, (float) beta1, first, 1);
            cblas_saxpy(length, (float) (1 - beta1), gradient, 1, first, 1);
            square.run(0);
            cblas_sscal(length, (float) beta2, second, 1);
            cblas_saxpy(length, (float) (1 - beta2), work, 1, second, 1);
            root.run(0);
            cblas_sscal(length, (float) (1 / Math.sqrt(rule.secondCorrection())), work, 1);
            shift.run(0);
            divide.run(0);
            cblas_saxpy(length, (float) (-rule.learningRate() / rule.firstCorrection()), work, 1, parameters, 1);
        }
    }
}
