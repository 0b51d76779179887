package io.recurbench.nd4j;

import java.util.List;

/** Something prepared to be executed: its arrays are bound, but for the step. */
@FunctionalInterface
interface Kernel {
    /**
     * Executes it.
     *
     * @param step the time step; 0 outside of loops
     */
    void run(int step);

    /** One after the other. */
    static Kernel sequence(List<Kernel> kernels) {
        if (kernels.size() == 1) {
            return kernels.get(0);
        }
        Kernel[] all = kernels.toArray(Kernel[]::new);
        return step -> {
            for (Kernel kernel : all) {
                kernel.run(step);
            }
        };
    }
}
