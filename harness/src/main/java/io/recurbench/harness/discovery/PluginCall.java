package io.recurbench.harness.discovery;

import io.recurbench.api.RecurbenchException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A call into a plugin: the one boundary to foreign code while plugins are found and trials are planned. What crosses it
 * is a value, a {@link RecurbenchException}, which is a message for the user, or a {@link PluginFailure}, which names the
 * plugin; nothing else, whatever the plugin throws.
 *
 * <p>Who is being called can be asked at any time, from any thread: by whom is told of an end of the JVM that nobody
 * asked for, and by whom is watched for calls that do not return. Thread-safe.
 */
public final class PluginCall {
    private static final Map<Thread, PluginCall> RUNNING = new ConcurrentHashMap<>();
    private static volatile Consumer<PluginCall> listener = call -> {};

    private final PluginName plugin;
    private final String method;
    private final @Nullable PluginCall outer;
    private final long start = System.nanoTime();

    private PluginCall(PluginName plugin, String method, @Nullable PluginCall outer) {
        this.plugin = plugin;
        this.method = method;
        this.outer = outer;
    }

    /** Calls; gives the value, which is not null. */
    static <T> T of(PluginName plugin, String method, Callable<@Nullable T> call) {
        try {
            return checked(plugin, method, call);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw PluginFailure.thrown(plugin, method, e);
        }
    }

    /** As {@link #of}, where no user has asked for anything: what would be a message for him is a failure, too. */
    static <T> T unasked(PluginName plugin, String method, Callable<@Nullable T> call) {
        try {
            return of(plugin, method, call);
        } catch (RecurbenchException e) {
            throw PluginFailure.thrown(plugin, method, e);
        }
    }

    /** As {@link #of}; lets those exceptions pass that {@code allowed} names. */
    static <T> T checked(PluginName plugin, String method, Callable<@Nullable T> call, Class<?>... allowed)
            throws Exception {
        Thread thread = Thread.currentThread();
        PluginCall before = RUNNING.get(thread);
        PluginCall now = new PluginCall(plugin, method, before);
        // Settings of the whole process can be put back only by a call that no other ran beside.
        Settings settings = RUNNING.isEmpty() ? Settings.now() : null;
        RUNNING.put(thread, now);
        try {
            listener.accept(now);
            T value = call.call();
            if (value == null) {
                throw PluginFailure.wrong(plugin, method + " gave null");
            }
            return value;
        } catch (RecurbenchException | PluginFailure e) {
            throw e;
        } catch (Throwable e) {
            for (Class<?> type : allowed) {
                if (type.isInstance(e) && e instanceof Exception exception) {
                    throw exception;
                }
            }
            throw PluginFailure.thrown(plugin, method, e);
        } finally {
            if (before == null) {
                RUNNING.remove(thread);
            } else {
                RUNNING.put(thread, before);
            }
            if (settings != null) {
                settings.restore();
            }
        }
    }

    /** What belongs to the process or the thread, and what a plugin has no business to change. */
    private record Settings(
            Locale locale,
            Locale display,
            Locale format,
            TimeZone zone,
            Thread thread,
            @Nullable ClassLoader loader) {
        static Settings now() {
            Thread thread = Thread.currentThread();
            return new Settings(
                    Locale.getDefault(),
                    Locale.getDefault(Locale.Category.DISPLAY),
                    Locale.getDefault(Locale.Category.FORMAT),
                    TimeZone.getDefault(),
                    thread,
                    thread.getContextClassLoader());
        }

        void restore() {
            if (!now().equals(this)) {
                Locale.setDefault(locale);
                Locale.setDefault(Locale.Category.DISPLAY, display);
                Locale.setDefault(Locale.Category.FORMAT, format);
                TimeZone.setDefault(zone);
                thread.setContextClassLoader(loader);
            }
        }
    }

    /** The call that a thread is in: the innermost. */
    public static Optional<PluginCall> in(Thread thread) {
        return Optional.ofNullable(RUNNING.get(thread));
    }

    /** The call that has run for longest, if any is running. */
    public static Optional<PluginCall> longest() {
        return RUNNING.values().stream().max(Comparator.comparing(PluginCall::duration));
    }

    /** Has each call told before it is made: a process that dies of it has named it. */
    public static void tell(Consumer<PluginCall> to) {
        listener = to;
    }

    /** The method that is called, in words. */
    public String method() {
        return method;
    }

    /** Name of the plugin's class; empty if only its id is known. */
    public String provider() {
        return plugin.provider();
    }

    /** Where the plugin comes from. */
    public PluginSource source() {
        return plugin.source();
    }

    /** How long it has been running. */
    public Duration duration() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** In words: {@code "define of cell 'acme:mgu' from /plugins/acme.jar"}. */
    @Override
    public String toString() {
        return method + " of " + plugin + (outer == null || outer.plugin.equals(plugin) ? "" : ", in " + outer);
    }
}
