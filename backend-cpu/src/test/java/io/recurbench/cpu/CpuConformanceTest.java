package io.recurbench.cpu;

import io.recurbench.api.backend.Backend;
import io.recurbench.testkit.BackendConformance;

/** The rules for backends, with the kernels that this JVM has; CI runs them once more with plain loops. */
class CpuConformanceTest extends BackendConformance {

    @Override
    protected Backend backend() {
        return new CpuBackend();
    }
}
