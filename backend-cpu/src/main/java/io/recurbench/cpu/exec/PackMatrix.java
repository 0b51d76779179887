package io.recurbench.cpu.exec;

import io.recurbench.cpu.kernel.Kernels;

/** Packs a matrix for the products that read it. */
final class PackMatrix implements TableInstruction {
    private final Kernels kernels;
    private final Packing.Matrix matrix;

    PackMatrix(Kernels kernels, Packing.Matrix matrix) {
        this.kernels = kernels;
        this.matrix = matrix;
    }

    @Override
    public int parts() {
        return 1;
    }

    @Override
    public void run(int part) {
        matrix.pack(kernels.matrix());
    }
}
