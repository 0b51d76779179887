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

    /** {@code version}, {@code commit} and {@code dirty}; {@code "unknown"} where the build could not ask git. */
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
        facts.put("version", properties.getProperty("version", "unknown"));
        facts.put("commit", properties.getProperty("commit", "unknown"));
        facts.put("dirty", properties.getProperty("dirty", "unknown"));
        return facts;
    }
}
