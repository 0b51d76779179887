package io.recurbench.leaderboard;

import io.recurbench.leaderboard.SubmissionCheck.Finding;
import java.util.ArrayList;
import java.util.List;

/** What was found so far. */
final class SubmissionFindings {
    private final List<Finding> all = new ArrayList<>();

    void error(String rule, String where, String message) {
        all.add(new Finding(true, rule, where, message));
    }

    void doubt(String rule, String where, String message) {
        all.add(new Finding(false, rule, where, message));
    }

    List<Finding> all() {
        return List.copyOf(all);
    }
}
