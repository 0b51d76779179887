package io.recurbench.harness.isolation;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.backend.Backend;
import java.util.Optional;

/**
 * Which trials run in a process of their own. It has no part in what a trial is: its key and its results are the same.
 *
 * @param mode which backends
 * @param child how to start such a process; empty if there is none to start, and everything runs in this one
 */
public record Isolation(Mode mode, Optional<ChildCommand> child) {

    /** Which backends are kept apart. */
    public enum Mode {
        /** Those that load native code. */
        AUTO,
        /** All. */
        ALWAYS,
        /** None. */
        NEVER
    }

    /** Checks. */
    public Isolation {
        if (mode == Mode.ALWAYS && child.isEmpty()) {
            throw RecurbenchException.usage("there is no command for the processes that all trials are to run in");
        }
    }

    /** Everything runs in this process. */
    public static Isolation none() {
        return new Isolation(Mode.NEVER, Optional.empty());
    }

    /** Whether trials on a backend run in a process of their own. */
    public boolean takes(Backend backend) {
        return switch (mode) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> child.isPresent() && backend.isNative();
        };
    }
}
