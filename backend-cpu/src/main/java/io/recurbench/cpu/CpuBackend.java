package io.recurbench.cpu;

import io.recurbench.api.Availability;
import io.recurbench.api.Option;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.backend.Execution;
import io.recurbench.backend.ProgramTrainer;
import io.recurbench.cpu.kernel.KernelSelection;
import io.recurbench.cpu.kernel.Kernels;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The embedded backend: pure Java, no native code. Vectors where the JVM has the module {@code jdk.incubator.vector}, else
 * plain loops, which is said once and recorded among the facts. Bitwise the same results for any number of threads.
 */
public final class CpuBackend implements Backend {
    private static final String KERNELS = "kernels";
    private static final String AUTO = "auto";
    private static final System.Logger LOGGER = System.getLogger(CpuBackend.class.getName());
    private static final AtomicBoolean WARNED = new AtomicBoolean();

    @Override
    public String id() {
        return "cpu";
    }

    @Override
    public String description() {
        return "pure Java on the CPU, with the Vector API where the JVM has it";
    }

    @Override
    public List<Option> options() {
        return List.of(Option.choice(
                KERNELS,
                List.of(AUTO, "vector", "scalar"),
                "vector instructions or plain loops; auto takes vectors where the JVM has them"));
    }

    @Override
    public Determinism determinism() {
        return Determinism.BITWISE;
    }

    @Override
    public Availability availability() {
        try {
            KernelSelection selection = KernelSelection.current();
            Kernels kernels = selection.create();
            Map<String, String> facts = new TreeMap<>();
            facts.put("kernels", kernels.name());
            facts.put("vector bits", String.valueOf(32 * kernels.lanes()));
            facts.put("threads", String.valueOf(Runtime.getRuntime().availableProcessors()));
            facts.put("jvm", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
            facts.put("architecture", System.getProperty("os.arch"));
            selection.fallback().ifPresent(reason -> facts.put("fallback", reason));
            selection.slow().ifPresent(reason -> facts.put("slow vectors", reason));
            return new Availability.Available(facts);
        } catch (RecurbenchException e) {
            return new Availability.Unavailable(
                    String.valueOf(e.getMessage()),
                    List.of("system property " + KernelSelection.PROPERTY + " = "
                            + System.getProperty(KernelSelection.PROPERTY)),
                    "take the property away or set it to scalar");
        }
    }

    @Override
    public Trainer open(TrainerRequest request) {
        String wanted = request.options().text(KERNELS);
        KernelSelection selection = AUTO.equals(wanted) ? KernelSelection.current() : KernelSelection.of(wanted);
        selection
                .fallback()
                .ifPresent(reason -> sayOnce("the cpu backend runs without vectors, several times slower: " + reason));
        selection.slow().ifPresent(reason -> sayOnce("the vectors of the cpu backend are slow in this JVM: " + reason));
        try {
            return new ProgramTrainer(request, new CpuExecution(request, selection));
        } catch (OutOfMemoryError e) {
            throw Execution.heapExhausted(request.program().name(), e);
        }
    }

    private static void sayOnce(String warning) {
        if (WARNED.compareAndSet(false, true)) {
            LOGGER.log(System.Logger.Level.WARNING, warning);
        }
    }
}
