package io.recurbench.harness.environment;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Which harness this is. */
public final class BuildInfo {
    private static final String RESOURCE = "/io/recurbench/harness/build.properties";

    private BuildInfo() {}

    /** {@code version}, {@code commit} and {@code dirty}; {@code "unknown"} outside a git checkout. */
    public static Map<String, String> facts() {
        Properties properties = new Properties();
        try (InputStream in = BuildInfo.class.getResourceAsStream(RESOURCE)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            properties.clear();
        }
        Map<String, String> facts = new TreeMap<>();
        facts.put("version", properties.getProperty("git.build.version", "unknown"));
        facts.put("commit", properties.getProperty("git.commit.id.full", "unknown"));
        facts.put("dirty", properties.getProperty("git.dirty", "unknown"));
        return facts;
    }
}
