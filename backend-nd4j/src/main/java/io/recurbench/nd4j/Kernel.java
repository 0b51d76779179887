package io.recurbench.nd4j;

import java.util.List;

/** Something prepared to be executed: its arrays are bound. */
@FunctionalInterface
interface Kernel {
    /** Executes it. */
    void run();

    /** One after the other. */
    static Kernel sequence(List<Kernel> kernels) {
        if (kernels.size() == 1) {
            return kernels.get(0);
        }
        Kernel[] all = kernels.toArray(Kernel[]::new);
        return () -> {
            for (Kernel kernel : all) {
                kernel.run();
            }
        };
    }
}
