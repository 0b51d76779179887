package io.recurbench.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A page that a comment or another page points to is there. */
class CitedPagesTest {
    private static final Set<String> NO_SOURCES = Set.of("target", ".git", "shared", "runs");
    private static final Pattern SOURCE =
            Pattern.compile(".*\\.(java|cu|cuh|cpp|h|jte|js|css|xml|yaml|json|properties|sh)|run|recurbench|on-device");
    private static final Pattern CITED = Pattern.compile("\\bdocs/[A-Za-z0-9/-]+\\.md\\b");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]*)(?:#([^)\\s]*))?\\)");

    @Test
    void everyPageThatASourceCitesIsThere() throws IOException {
        List<String> cited = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Path file : files(SOURCE)) {
            CITED.matcher(Files.readString(file)).results().forEach(found -> {
                cited.add(found.group());
                if (!Files.isRegularFile(BuildModule.ROOT.resolve(found.group()))) {
                    missing.add(BuildModule.ROOT.relativize(file) + " cites " + found.group());
                }
            });
        }
        assertThat(cited).contains("docs/spi.md", "docs/conformance.md");
        assertThat(missing).isEmpty();
    }

    @Test
    void everyLinkOfAPageLeadsSomewhere() throws IOException {
        List<String> links = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        for (Path page : files(Pattern.compile(".*\\.md"))) {
            LINK.matcher(withoutCode(page)).results().forEach(link -> {
                links.add(link.group());
                Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
                if (!Files.exists(target)
                        || (link.group(2) != null && !headings(target).contains(link.group(2)))) {
                    broken.add(BuildModule.ROOT.relativize(page) + ": " + link.group());
                }
            });
        }
        assertThat(links).contains("](spi.md)", "](architecture.md#processes)");
        assertThat(broken).isEmpty();
    }

    private static String withoutCode(Path page) throws IOException {
        return Files.readString(page).replaceAll("(?s)```.*?```", "").replaceAll("`[^`\n]*`", "");
    }

    /** The headings of a page, as they are linked to. */
    private static Set<String> headings(Path page) {
        try {
            return Files.readString(page)
                    .replaceAll("(?s)```.*?```", "")
                    .lines()
                    .filter(line -> line.startsWith("#"))
                    .map(line -> line.replaceFirst("^#+ ", "")
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\p{L}\\p{N} _-]", "")
                            .replace(' ', '-'))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> files(Pattern names) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(BuildModule.ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NO_SOURCES.contains(String.valueOf(folder.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()
                        && names.matcher(file.getFileName().toString()).matches()) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }
}
