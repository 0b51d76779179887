package io.recurbench.cuda.driver;

/** What is closed because something failed does not hide the failure. */
public final class Failures {
    private Failures() {}

    /** Closes; an error of closing is noted in {@code failure}. */
    public static void closing(AutoCloseable resource, Throwable failure) {
        try {
            resource.close();
        } catch (Exception e) {
            if (e != failure) {
                failure.addSuppressed(e);
            }
        }
    }
}
