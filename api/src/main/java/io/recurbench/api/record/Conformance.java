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
 * @param skipped cases that do not apply, or could not be tried
 * @param broken the rules that were broken, by number
 * @param untried the rules that apply and of which no case could be tried, by number
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
        List<String> untried,
        String extent,
        String kit,
        Map<String, String> device,
        String digest) {
    /** Copies, facts in sorted order. */
    public Conformance {
        broken = List.copyOf(broken);
        untried = List.copyOf(untried);
        device = Collections.unmodifiableMap(new TreeMap<>(device));
    }

    /** Whether every rule that applies was tried, and none was broken. */
    public boolean conforms() {
        return failed == 0 && passed > 0 && untried.isEmpty();
    }

    /** In words: {@code "conforms: 156 cases passed, 3 skipped; full, kit 0.1.0 45d1c20"}. */
    public String words() {
        return Visible.line(verdict() + ": " + passed + " cases passed" + (failed == 0 ? "" : ", " + failed + " failed")
                + (skipped == 0 ? "" : ", " + skipped + " skipped") + "; " + extent + ", kit " + kit);
    }

    private String verdict() {
        if (failed > 0) {
            return "breaks " + String.join(", ", broken);
        }
        return conforms()
                ? "conforms"
                : passed == 0 ? "no rule could be tried" : "could not be held to " + String.join(", ", untried);
    }
}
