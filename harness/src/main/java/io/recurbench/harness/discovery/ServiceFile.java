package io.recurbench.harness.discovery;

import io.recurbench.api.Plugin;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A file that names the providers of a service, in one jar or folder. {@link ServiceLoader} goes through the providers of
 * all files at once and says in words at most which of them failed; here it goes through one file at a time, so that what
 * fails belongs to this file and its jar, and to the first class of it that has not been seen yet.
 *
 * @param url the file; empty for what modules declare
 * @param source the jar or folder that it stands in
 */
record ServiceFile(Optional<URL> url, PluginSource source) {
    /** A file with a line that is no name of a class is dropped as a whole. */
    private static final Predicate<String> CLASS_NAME = Pattern.compile(
                    "\\p{javaJavaIdentifierStart}[\\p{javaJavaIdentifierPart}.]*")
            .asMatchPredicate();

    /** The files of a service that a class loader sees, in its order. */
    static List<ServiceFile> of(Class<?> service, ClassLoader loader) {
        List<ServiceFile> files = new ArrayList<>();
        try {
            for (URL url : Collections.list(loader.getResources(name(service)))) {
                files.add(new ServiceFile(Optional.of(url), source(url, name(service))));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the class path cannot be read", e);
        }
        return files;
    }

    /** What only the modules of jars say of a service. */
    static List<ServiceFile> ofModules(Class<?> service, List<Path> jars) {
        List<ServiceFile> files = new ArrayList<>();
        for (Path jar : jars) {
            List<String> providers = PluginJar.ofModule(jar, service);
            if (!providers.isEmpty()) {
                files.add(of(providers, jar));
            }
        }
        return files;
    }

    /** Stands for a file that is not there, with the names that a jar's module gives in its place. */
    private static ServiceFile of(List<String> providers, Path jar) {
        byte[] text = String.join("\n", providers).getBytes(StandardCharsets.UTF_8);
        URLStreamHandler handler = new URLStreamHandler() {
            @Override
            protected URLConnection openConnection(URL url) {
                return new URLConnection(url) {
                    @Override
                    public void connect() {}

                    @Override
                    public InputStream getInputStream() {
                        return new ByteArrayInputStream(text);
                    }
                };
            }
        };
        try {
            URL url = new URL("module", "", -1, "/" + jar.getFileName(), handler);
            return new ServiceFile(Optional.of(url), PluginSource.of(jar));
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("no URL for the module of " + jar, e);
        }
    }

    /** Stands for the providers that modules declare without a file. */
    static ServiceFile ofModules() {
        return new ServiceFile(Optional.empty(), PluginSource.unknown());
    }

    private static String name(Class<?> service) {
        return "META-INF/services/" + service.getName();
    }

    /**
     * Goes through the providers that the file names.
     *
     * @param good takes each provider, not yet instantiated
     * @param bad takes the name of each class that is no provider, or of the file, and the error
     */
    <P extends Plugin> void forEach(
            Class<P> service,
            ClassLoader loader,
            Consumer<ServiceLoader.Provider<P>> good,
            BiConsumer<String, Throwable> bad) {
        List<String> declared = declared(service);
        Set<String> seen = new HashSet<>();
        Iterator<ServiceLoader.Provider<P>> providers =
                ServiceLoader.load(service, new View(loader, name(service), url)).stream()
                        .iterator();
        // Each failure uses up one declared class, so that a loader that fails for ever cannot hold us.
        for (int failures = 0; failures <= declared.size(); failures++) {
            try {
                while (providers.hasNext()) {
                    ServiceLoader.Provider<P> provider = providers.next();
                    seen.add(provider.type().getName());
                    if (provider.type().getModule().isNamed() == url.isEmpty()) {
                        good.accept(provider);
                    }
                }
                return;
            } catch (ServiceConfigurationError | LinkageError e) {
                String culprit = declared.stream()
                        .filter(name ->
                                !seen.contains(name) && declared.stream().allMatch(CLASS_NAME))
                        .findFirst()
                        .orElse(name(service));
                seen.add(culprit);
                bad.accept(culprit, e);
            }
        }
    }

    /** The classes that it names; none if it cannot be read, which ServiceLoader meets, too. */
    private List<String> declared(Class<?> service) {
        if (url.isEmpty()) {
            return List.of(name(service));
        }
        try {
            URLConnection connection = url.get().openConnection();
            connection.setUseCaches(false);
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
                return reader.lines()
                        .map(line -> line.replaceFirst("#.*", "").strip())
                        .filter(line -> !line.isEmpty())
                        .distinct()
                        .toList();
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            return List.of();
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

    /** A class loader as it is, but for one name, under which it shows one file. */
    private static final class View extends ClassLoader {
        private final String name;
        private final Optional<URL> url;

        View(ClassLoader loader, String name, Optional<URL> url) {
            super(loader);
            this.name = name;
            this.url = url;
        }

        @Override
        public Enumeration<URL> getResources(String wanted) throws IOException {
            return wanted.equals(name)
                    ? Collections.enumeration(url.map(List::of).orElse(List.of()))
                    : super.getResources(wanted);
        }
    }
}
