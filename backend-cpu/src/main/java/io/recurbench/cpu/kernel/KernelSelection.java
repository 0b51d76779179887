package io.recurbench.cpu.kernel;

import io.recurbench.api.RecurbenchException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which kernels this JVM runs, and why: vectors where the module {@code jdk.incubator.vector} is present, else plain
 * loops. The system property {@value #PROPERTY} ({@code scalar} or {@code vector}) forces one of the two.
 */
public final class KernelSelection {
    /** Forces the implementation: {@code scalar} or {@code vector}. */
    public static final String PROPERTY = "recurbench.cpu.kernels";

    private static final String MODULE = "jdk.incubator.vector";
    private static final String FACTORY = "io.recurbench.cpu.vector.VectorKernelsFactory";

    private final Supplier<Kernels> factory;
    private final @Nullable String fallback;
    private final Optional<String> slow;

    private KernelSelection(Supplier<Kernels> factory, @Nullable String fallback, Optional<String> slow) {
        this.factory = factory;
        this.fallback = fallback;
        this.slow = slow;
    }

    /**
     * The selection for the property's value.
     *
     * @param forced the property's value, or null if it is not set
     * @throws RecurbenchException if the value is unknown, or vectors are asked for and missing
     */
    public static KernelSelection of(@Nullable String forced) {
        if (forced != null && !forced.equals("scalar") && !forced.equals("vector")) {
            throw RecurbenchException.usage(
                    "the system property " + PROPERTY + " is 'scalar' or 'vector', not '" + forced + "'");
        }
        if ("scalar".equals(forced)) {
            return new KernelSelection(Kernels::scalar, null, Optional.empty());
        }
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            String reason = "the JVM was started without the module " + MODULE + ": add --add-modules " + MODULE
                    + " to its arguments";
            return withoutVectors(forced, reason);
        }
        try {
            return new KernelSelection(loadFactory(), null, SlowVectors.reason());
        } catch (ReflectiveOperationException | LinkageError missing) {
            return withoutVectors(forced, "the vector kernels cannot be loaded: " + missing);
        }
    }

    /** The selection of this JVM's system property. */
    public static KernelSelection current() {
        return of(System.getProperty(PROPERTY));
    }

    /** New kernels, for one thread. */
    public Kernels create() {
        return factory.get();
    }

    /** Why plain loops run although nobody asked for them, and what to do; empty if nothing fell back. */
    public Optional<String> fallback() {
        return Optional.ofNullable(fallback);
    }

    /** Why vectors, which run, are slower here than plain loops, and what to do; empty if nothing is in their way. */
    public Optional<String> slow() {
        return slow;
    }

    private static KernelSelection withoutVectors(@Nullable String forced, String reason) {
        if (forced != null) {
            throw RecurbenchException.environment(PROPERTY + "=" + forced + ", but " + reason);
        }
        return new KernelSelection(Kernels::scalar, reason, Optional.empty());
    }

    @SuppressWarnings("unchecked")
    private static Supplier<Kernels> loadFactory() throws ReflectiveOperationException {
        return (Supplier<Kernels>) Class.forName(FACTORY).getConstructor().newInstance();
    }
}
