package io.recurbench.api.stability;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Target;

/** How far a plugin may rely on a public type, and on what it declares. Each public type of the SPI says one of these. */
@Stability.Stable
public final class Stability {
    private Stability() {}

    /** Changes only with the version of the SPI, by which a plugin that was built for another is told apart. */
    @Documented
    @Target(ElementType.TYPE)
    public @interface Stable {}

    /** To be used, but may change with any release; the change log says so. */
    @Documented
    @Target(ElementType.TYPE)
    public @interface Experimental {}

    /** Public because packages of ours share it. It changes without a word: no plugin should use it. */
    @Documented
    @Target(ElementType.TYPE)
    public @interface Internal {}
}
