package io.recurbench.cuda.driver;

import io.recurbench.api.RecurbenchException;
import java.util.Locale;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;

/** The one place where return codes of the driver become errors: each names the call, its sizes and the free memory. */
public final class Driver {
    static {
        NativeLibrary.DRIVER.load();
    }

    private Driver() {}

    /** Throws unless the call went well. */
    static void check(int code, String call) {
        if (code != CUresult.CUDA_SUCCESS) {
            throw failure(code, call);
        }
    }

    /** Throws unless a question went well that is asked before there is a context: nothing is in a bad state yet. */
    static void checkQuestion(int code, String call) {
        if (code != CUresult.CUDA_SUCCESS) {
            throw RecurbenchException.environment(call + " failed: " + describe(code));
        }
    }

    /** The error of a call that did not go well. */
    static RecurbenchException failure(int code, String call) {
        return failure(code == CUresult.CUDA_ERROR_OUT_OF_MEMORY, call, describe(code));
    }

    /** The error of a call of the driver or a library above it, of kind RESOURCE if memory ran out. */
    static RecurbenchException failure(boolean memory, String call, String said) {
        String remedy = memory
                ? "take a smaller batch or hidden size, or free the device of other processes"
                : "the device may be in a bad state: run again in a new process, and see the system's log for Xid messages";
        return new RecurbenchException(
                memory ? RecurbenchException.Kind.RESOURCE : RecurbenchException.Kind.ENVIRONMENT,
                call + " failed: " + said + "; " + freeMemory() + "; " + remedy,
                null);
    }

    /** The driver's words for a code. */
    static String describe(int code) {
        String[] text = new String[1];
        int asked = JCudaDriver.cuGetErrorString(code, text);
        return CUresult.stringFor(code)
                + (asked == CUresult.CUDA_SUCCESS && text[0] != null ? " (" + text[0] + ")" : "");
    }

    private static String freeMemory() {
        long[] free = new long[1];
        long[] total = new long[1];
        int asked = JCudaDriver.cuMemGetInfo(free, total);
        return asked == CUresult.CUDA_SUCCESS
                ? String.format(
                        Locale.ROOT,
                        "%.1f of %.1f MiB of device memory are free",
                        free[0] / 1048576.0,
                        total[0] / 1048576.0)
                : "the free device memory is unknown";
    }
}
