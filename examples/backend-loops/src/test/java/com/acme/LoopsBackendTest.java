package com.acme;

import io.recurbench.api.backend.Backend;
import io.recurbench.testkit.BackendConformance;

/** Every rule, with every cell of the kit and every cell that ships. */
class LoopsBackendTest extends BackendConformance {
    @Override
    protected Backend backend() {
        return new LoopsBackend();
    }
}
