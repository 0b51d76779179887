package io.recurbench.testkit;

import io.recurbench.api.backend.Backend;
import io.recurbench.reference.ReferenceBackend;
import io.recurbench.testkit.rule.Extent;

/** The reference keeps its own rules: they hold for the right answer. */
class ReferenceConformanceTest extends BackendConformance {
    @Override
    protected Backend backend() {
        return new ReferenceBackend();
    }

    @Override
    protected Extent extent() {
        return Extent.BRIEF;
    }
}
