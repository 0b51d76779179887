package io.recurbench.cuda;

import io.recurbench.api.backend.Backend;
import io.recurbench.testkit.BackendConformance;
import org.junit.jupiter.api.Tag;

/** All rules with all cells at all sizes on a GPU: {@code mvnw -Pgpu -pl backend-cuda -am verify}. */
@Tag("gpu")
class CudaDeviceConformanceTest extends BackendConformance {
    @Override
    protected Backend backend() {
        return new CudaBackend();
    }
}
