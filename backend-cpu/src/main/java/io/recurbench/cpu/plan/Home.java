package io.recurbench.cpu.plan;

/**
 * Where a value stands.
 *
 * @param region the memory
 * @param column its first column
 * @param stride numbers from one row to the next
 * @param shift steps by which its rows stand later in the region: the state after step t is the state before step t + 1
 */
public record Home(Region region, int column, int stride, int shift) {
    /** A value that fills its region. */
    static Home of(Region region) {
        return new Home(region, 0, region.width(), 0);
    }

    /** The same, some columns on. */
    public Home column(int further) {
        return new Home(region, column + further, stride, shift);
    }

    /** The same with another stride. */
    public Home withStride(int newStride) {
        return new Home(region, column, newStride, shift);
    }

    /** The same, one step later. */
    Home later() {
        return new Home(region, column, stride, shift + 1);
    }
}
