package io.recurbench.backend;

import io.recurbench.api.stability.Stability;
import org.jspecify.annotations.Nullable;

/** Closing several things, of which some may fail: none keeps another open, and none hides why it came to that. */
@Stability.Experimental
public final class Closing {
    private Closing() {}

    /**
     * Closes all that are there, the later ones also if an earlier one fails. Throws the first error, which holds the others.
     */
    public static void all(Iterable<? extends @Nullable AutoCloseable> resources) {
        RuntimeException first = null;
        for (AutoCloseable resource : resources) {
            try {
                if (resource != null) {
                    resource.close();
                }
            } catch (Exception e) {
                if (first == null) {
                    first = e instanceof RuntimeException known
                            ? known
                            : new IllegalStateException("closing " + resource, e);
                } else if (first != e) {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** Closes something because of a failure, which holds the error of closing if there is one. */
    public static void after(Throwable failure, AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            if (e != failure) {
                failure.addSuppressed(e);
            }
        }
    }
}
