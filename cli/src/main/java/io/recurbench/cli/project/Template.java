package io.recurbench.cli.project;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of one of the Maven archetypes that ship with the program. They are filled in as the archetype plugin does it:
 * {@code ${name}} in texts and {@code __name__} in paths are properties, and what is packaged goes into the folder of the
 * package.
 */
public enum Template {
    /** A cell, which begins as the minimal gated unit. */
    CELL("a cell, the minimal gated unit to begin with"),
    /** A task with its suite and an experiment. */
    TASK("a task, a question about random bits to begin with"),
    /** A backend on the kit for backends. */
    BACKEND("a backend, plain loops to begin with"),
    /** A report. */
    REPORT("a report, lines of CSV to begin with");

    private static final String DESCRIPTOR = "META-INF/maven/archetype-metadata.xml";
    private static final Pattern IN_TEXT = Pattern.compile("\\$\\{(\\w+)}");
    private static final Pattern IN_PATH = Pattern.compile("__(\\w+?)__");
    private static final Pattern PACKAGED = Pattern.compile("(src/(?:main|test)/(?:java|resources)/)([^/]+)");

    private final String says;

    Template(String says) {
        this.says = says;
    }

    /** What it is a project for. */
    public String says() {
        return says;
    }

    /**
     * The files of a project, by their paths with slashes.
     *
     * @throws IllegalStateException if the program was built without its archetypes
     */
    public SortedMap<String, byte[]> filled(Names names) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        Map<String, String> properties = names.properties();
        withRoot(root -> {
            try (Stream<Path> found = Files.walk(root)) {
                for (Path file : (Iterable<Path>) found.filter(Files::isRegularFile)::iterator) {
                    String path = root.relativize(file).toString().replace('\\', '/');
                    byte[] bytes = Files.readAllBytes(file);
                    boolean asItIs = path.startsWith("mvnw") || path.startsWith(".mvn/");
                    String text = new String(bytes, StandardCharsets.UTF_8);
                    Matcher packaged = PACKAGED.matcher(path);
                    String place = packaged.matches()
                            ? packaged.group(1) + names.packageName().replace('.', '/') + "/" + packaged.group(2)
                            : path;
                    files.put(
                            fill(place, IN_PATH, properties),
                            asItIs ? bytes : fill(text, IN_TEXT, properties).getBytes(StandardCharsets.UTF_8));
                }
            }
        });
        return files;
    }

    /** Properties that nobody knows stay: they are Maven's. */
    private static String fill(String text, Pattern pattern, Map<String, String> properties) {
        return pattern.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(properties.getOrDefault(match.group(1), match.group())));
    }

    private interface Reader {
        void read(Path root) throws IOException;
    }

    private void withRoot(Reader reader) throws IOException {
        String name = "recurbench-archetype-" + name().toLowerCase(Locale.ROOT);
        for (URL url : Collections.list(Template.class.getClassLoader().getResources(DESCRIPTOR))) {
            if (url.openConnection() instanceof JarURLConnection connection) {
                try (FileSystem jar = FileSystems.newFileSystem(path(connection.getJarFileURL()))) {
                    if (isOf(jar.getPath(DESCRIPTOR), name)) {
                        reader.read(jar.getPath("archetype-resources"));
                        return;
                    }
                }
            } else if (isOf(path(url), name)) {
                reader.read(
                        path(url).resolveSibling("../../archetype-resources").normalize());
                return;
            }
        }
        throw new IllegalStateException("there is no " + name + " on the class path");
    }

    private static Path path(URL url) throws IOException {
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IOException("a place without a path: " + url, e);
        }
    }

    private static boolean isOf(Path descriptor, String name) throws IOException {
        return Files.readString(descriptor).contains("name=\"" + name + "\"");
    }
}
