package io.recurbench.api.service;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.stability.Stability;
import java.util.ServiceLoader;

/** Finds the one implementation of a service that the distribution brings itself. */
@Stability.Stable
public final class Services {
    private Services() {}

    /** The compiler on the class path. */
    public static ProgramCompiler compiler() {
        return find(ProgramCompiler.class, "program compiler", "recurbench-compiler");
    }

    /** Who watches over the trainers that are timed. */
    public static Auditor auditor() {
        return find(Auditor.class, "auditor", "recurbench-testkit");
    }

    private static <S> S find(Class<S> service, String name, String artifact) {
        return ServiceLoader.load(service, Services.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> RecurbenchException.environment(
                        "no " + name + " on the class path: add io.recurbench:" + artifact));
    }
}
