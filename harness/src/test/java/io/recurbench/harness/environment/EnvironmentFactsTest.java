package io.recurbench.harness.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EnvironmentFactsTest {

    @Test
    void recordsWhatDecidesSpeed() {
        Map<String, String> facts = EnvironmentFacts.collect();
        assertThat(facts)
                .containsEntry("os.name", System.getProperty("os.name"))
                .containsEntry("jvm.version", System.getProperty("java.runtime.version"))
                .containsKeys("cpu.model", "cpu.available", "memory.physical", "jvm.gc", "jvm.flags", "container.cpu");
        assertThat(facts.values()).noneMatch(String::isBlank);
    }

    @Test
    void keepsNamesOut() throws UnknownHostException {
        Map<String, String> facts = EnvironmentFacts.collect();
        assertThat(facts.get("host")).matches("[0-9a-f]{12}");
        assertThat(facts.values()).doesNotContain(InetAddress.getLocalHost().getHostName());
        assertThat(facts.keySet()).noneMatch(name -> name.startsWith("env.") && name.contains("TOKEN"));
    }

    @Test
    void theFingerprintFollowsFromWhatDecidesSpeedAlone() {
        Map<String, String> facts = new TreeMap<>(EnvironmentFacts.collect());
        String before = EnvironmentFacts.fingerprint(facts);
        assertThat(before).matches("[0-9a-f]{64}");
        facts.put("time.zone", "elsewhere");
        assertThat(EnvironmentFacts.fingerprint(facts)).isEqualTo(before);
        facts.put("cpu.model", "another");
        assertThat(EnvironmentFacts.fingerprint(facts)).isNotEqualTo(before);
    }

    @Test
    void knowsItsBuild() {
        assertThat(BuildInfo.facts()).containsKeys("version", "commit", "dirty");
        assertThat(BuildInfo.facts().get("version")).isNotBlank();
        assertThat(BuildInfo.facts().get("commit")).matches("[0-9a-f]{40}|unknown");
        assertThat(BuildInfo.facts().get("dirty")).isIn("true", "false", "unknown");
    }
}
