package io.recurbench.cuda.compile;

import io.recurbench.cuda.driver.Architecture;
import java.util.List;

/** Makes an image that the driver loads of CUDA C++. */
public interface KernelCompiler {

    /** Name and version: part of the key under which images are kept. */
    String version();

    /** The flags for an architecture: part of the key. */
    List<String> flags(Architecture architecture);

    /**
     * Compiles.
     *
     * @throws io.recurbench.api.RecurbenchException of kind ENVIRONMENT with the compiler's own words if it fails
     */
    byte[] compile(String source, Architecture architecture);
}
