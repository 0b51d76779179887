package io.recurbench.api.backend;

import io.recurbench.api.Availability;
import io.recurbench.api.Option;
import io.recurbench.api.Plugin;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.program.Program;
import io.recurbench.api.stability.Stability;
import java.util.List;
import java.util.Optional;

/**
 * Executes programs. A backend knows nothing of cells: it runs the operations of a {@link Program}, forward and adjoint,
 * and updates the parameters.
 *
 * <p>A provider has a public constructor without arguments that touches no native code.
 */
@Stability.Stable
public interface Backend extends Plugin {

    /** Whether it can run here, with the facts of the device or the reason. Never throws. */
    Availability availability();

    /** Its own options; the number of threads is not among them. */
    default List<Option> options() {
        return List.of();
    }

    /** How far results repeat. */
    Determinism determinism();

    /** Why this backend cannot run the program, in one sentence; empty if it can, which is the rule. */
    default Optional<String> refuses(Program program) {
        return Optional.empty();
    }

    /** Whether it loads native code, so that the harness runs it in a process of its own. */
    default boolean isNative() {
        return false;
    }

    /**
     * Opens a trainer. The caller closes it.
     *
     * @throws RecurbenchException of kind ENVIRONMENT if the backend is not available, with the reason; of kind RESOURCE
     *     if memory does not suffice
     */
    Trainer open(TrainerRequest request);

    /** How far results repeat from run to run on the same machine. */
    enum Determinism {
        /** The same bits, for any number of threads. */
        BITWISE,
        /** The same bits, for the same number of threads. */
        BITWISE_PER_THREADS,
        /** The same within rounding. */
        ROUNDING
    }
}
