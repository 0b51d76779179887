package io.recurbench.cuda.compile;

import io.recurbench.api.RecurbenchException;
import io.recurbench.cuda.driver.Architecture;
import io.recurbench.cuda.driver.NativeLibrary;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import jcuda.nvrtc.JNvrtc;
import jcuda.nvrtc.nvrtcProgram;
import jcuda.nvrtc.nvrtcResult;

/** NVRTC in this process: to machine code where it knows the architecture, else to PTX that the driver translates. */
public final class NvrtcCompiler implements KernelCompiler {
    static {
        NativeLibrary.NVRTC.load();
    }

    private final String version;
    private final int[] supported;

    private NvrtcCompiler(String version, int[] supported) {
        this.version = version;
        this.supported = supported;
    }

    /** NVRTC, if its library loads. */
    public static Optional<KernelCompiler> find() {
        int[] major = new int[1];
        int[] minor = new int[1];
        int[] count = new int[1];
        if (NativeLibrary.NVRTC.problem().isPresent()
                || JNvrtc.nvrtcVersion(major, minor) != nvrtcResult.NVRTC_SUCCESS
                || JNvrtc.nvrtcGetNumSupportedArchs(count) != nvrtcResult.NVRTC_SUCCESS) {
            return Optional.empty();
        }
        int[] supported = new int[count[0]];
        return JNvrtc.nvrtcGetSupportedArchs(supported) == nvrtcResult.NVRTC_SUCCESS
                ? Optional.of(new NvrtcCompiler("nvrtc " + major[0] + "." + minor[0], supported))
                : Optional.empty();
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public List<String> flags(Architecture architecture) {
        return List.of(
                "--gpu-architecture=" + (knows(architecture) ? "sm_" : "compute_") + target(architecture),
                "--std=c++17",
                "--ftz=false",
                "--prec-div=true",
                "--prec-sqrt=true");
    }

    private boolean knows(Architecture architecture) {
        return Arrays.stream(supported)
                .anyMatch(number -> Integer.toString(number).equals(architecture.number()));
    }

    /** The architecture itself, or the newest known one that is older. */
    private String target(Architecture architecture) {
        int wanted = Integer.parseInt(architecture.number());
        return Integer.toString(Arrays.stream(supported)
                .filter(number -> number <= wanted)
                .max()
                .orElseThrow(() -> RecurbenchException.environment(
                        version + " does not compile for " + architecture + ", only for " + Arrays.toString(supported)
                                + ": install an older NVRTC, or a driver and CUDA toolkit that support the device")));
    }

    @Override
    public byte[] compile(String source, Architecture architecture) {
        String[] flags = flags(architecture).toArray(String[]::new);
        nvrtcProgram program = new nvrtcProgram();
        check(JNvrtc.nvrtcCreateProgram(program, source, "recurbench.cu", 0, null, null), "nvrtcCreateProgram");
        try {
            int compiled = JNvrtc.nvrtcCompileProgram(program, flags.length, flags);
            if (compiled != nvrtcResult.NVRTC_SUCCESS) {
                String[] log = new String[1];
                JNvrtc.nvrtcGetProgramLog(program, log);
                throw new RecurbenchException(
                        RecurbenchException.Kind.ENVIRONMENT,
                        version + " could not compile the kernels for " + architecture + ":",
                        log[0].lines().toList(),
                        null);
            }
            return knows(architecture) ? machineCode(program) : ptx(program);
        } finally {
            JNvrtc.nvrtcDestroyProgram(program);
        }
    }

    private static byte[] machineCode(nvrtcProgram program) {
        long[] size = new long[1];
        check(JNvrtc.nvrtcGetCUBINSize(program, size), "nvrtcGetCUBINSize");
        byte[] image = new byte[Math.toIntExact(size[0])];
        check(JNvrtc.nvrtcGetCUBIN(program, image), "nvrtcGetCUBIN");
        return image;
    }

    /** Text that the driver reads up to its zero byte. */
    private static byte[] ptx(nvrtcProgram program) {
        String[] text = new String[1];
        check(JNvrtc.nvrtcGetPTX(program, text), "nvrtcGetPTX");
        return (text[0] + "\0").getBytes(StandardCharsets.US_ASCII);
    }

    private static void check(int code, String call) {
        if (code != nvrtcResult.NVRTC_SUCCESS) {
            throw RecurbenchException.environment(call + " failed: " + JNvrtc.nvrtcGetErrorString(code));
        }
    }
}
