package io.recurbench.cpu.kernel;

import java.util.Arrays;

/** Products with a matrix per row, in plain loops; each output is summed in the order of the inner index. */
final class ScalarBlockKernels implements BlockKernels {

    @Override
    public void vectorMatrix(
            int from, int to, int blocks, int r, int c, Operand x, Operand matrices, Operand y, boolean accumulate) {
        for (int row = from; row < to; row++) {
            int vector = x.row(row);
            int matrix = matrices.row(row);
            int target = y.row(row);
            if (!accumulate) {
                Arrays.fill(y.array, target, target + blocks * c, 0);
            }
            for (int block = 0; block < blocks; block++) {
                for (int i = 0; i < r; i++) {
                    ScalarMatrixKernels.addRow(
                            c,
                            x.array[vector + block * r + i],
                            matrices.array,
                            matrix + (block * r + i) * c,
                            y.array,
                            target + block * c);
                }
            }
        }
    }

    @Override
    public void vectorMatrixTransposed(
            int from, int to, int blocks, int r, int c, Operand x, Operand matrices, Operand y, boolean accumulate) {
        for (int row = from; row < to; row++) {
            int vector = x.row(row);
            int matrix = matrices.row(row);
            int target = y.row(row);
            for (int block = 0; block < blocks; block++) {
                for (int i = 0; i < r; i++) {
                    int place = target + block * r + i;
                    float start = accumulate ? y.array[place] : 0;
                    y.array[place] =
                            start + dot(c, x.array, vector + block * c, matrices.array, matrix + (block * r + i) * c);
                }
            }
        }
    }

    @Override
    public void outerProduct(
            int from, int to, int blocks, int r, int c, Operand a, Operand b, Operand matrices, boolean accumulate) {
        for (int row = from; row < to; row++) {
            int target = matrices.row(row);
            if (!accumulate) {
                Arrays.fill(matrices.array, target, target + blocks * r * c, 0);
            }
            addOuter(blocks, r, c, a, a.row(row), b, b.row(row), matrices.array, target);
        }
    }

    @Override
    public void outerProductSum(
            int from,
            int to,
            int blocks,
            int r,
            int c,
            Operand a,
            Operand b,
            float[] matrices,
            int offset,
            boolean accumulate) {
        if (!accumulate) {
            Arrays.fill(matrices, offset, offset + blocks * r * c, 0);
        }
        for (int row = from; row < to; row++) {
            addOuter(blocks, r, c, a, a.row(row), b, b.row(row), matrices, offset);
        }
    }

    @Override
    public void transpose(int count, int r, int c, float[] source, int sourceOffset, float[] target, int targetOffset) {
        for (int matrix = 0; matrix < count; matrix++) {
            int in = sourceOffset + matrix * r * c;
            int out = targetOffset + matrix * r * c;
            for (int i = 0; i < r; i++) {
                for (int j = 0; j < c; j++) {
                    target[out + j * r + i] = source[in + i * c + j];
                }
            }
        }
    }

    private static void addOuter(
            int blocks, int r, int c, Operand a, int left, Operand b, int right, float[] target, int offset) {
        for (int block = 0; block < blocks; block++) {
            for (int i = 0; i < r; i++) {
                ScalarMatrixKernels.addRow(
                        c,
                        a.array[left + block * r + i],
                        b.array,
                        right + block * c,
                        target,
                        offset + (block * r + i) * c);
            }
        }
    }

    private static float dot(int n, float[] a, int aOffset, float[] b, int bOffset) {
        float sum = 0;
        for (int j = 0; j < n; j++) {
            sum += a[aOffset + j] * b[bOffset + j];
        }
        return sum;
    }
}
