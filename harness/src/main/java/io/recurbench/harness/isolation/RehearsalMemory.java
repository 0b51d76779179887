package io.recurbench.harness.isolation;

import io.recurbench.harness.discovery.PluginPath;
import io.recurbench.harness.environment.BuildInfo;
import io.recurbench.results.AtomicFile;
import io.recurbench.results.CanonicalJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which jars were survived: one small file for each set of jars, with a digest of what was tried. Jars are known by place,
 * size and time of change, for to read them all would take longer than to try them. Only good news is kept: what was not
 * survived may be another time.
 *
 * @param folder where the files are; made when it is needed
 */
public record RehearsalMemory(Path folder) {

    /** In the user's folder of caches. */
    public static RehearsalMemory ofUser(Map<String, String> environment) {
        String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path place = caches.isEmpty() ? Path.of(System.getProperty("user.home", "."), ".cache") : Path.of(caches);
        return new RehearsalMemory(place.resolve("recurbench").resolve("plugins"));
    }

    boolean knows(PluginPath path) {
        try {
            return Files.readString(file(path)).equals(state(path));
        } catch (IOException e) {
            return false;
        }
    }

    void keep(PluginPath path) {
        try {
            Files.createDirectories(folder);
            AtomicFile.write(file(path), state(path));
        } catch (IOException e) {
            // Then they are tried again the next time.
            return;
        }
    }

    private Path file(PluginPath path) {
        Map<String, String> places = new TreeMap<>();
        path.parts().forEach(entry -> places.put(entry.toAbsolutePath().toString(), ""));
        return folder.resolve(CanonicalJson.digest(places));
    }

    private static String state(PluginPath path) throws IOException {
        Map<String, Object> state = new TreeMap<>(BuildInfo.facts());
        state.put("java", System.getProperty("java.runtime.version", "unknown"));
        state.put("allowed", String.join(" ", path.allowed()));
        for (Path entry : path.parts()) {
            state.put(entry.toAbsolutePath().toString(), Files.size(entry) + " " + Files.getLastModifiedTime(entry));
        }
        return CanonicalJson.digest(state);
    }
}
