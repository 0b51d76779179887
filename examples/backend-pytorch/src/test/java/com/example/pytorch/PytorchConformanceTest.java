package com.example.pytorch;

import io.recurbench.api.backend.Backend;
import io.recurbench.testkit.BackendConformance;

/** All rules for backends, with all cells at all sizes. */
class PytorchConformanceTest extends BackendConformance {

    @Override
    protected Backend backend() {
        return new PytorchBackend();
    }
}
