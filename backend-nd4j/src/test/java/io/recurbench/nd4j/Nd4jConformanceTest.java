package io.recurbench.nd4j;

import io.recurbench.api.backend.Backend;
import io.recurbench.testkit.BackendConformance;

/** All rules for backends, with all cells at all sizes. */
class Nd4jConformanceTest extends BackendConformance {

    @Override
    protected Backend backend() {
        return new Nd4jBackend();
    }
}
