package io.recurbench.cli.process;

import io.recurbench.cli.answer.ExitCode;
import io.recurbench.harness.run.InterruptHook;
import io.recurbench.harness.trial.Cancellation;
import java.io.PrintStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ctrl-C: the first asks the run to end after the current step, the second ends it at once, with its children. SIGTERM is
 * taken as the first, without a second chance.
 */
public final class Interrupts implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final AtomicInteger WATCHING = new AtomicInteger();

    private final InterruptHook hook;

    private Interrupts(InterruptHook hook) {
        this.hook = hook;
    }

    /** Watches until it is closed. */
    public static Interrupts watch(Cancellation cancellation, PrintStream err) {
        AtomicInteger count = new AtomicInteger();
        onInterrupt(() -> {
            if (count.incrementAndGet() == 1) {
                err.println();
                err.println("Stopping after the current step. Ctrl-C once more ends at once.");
                cancellation.request();
            } else {
                ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
                Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
            }
        });
        WATCHING.incrementAndGet();
        return new Interrupts(InterruptHook.install(cancellation, PATIENCE));
    }

    /** Whether a run is going on that ends in good order when the JVM is to end. */
    static boolean areWatched() {
        return WATCHING.get() > 0;
    }

    /** Lets Ctrl-C pass, here and in processes that are started from here. */
    static void ignore() {
        try {
            Object ignore =
                    Class.forName("sun.misc.SignalHandler").getField("SIG_IGN").get(null);
            handle(ignore);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            return;
        }
    }

    @Override
    public void close() {
        WATCHING.decrementAndGet();
        hook.close();
    }

    /**
     * Signals are not in the Java API but in the module jdk.unsupported, which every JDK has; the compiler warns of each
     * use. Where they are missing, the hook takes Ctrl-C as it takes SIGTERM.
     */
    private static void onInterrupt(Runnable action) {
        try {
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler call = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    action.run();
                    return null;
                }
                return method.getName().equals("equals") ? proxy == arguments[0] : System.identityHashCode(proxy);
            };
            Object proxy = Proxy.newProxyInstance(Interrupts.class.getClassLoader(), new Class<?>[] {handler}, call);
            handle(proxy);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            return;
        }
    }

    private static void handle(Object handler) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        signal.getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"))
                .invoke(null, signal.getConstructor(String.class).newInstance("INT"), handler);
    }
}
