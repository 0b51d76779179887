package com.example.pytorch;

import io.recurbench.api.backend.Backend;
import io.recurbench.testkit.BackendConformance;
import io.recurbench.testkit.rule.Extent;
import java.util.Map;

/** The rules with all products by oneDNN, which takes large ones on some processors alone. */
class OnednnConformanceTest extends BackendConformance {

    @Override
    protected Backend backend() {
        return new PytorchBackend();
    }

    @Override
    protected Map<String, ?> options() {
        return Map.of("products", "onednn");
    }

    @Override
    protected Extent extent() {
        return Extent.BRIEF;
    }
}
