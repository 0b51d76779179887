package io.recurbench.cuda;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/** What tests need of the machine. What is missing is said once on the screen: surefire only counts skipped tests. */
final class Requirement {
    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

    private Requirement() {}

    /** Skips the test unless the machine has it. */
    static void require(boolean there, String tests, String reason) {
        if (!there && SAID.add(reason)) {
            System.err.println("backend-cuda: skipped " + tests + ": " + reason);
        }
        Assumptions.assumeTrue(there, reason);
    }
}
