package io.recurbench.cuda.driver;

/** The compute capability of a device. */
public record Architecture(int major, int minor) {
    /** Without prefix: {@code 90}. */
    public String number() {
        return "" + major + minor;
    }

    @Override
    public String toString() {
        return "sm_" + number();
    }
}
