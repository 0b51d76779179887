package io.recurbench.cuda;

import java.util.Map;

/** The same rules with products of matrices by the cuBLAS of the tests, and all values in one buffer, as on a device. */
class CublasConformanceTest extends SoftwareDriverConformanceTest {
    @Override
    protected Map<String, ?> options() {
        return Map.of("gemm", "cublas");
    }
}
