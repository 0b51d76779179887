package io.recurbench.api;

import io.recurbench.api.stability.Stability;

/** What all plugins have. */
@Stability.Stable
public interface Plugin {

    /** Unique among plugins of its kind: {@code [a-z0-9][a-z0-9-]*}, with the vendor in front for third parties ({@code acme:name}). */
    String id();

    /** Raised when a change makes old results incomparable; part of a trial's key. */
    default String version() {
        return "1";
    }

    /** One sentence, without the final dot. */
    String description();
}
