package io.recurbench.harness.discovery;

import io.recurbench.api.task.TaskData;
import io.recurbench.api.task.TaskSpec;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A plugin as the harness holds it: what it says of itself was asked once and does not change any more, and each other
 * call is a {@link PluginCall}. The data of a task are held likewise, and its
 * batches are {@link TaskBatches}. A trainer is not: a trial has a boundary of its own
 * around all of its steps.
 *
 * @param plugin the plugin itself
 * @param name what it is called in messages
 * @param known what it says of itself, by method
 */
record Guard(Object plugin, PluginName name, Map<String, Object> known) implements InvocationHandler {

    /** The guarded plugin, with this interface of the SPI. */
    static Object around(Class<?> type, Object plugin, PluginName name, Map<String, Object> known) {
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new Guard(plugin, name, Map.copyOf(known)));
    }

    /** The plugin itself; what is not guarded is given as it is. */
    static Object inside(Object plugin) {
        return Proxy.isProxyClass(plugin.getClass()) && Proxy.getInvocationHandler(plugin) instanceof Guard guard
                ? guard.plugin()
                : plugin;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> arguments != null && proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> name.toString();
            };
        }
        Object fact = known.get(method.getName());
        if (fact != null) {
            return fact;
        }
        Object value =
                PluginCall.checked(name, method.getName(), () -> call(method, arguments), method.getExceptionTypes());
        if (value instanceof TaskData data) {
            return guarded(data);
        }
        return known.get("spec") instanceof TaskSpec spec
                ? new TaskBatches(name, spec).guarded(method.getName(), value)
                : value;
    }

    private Object guarded(TaskData data) {
        return around(TaskData.class, data, name, Map.of("spec", PluginCall.of(name, "spec", data::spec)));
    }

    private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Exception {
        try {
            @Nullable Object value = inItsLoader(plugin, () -> method.invoke(plugin, arguments));
            return method.getReturnType() == void.class ? "nothing" : value;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof Exception exception ? exception : e;
        }
    }

    /** Calls into an object of a plugin's, with its class loader where libraries look for what they find by name. */
    static <T extends @Nullable Object> T inItsLoader(Object own, Callable<T> call) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            thread.setContextClassLoader(own.getClass().getClassLoader());
            return call.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
