package io.recurbench.nd4j;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Views of row-major arrays, and their numbers on the host. */
final class Views {
    private Views() {}

    /** {@code [1][length]} of a flat {@code [1][n]}. */
    static INDArray range(INDArray flat, long offset, long length) {
        return view(flat, offset, 1, length, length);
    }

    /** Rows {@code [from, from + count)}. */
    static INDArray rows(INDArray array, long from, long count) {
        long width = array.size(1);
        return view(array, from * width, count, width, width);
    }

    /** Columns {@code [from, from + count)}. */
    static INDArray columns(INDArray array, long from, long count) {
        return view(array, from, array.size(0), count, array.size(1));
    }

    /** Made of the buffer itself: slicing a slice through the library's indexing is wrong for some offsets. */
    private static INDArray view(INDArray array, long offset, long rows, long columns, long rowStride) {
        return Nd4j.create(
                array.data(), new long[] {rows, columns}, new long[] {rowStride, 1}, array.offset() + offset, 'c');
    }

    /** Writes host numbers into a row-major array from its start. */
    static void write(INDArray array, float[] values) {
        write(array, values, values.length);
    }

    /** Writes the first host numbers into a row-major array from its start. */
    static void write(INDArray array, float[] values, int count) {
        buffer(array).put(values, 0, count);
    }

    /** Copies the first numbers of a row-major array to the host. */
    static float[] read(INDArray array, int count) {
        float[] values = new float[count];
        buffer(array).get(values);
        return values;
    }

    private static FloatBuffer buffer(INDArray array) {
        FloatBuffer buffer = array.data().asNioFloat();
        buffer.position(Math.toIntExact(array.offset()));
        return buffer;
    }
}
