package io.recurbench.api.service;

import io.recurbench.api.stability.Stability;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The classes of one foreign plugin: its jars, the JDK and the packages that plugins are built against. It sees nothing
 * else of the distribution and nothing of other plugins, so that each may bring the libraries it likes, in the versions
 * it likes.
 */
@Stability.Internal
public final class PluginLoader extends URLClassLoader {
    static {
        registerAsParallelCapable();
    }

    /** What plugins see of the distribution, with all below it. */
    public static final List<String> PACKAGES = List.of("io.recurbench.api", "io.recurbench.backend");

    private static final Map<List<Path>, PluginLoader> KNOWN = new ConcurrentHashMap<>();

    private final List<Path> entries;

    private PluginLoader(List<Path> entries) {
        super(String.valueOf(entries.get(0).getFileName()), urls(entries), new Window());
        this.entries = entries;
    }

    /**
     * The loader of a plugin, one for each list of entries: a cell and a backend of one plugin share their classes. Never
     * closed, for classes are loaded for as long as the process lives.
     *
     * @param entries jars and folders of classes, at least one, the first found wins
     */
    public static PluginLoader of(List<Path> entries) {
        return KNOWN.computeIfAbsent(entries.stream().map(Path::toAbsolutePath).toList(), PluginLoader::new);
    }

    /** Its jars and folders of classes. */
    public List<Path> entries() {
        return entries;
    }

    /**
     * A plugin's class, by which another process makes it without touching other plugins.
     *
     * @param className name of the class
     * @param entries where it is found; none for one of the distribution
     */
    public record Code(String className, List<Path> entries) {
        /** Copies. */
        public Code {
            entries = List.copyOf(entries);
        }

        /** That of an object. */
        public static Code of(Object plugin) {
            Class<?> type = plugin.getClass();
            return new Code(
                    type.getName(), type.getClassLoader() instanceof PluginLoader loader ? loader.entries : List.of());
        }

        /** Code as {@link #text} gives it. */
        public static Code parse(String text) {
            String[] parts = text.split("\n", -1);
            List<Path> entries = new ArrayList<>();
            for (int i = 1; i < parts.length; i++) {
                entries.add(Path.of(parts[i]));
            }
            return new Code(parts[0], entries);
        }

        /** As text: the name and the entries, each on a line. */
        public String text() {
            StringBuilder text = new StringBuilder(className);
            entries.forEach(entry -> text.append("\n").append(entry));
            return text.toString();
        }

        /**
         * Makes an object of the class.
         *
         * @throws IllegalStateException if that is not possible here
         */
        public <P> P make(Class<P> kind) {
            ClassLoader loader = entries.isEmpty() ? PluginLoader.class.getClassLoader() : PluginLoader.of(entries);
            try {
                return Class.forName(className, true, loader)
                        .asSubclass(kind)
                        .getConstructor()
                        .newInstance();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(className + " cannot be made here, though it could elsewhere", e);
            }
        }
    }

    /** Shows the JDK and, of the classes of the distribution, those of some packages. */
    private static final class Window extends ClassLoader {
        static {
            registerAsParallelCapable();
        }

        private final ClassLoader host = PluginLoader.class.getClassLoader();

        Window() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            for (String seen : PACKAGES) {
                if (name.startsWith(seen) && name.charAt(seen.length()) == '.') {
                    return host.loadClass(name);
                }
            }
            throw new ClassNotFoundException(name);
        }
    }

    private static URL[] urls(List<Path> entries) {
        URL[] urls = new URL[entries.size()];
        for (int i = 0; i < urls.length; i++) {
            try {
                urls[i] = entries.get(i).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException("no URL for " + entries.get(i), e);
            }
        }
        return urls;
    }
}
