package io.recurbench.cuda.driver;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.JCudaDriver;

/**
 * A GPU and its primary context. The context is made when first asked for and stays until the process ends: making one
 * takes longer than many a batch, and the driver frees it with the process.
 */
public final class CudaDevice {
    static {
        NativeLibrary.DRIVER.load();
    }

    private static final Map<Integer, CudaDevice> OPEN = new HashMap<>();

    private final CUcontext context;
    private final Facts facts;

    private CudaDevice(CUcontext context, Facts facts) {
        this.context = context;
        this.facts = facts;
    }

    /** What is known of the device without a context on it. */
    public record Facts(
            String name, Architecture architecture, int multiprocessors, long memory, String driver, int devices) {}

    /** The facts of device {@code index}. Throws a RecurbenchException that names the call that failed. */
    public static Facts facts(int index) {
        Driver.checkQuestion(JCudaDriver.cuInit(0), "cuInit");
        int[] version = new int[1];
        Driver.checkQuestion(JCudaDriver.cuDriverGetVersion(version), "cuDriverGetVersion");
        int[] count = new int[1];
        Driver.checkQuestion(JCudaDriver.cuDeviceGetCount(count), "cuDeviceGetCount");
        CUdevice device = device(index);
        byte[] name = new byte[256];
        Driver.checkQuestion(JCudaDriver.cuDeviceGetName(name, name.length, device), "cuDeviceGetName");
        long[] memory = new long[1];
        Driver.checkQuestion(JCudaDriver.cuDeviceTotalMem(memory, device), "cuDeviceTotalMem");
        return new Facts(
                new String(name, StandardCharsets.UTF_8).split("\0", 2)[0],
                new Architecture(
                        attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR),
                        attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR)),
                attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT),
                memory[0],
                version[0] / 1000 + "." + version[0] % 1000 / 10,
                count[0]);
    }

    private static CUdevice device(int index) {
        CUdevice device = new CUdevice();
        Driver.checkQuestion(JCudaDriver.cuDeviceGet(device, index), "cuDeviceGet of device " + index);
        return device;
    }

    private static int attribute(CUdevice device, int attribute) {
        int[] value = new int[1];
        Driver.checkQuestion(
                JCudaDriver.cuDeviceGetAttribute(value, attribute, device),
                "cuDeviceGetAttribute of " + CUdevice_attribute.stringFor(attribute));
        return value[0];
    }

    /** The device with this index; its context is current in this thread then. */
    public static CudaDevice open(int index) {
        synchronized (OPEN) {
            CudaDevice known = OPEN.get(index);
            if (known == null) {
                Facts facts = facts(index);
                CUcontext context = new CUcontext();
                Driver.check(JCudaDriver.cuDevicePrimaryCtxRetain(context, device(index)), "cuDevicePrimaryCtxRetain");
                known = new CudaDevice(context, facts);
                OPEN.put(index, known);
            }
            known.bind();
            return known;
        }
    }

    /** Makes the context current in this thread. */
    public void bind() {
        Driver.check(JCudaDriver.cuCtxSetCurrent(context), "cuCtxSetCurrent");
    }

    public Facts facts() {
        return facts;
    }
}
