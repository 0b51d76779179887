package io.recurbench.api.record;

import io.recurbench.api.stability.Stability;
import io.recurbench.api.text.Visible;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of holding a plugin to the rules of the conformance kit, as a record says that is bound to the plugin's jar.
 *
 * @param passed cases in which a rule was kept
 * @param failed cases in which one was broken
 * @param skipped cases that could not be tried
 * @param broken the rules that were broken, by number
 * @param extent {@code "full"} or {@code "brief"}
 * @param kit version and commit of the kit
 * @param device facts of the device that a backend was tried on; empty for other plugins
 * @param digest SHA-256 over the record
 */
@Stability.Experimental
public record Conformance(
        long passed,
        long failed,
        long skipped,
        List<String> broken,
        String extent,
        String kit,
        Map<String, String> device,
        String digest) {
    /** Copies, facts in sorted order. */
    public Conformance {
        broken = List.copyOf(broken);
        device = Collections.unmodifiableMap(new TreeMap<>(device));
    }

    /** Whether no rule was broken, and one was kept. */
    public boolean conforms() {
        return failed == 0 && passed > 0;
    }

    /** In words: {@code "conforms: 156 cases passed, 3 skipped; full, kit 0.1.0 45d1c20"}. */
    public String words() {
        String verdict = conforms()
                ? "conforms"
                : failed == 0 ? "no rule could be tried" : "breaks " + String.join(", ", broken);
        return Visible.line(verdict + ": " + passed + " cases passed" + (failed == 0 ? "" : ", " + failed + " failed")
                + (skipped == 0 ? "" : ", " + skipped + " skipped") + "; " + extent + ", kit " + kit);
    }
}
