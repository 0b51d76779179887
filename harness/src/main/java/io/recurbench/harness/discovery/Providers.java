package io.recurbench.harness.discovery;

import io.recurbench.api.Plugin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Goes through the providers of a service as {@link ServiceLoader} does, and survives each of them. Java says which
 * provider failed only in words, and for a missing super class not at all; so the service files are read as well, and a
 * failure belongs to the first declared class that has not been seen yet.
 */
final class Providers {
    /** A class that a service file names. */
    record Declared(String className, PluginSource source) {}

    private final ClassLoader loader;

    Providers(ClassLoader loader) {
        this.loader = loader;
    }

    /** Hands each provider, not yet instantiated, to {@code good} and each failure with its culprit to {@code bad}. */
    <P extends Plugin> void forEach(
            Class<P> service, Consumer<ServiceLoader.Provider<P>> good, BiConsumer<Declared, Throwable> bad) {
        List<Declared> declared = declared(service);
        Set<String> seen = new HashSet<>();
        Iterator<ServiceLoader.Provider<P>> providers =
                ServiceLoader.load(service, loader).stream().iterator();
        // Each failure uses up one declared class, so that a loader that fails for ever cannot hold us.
        int failuresLeft = declared.size() + 1;
        while (failuresLeft > 0) {
            ServiceLoader.Provider<P> provider;
            try {
                if (!providers.hasNext()) {
                    return;
                }
                provider = providers.next();
                seen.add(provider.type().getName());
            } catch (ServiceConfigurationError | LinkageError e) {
                failuresLeft--;
                Declared culprit = declared.stream()
                        .filter(d -> !seen.contains(d.className()))
                        .findFirst()
                        .orElse(new Declared("a provider of " + service.getName(), PluginSource.unknown()));
                seen.add(culprit.className());
                bad.accept(culprit, e);
                continue;
            }
            good.accept(provider);
        }
    }

    private List<Declared> declared(Class<?> service) {
        String file = "META-INF/services/" + service.getName();
        List<Declared> classes = new ArrayList<>();
        Set<String> names = new HashSet<>();
        try {
            for (URL url : java.util.Collections.list(loader.getResources(file))) {
                PluginSource source = source(url, file);
                for (String name : names(url)) {
                    if (names.add(name)) {
                        classes.add(new Declared(name, source));
                    }
                }
            }
        } catch (IOException e) {
            // ServiceLoader meets the same file and reports it; here only the culprit's name is lost.
            return classes;
        }
        return classes;
    }

    private static List<String> names(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    private static PluginSource source(URL url, String file) throws IOException {
        try {
            if (url.openConnection() instanceof JarURLConnection jar) {
                return PluginSource.of(jar.getJarFileURL());
            }
            String text = url.toString();
            return text.endsWith(file)
                    ? PluginSource.of(new URL(text.substring(0, text.length() - file.length())))
                    : PluginSource.unknown();
        } catch (MalformedURLException e) {
            return PluginSource.unknown();
        }
    }
}
