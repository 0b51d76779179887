package io.recurbench.cuda.compile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The CUDA sources among the resources. */
public final class Sources {
    private Sources() {}

    /** All kernels that do not depend on the program. */
    public static String kernels() {
        return together("prelude.cuh", "products.cu", "rows.cu", "update.cu");
    }

    /** What stands before generated kernels. */
    static String prelude() {
        return together("prelude.cuh", "functions.cuh");
    }

    private static String together(String... names) {
        return Arrays.stream(names).map(Sources::read).collect(Collectors.joining("\n"));
    }

    private static String read(String name) {
        try (InputStream stream = Sources.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the resource " + name + " is missing from this jar");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + name + " can't be read", e);
        }
    }
}
