package com.acme;

import io.recurbench.api.Backend;
import io.recurbench.api.Cell;
import io.recurbench.testkit.BackendConformance;
import io.recurbench.testkit.rule.Extent;
import java.util.List;

class CountingBackendTest extends BackendConformance {
    @Override
    protected Backend backend() {
        return new CountingBackend();
    }

    @Override
    protected List<Cell> cells() {
        return List.of(new MinimalGatedCell());
    }

    @Override
    protected Extent extent() {
        return Extent.BRIEF;
    }
}
