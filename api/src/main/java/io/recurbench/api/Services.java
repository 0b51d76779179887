package io.recurbench.api;

import java.util.ServiceLoader;

/** Finds the one implementation of a service that the distribution brings itself. */
public final class Services {
    private Services() {}

    /** The compiler on the class path. */
    public static ProgramCompiler compiler() {
        return ServiceLoader.load(ProgramCompiler.class, Services.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> RecurbenchException.environment(
                        "no program compiler on the class path: add io.recurbench:recurbench-compiler"));
    }
}
