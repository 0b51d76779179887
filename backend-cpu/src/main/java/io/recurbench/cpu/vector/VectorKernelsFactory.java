package io.recurbench.cpu.vector;

import io.recurbench.cpu.kernel.Kernels;
import java.util.function.Supplier;

/** Makes the kernels in vectors; found by name, see {@link io.recurbench.cpu.kernel.KernelSelection}. */
public final class VectorKernelsFactory implements Supplier<Kernels> {
    /** For the selection. */
    public VectorKernelsFactory() {}

    @Override
    public Kernels get() {
        Tiles tiles = new Tiles();
        Kernels plain = Kernels.scalar();
        return new Kernels(
                "vector-" + 32 * Lanes.LANES,
                Lanes.LANES,
                new VectorMatrixKernels(tiles),
                new VectorBlockKernels(tiles),
                new VectorElementKernels(),
                new VectorRowKernels(),
                new VectorUpdateKernels(plain.updates()));
    }
}
