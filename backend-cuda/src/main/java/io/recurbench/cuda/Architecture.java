package io.recurbench.cuda;

/** The compute capability of a device. */
record Architecture(int major, int minor) {
    /** Without prefix: {@code 90}. */
    String number() {
        return "" + major + minor;
    }

    @Override
    public String toString() {
        return "sm_" + number();
    }
}
