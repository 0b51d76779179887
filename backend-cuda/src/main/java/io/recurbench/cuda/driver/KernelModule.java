package io.recurbench.cuda.driver;

import java.util.HashMap;
import java.util.Map;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;
import jcuda.driver.JCudaDriver;

/** A compiled source, loaded into the context. */
public final class KernelModule implements AutoCloseable {
    static {
        NativeLibrary.DRIVER.load();
    }

    private final CUmodule handle = new CUmodule();
    private final Map<String, Kernel> kernels = new HashMap<>();
    private boolean closed;

    /**
     * @param image machine code or PTX
     * @param origin who made it and for which driver: one that is newer than the driver makes what it can't load
     */
    public KernelModule(byte[] image, String origin) {
        Driver.check(
                JCudaDriver.cuModuleLoadData(handle, image),
                "cuModuleLoadData of " + image.length + " bytes " + origin);
    }

    /** The kernel of this name. */
    public Kernel kernel(String name) {
        Kernel known = kernels.get(name);
        if (known != null) {
            return known;
        }
        CUfunction function = new CUfunction();
        Driver.check(JCudaDriver.cuModuleGetFunction(function, handle, name), "cuModuleGetFunction of " + name);
        Kernel kernel = new Kernel(name, function);
        kernels.put(name, kernel);
        return kernel;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Driver.check(JCudaDriver.cuModuleUnload(handle), "cuModuleUnload");
        }
    }

    /** A function of the module. */
    public record Kernel(String name, CUfunction function) {}
}
