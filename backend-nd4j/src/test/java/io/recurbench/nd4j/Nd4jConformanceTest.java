package io.recurbench.nd4j;

import io.recurbench.api.Backend;
import io.recurbench.testkit.BackendConformance;
import io.recurbench.testkit.rule.Extent;

class Nd4jConformanceTest extends BackendConformance {
    @Override
    protected Backend backend() {
        return new Nd4jBackend();
    }

    /** An operation of the library costs microseconds whatever its size: the full table of sizes takes minutes. */
    @Override
    protected Extent extent() {
        return Extent.BRIEF;
    }
}
