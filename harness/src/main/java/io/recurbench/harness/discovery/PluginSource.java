package io.recurbench.harness.discovery;

import io.recurbench.results.CanonicalJson;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * Where a plugin comes from.
 *
 * @param location the jar or the folder of classes; empty if the class loader does not say
 * @param spiVersion what the jar's manifest says under {@value #SPI_ATTRIBUTE}; empty for a folder or a jar that does not
 *     say
 */
public record PluginSource(Optional<Path> location, Optional<String> spiVersion) {
    /** The entry of a jar's manifest that says which version of the SPI it was built against. */
    public static final String SPI_ATTRIBUTE = "Recurbench-Spi-Version";

    /** The version of the SPI that this harness serves: the one a plugin's jar must name. */
    public static final String SPI_VERSION = "2";

    private static final Map<Path, PluginSource> KNOWN = new ConcurrentHashMap<>();
    private static final Map<Path, String> DIGESTS = new ConcurrentHashMap<>();

    /** The source of a class. */
    public static PluginSource of(Class<?> type) {
        CodeSource code = type.getProtectionDomain().getCodeSource();
        return code == null ? unknown() : of(code.getLocation());
    }

    /** The source at a class path entry. */
    static PluginSource of(URL entry) {
        try {
            return of(Path.of(entry.toURI()));
        } catch (URISyntaxException | IllegalArgumentException | java.nio.file.FileSystemNotFoundException e) {
            return unknown();
        }
    }

    /** The source at a path. */
    public static PluginSource of(Path entry) {
        return KNOWN.computeIfAbsent(
                real(entry), path -> new PluginSource(Optional.of(path), attribute(path, SPI_ATTRIBUTE)));
    }

    /** As the class loader has it, which resolves links. */
    private static Path real(Path entry) {
        try {
            return entry.toRealPath();
        } catch (IOException e) {
            return entry.toAbsolutePath().normalize();
        }
    }

    static PluginSource unknown() {
        return new PluginSource(Optional.empty(), Optional.empty());
    }

    /** Whether the plugin was built for another version of the SPI than the harness serves. */
    public boolean isIncompatible() {
        return spiVersion.isPresent() && !spiVersion.get().equals(SPI_VERSION);
    }

    /** File name of the jar, or the last parts of the folder. */
    public String name() {
        return location.map(path -> {
                    int names = path.getNameCount();
                    return Files.isDirectory(path) && names > 3
                            ? path.subpath(names - 3, names).toString().replace('\\', '/')
                            : String.valueOf(path.getFileName());
                })
                .orElse("unknown");
    }

    /** SHA-256 of the jar; empty text for a folder. */
    public String sha256() {
        return location.filter(Files::isRegularFile)
                .map(path -> DIGESTS.computeIfAbsent(path, PluginSource::digest))
                .orElse("");
    }

    @Override
    public String toString() {
        return location.map(Path::toString).orElse("an unknown place");
    }

    private static String digest(Path jar) {
        try {
            return CanonicalJson.sha256(Files.readAllBytes(jar));
        } catch (IOException e) {
            return "";
        }
    }

    /** An entry of a jar's manifest; empty if it is not there, or for a folder or what is no jar. */
    static Optional<String> attribute(Path path, String name) {
        if (!Files.isRegularFile(path)) {
            return Optional.empty();
        }
        try (JarFile jar = new JarFile(path.toFile())) {
            Manifest manifest = jar.getManifest();
            return manifest == null
                    ? Optional.empty()
                    : Optional.ofNullable(manifest.getMainAttributes().getValue(name));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
