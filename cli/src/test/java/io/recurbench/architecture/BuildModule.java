package io.recurbench.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * A module, as its pom has it. What it may use is what it compiles against; what is only there when the program runs, and
 * is found as a service, has the scope {@code runtime}.
 *
 * @param folder under the root of the build, with slashes
 * @param packageName its package under {@code io.recurbench}
 * @param uses the modules that it compiles against, by the names of their packages
 * @param libraries the packages of other projects that it compiles against, as patterns
 * @param found the modules that it needs when it runs and knows nothing of
 */
record BuildModule(String folder, String packageName, Set<String> uses, Set<String> libraries, Set<String> found) {
    /** The folder of the build. */
    static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private static final String GROUP = "io.recurbench";

    /** Of libraries whose packages are not named after their groups. */
    private static final Map<String, List<String>> PACKAGES = Map.of(
            "com.fasterxml.jackson.core", List.of("com.fasterxml.jackson.."),
            "com.fasterxml.jackson.dataformat", List.of("com.fasterxml.jackson.."),
            "info.picocli", List.of("picocli.."),
            "org.jcuda", List.of("jcuda.."),
            "org.junit.jupiter", List.of("org.junit..", "org.opentest4j.."),
            "org.nd4j", List.of("org.nd4j..", "org.bytedeco.."));

    /** What the JDK has outside of {@code java}, and who uses it. */
    private static final Map<String, List<String>> OF_THE_JDK = Map.of(
            "cli", List.of("javax.lang.model"),
            "cpu", List.of("jdk.incubator.vector..", "com.sun.management.."),
            "harness", List.of("com.sun.management.."),
            "reports", List.of("javax.xml.stream.."));

    /** All modules of the build. */
    static List<BuildModule> all() {
        Map<String, Element> poms = new TreeMap<>();
        collect("", poms);
        Map<String, String> packages = new TreeMap<>();
        poms.values().forEach(pom -> packages.put(text(pom, "artifactId"), packageOf(pom)));
        return poms.entrySet().stream()
                .map(pom -> of(pom.getKey(), pom.getValue(), packages))
                .toList();
    }

    /** The modules that a user gets: the command line, and all that it needs. */
    static List<BuildModule> distributed() {
        List<BuildModule> all = all();
        Set<String> needed = new TreeSet<>(Set.of("cli"));
        Predicate<BuildModule> isNeeded = module -> needed.contains(module.packageName());
        for (int before = 0; before < needed.size(); ) {
            before = needed.size();
            all.stream()
                    .filter(isNeeded)
                    .flatMap(module -> Stream.concat(module.uses().stream(), module.found().stream()))
                    .toList()
                    .forEach(needed::add);
        }
        return all.stream().filter(isNeeded).toList();
    }

    /** Its packages, as a pattern. */
    String packages() {
        return GROUP + "." + packageName + "..";
    }

    /** All that its classes may depend on: itself, other modules, its libraries, the JDK. */
    String[] mayUse() {
        return Stream.of(
                        Stream.of(packages(), "java..", "org.jspecify.annotations.."),
                        uses.stream().map(module -> GROUP + "." + module + ".."),
                        libraries.stream(),
                        OF_THE_JDK.getOrDefault(packageName, List.of()).stream())
                .flatMap(patterns -> patterns)
                .toArray(String[]::new);
    }

    @Override
    public String toString() {
        return folder;
    }

    private static void collect(String folder, Map<String, Element> poms) {
        Element pom = parse(ROOT.resolve(folder).resolve("pom.xml"));
        List<Element> modules = children(pom, "modules").stream()
                .flatMap(list -> children(list, "module").stream())
                .toList();
        modules.forEach(module -> collect(folder + module.getTextContent() + "/", poms));
        // A list of versions, or of templates, is no module of code.
        if (modules.isEmpty() && Files.isDirectory(ROOT.resolve(folder).resolve("src/main/java"))) {
            poms.put(folder, pom);
        }
    }

    private static BuildModule of(String folder, Element pom, Map<String, String> packages) {
        Set<String> uses = new TreeSet<>();
        Set<String> found = new TreeSet<>();
        Set<String> libraries = new TreeSet<>();
        for (Element list : children(pom, "dependencies")) {
            for (Element dependency : children(list, "dependency")) {
                String scope = text(dependency, "scope");
                String group = text(dependency, "groupId");
                boolean compiled = Set.of("", "compile", "provided").contains(scope);
                if (group.equals(GROUP) && !scope.equals("test")) {
                    String used = packages.get(text(dependency, "artifactId"));
                    if (used != null) {
                        (compiled ? uses : found).add(used);
                    }
                } else if (compiled) {
                    libraries.addAll(PACKAGES.getOrDefault(group, List.of(group + "..")));
                }
            }
        }
        return new BuildModule(folder, packageOf(pom), uses, libraries, found);
    }

    private static String packageOf(Element pom) {
        String name = text(children(pom, "properties").get(0), "recurbench.module");
        if (!name.startsWith(GROUP + ".")) {
            throw new IllegalStateException(text(pom, "artifactId") + " has no recurbench.module: its package");
        }
        return name.substring(GROUP.length() + 1);
    }

    private static String text(Element parent, String name) {
        return children(parent, name).stream()
                .findFirst()
                .map(Node::getTextContent)
                .orElse("");
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        IntStream.range(0, parent.getChildNodes().getLength())
                .mapToObj(parent.getChildNodes()::item)
                .forEach(node -> {
                    if (node instanceof Element element && element.getTagName().equals(name)) {
                        found.add(element);
                    }
                });
        return found;
    }

    private static Element parse(Path pom) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(pom.toFile())
                    .getDocumentElement();
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("cannot read " + pom, e);
        }
    }
}
