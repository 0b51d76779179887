package io.recurbench.nd4j;

import io.recurbench.api.Optimiser;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The optimiser's update, in the formulas of {@link Optimiser}, on the flat buffers. */
final class Update implements AutoCloseable {
    private final Native memory = new Native();
    private final Optimiser optimiser;
    private final List<INDArray> moments = new ArrayList<>();
    private final List<Range> ranges = new ArrayList<>();
    private final INDArray rate;
    private final INDArray clip;
    private final INDArray firstCorrection;
    private final INDArray secondCorrection;
    private final INDArray decay;
    private long updates;

    Update(Program program, Optimiser optimiser, INDArray parameters, INDArray gradient) {
        this.optimiser = optimiser;
        for (int i = 0; i < optimiser.moments(); i++) {
            moments.add(memory.zeros(1, Math.max(1, program.parameterCount())));
        }
        rate = memory.zeros(1, 1);
        clip = memory.zeros(1, 1);
        firstCorrection = memory.zeros(1, 1);
        secondCorrection = memory.zeros(1, 1);
        decay = memory.zeros(1, 1);
        List<Parameter> all = program.parameters();
        for (int i = 0; i < all.size(); ) {
            int end = i;
            int size = 0;
            while (end < all.size() && all.get(end).trainable() == all.get(i).trainable()) {
                size += all.get(end++).size();
            }
            if (all.get(i).trainable()) {
                ranges.add(range(parameters, gradient, all.get(i).offset(), size));
            }
            i = end;
        }
    }

    private Range range(INDArray parameters, INDArray gradient, int offset, int size) {
        INDArray p = Views.range(parameters, offset, size);
        INDArray d = Views.range(gradient, offset, size);
        List<Kernel> kernels = new ArrayList<>();
        kernels.add(memory.operation("multiply", d, d, clip));
        INDArray work = memory.scratch("update", 1, size);
        double weightDecay = optimiser.weightDecay();
        if (weightDecay > 0 && optimiser.kind() != Optimiser.Kind.ADAMW) {
            kernels.add(memory.operation("multiply", work, p, memory.scalar(weightDecay)));
            kernels.add(memory.operation("add", d, d, work));
        }
        if (optimiser.kind() == Optimiser.Kind.SGD) {
            kernels.add(memory.operation("multiply", work, d, rate));
            kernels.add(memory.operation("subtract", p, p, work));
            return new Range(d, Kernel.sequence(kernels));
        }
        if (optimiser.kind() == Optimiser.Kind.ADAMW) {
            kernels.add(memory.operation("multiply", p, p, decay));
        }
        kernels.addAll(
                adam(p, d, Views.range(moments.get(0), offset, size), Views.range(moments.get(1), offset, size), work));
        return new Range(d, Kernel.sequence(kernels));
    }

    private List<Kernel> adam(INDArray p, INDArray d, INDArray first, INDArray second, INDArray work) {
        INDArray step = memory.scratch("step", work.shape());
        return List.of(
                memory.operation("multiply", first, first, memory.scalar(optimiser.beta1())),
                memory.operation("multiply", work, d, memory.scalar(1 - optimiser.beta1())),
                memory.operation("add", first, first, work),
                memory.operation("multiply", second, second, memory.scalar(optimiser.beta2())),
                memory.operation("multiply", work, d, d),
                memory.operation("multiply", work, work, memory.scalar(1 - optimiser.beta2())),
                memory.operation("add", second, second, work),
                memory.operation("multiply", work, second, secondCorrection),
                new ElementwiseKernels(memory).sqrt(work, work),
                memory.operation("add", work, work, memory.scalar(optimiser.epsilon())),
                memory.operation("multiply", step, first, firstCorrection),
                memory.operation("divide", step, step, work),
                memory.operation("multiply", step, step, rate),
                memory.operation("subtract", p, p, step));
    }

    /** One update with the gradient that stands in the flat gradient buffer; changes that buffer. */
    void apply(double learningRate) {
        updates++;
        rate.assign(learningRate);
        clip.assign(clipFactor());
        firstCorrection.assign(1 / (1 - Math.pow(optimiser.beta1(), (double) updates)));
        secondCorrection.assign(1 / (1 - Math.pow(optimiser.beta2(), (double) updates)));
        decay.assign(1 - learningRate * optimiser.weightDecay());
        ranges.forEach(range -> range.kernel().run());
    }

    private double clipFactor() {
        if (optimiser.clipNorm() == 0) {
            return 1;
        }
        double square = 0;
        for (Range range : ranges) {
            double norm = range.gradient().norm2Number().doubleValue();
            square += norm * norm;
        }
        double norm = Math.sqrt(square);
        return norm > optimiser.clipNorm() ? optimiser.clipNorm() / norm : 1;
    }

    long updates() {
        return updates;
    }

    List<float[]> moments(int size) {
        return moments.stream().map(moment -> Views.read(moment, size)).toList();
    }

    void restore(long count, List<float[]> values) {
        updates = count;
        for (int i = 0; i < values.size(); i++) {
            Views.write(moments.get(i), values.get(i));
        }
    }

    long bytes() {
        return memory.bytes();
    }

    @Override
    public void close() {
        memory.close();
    }

    private record Range(INDArray gradient, Kernel kernel) {}
}
