package io.recurbench.leaderboard;

import java.util.List;

/**
 * What would keep a submission from being taken for what it says. It counts with the library that makes the board, so that
 * what is found here is what the board shows.
 *
 * @param findings errors and doubts
 * @param board what a board of this submission alone would show
 */
public record SubmissionCheck(List<Finding> findings, Leaderboard board) {
    /** Copies. */
    public SubmissionCheck {
        findings = List.copyOf(findings);
    }

    /**
     * Something that is wrong.
     *
     * @param error whether the submission is refused; else it is a doubt, which is an error to the strict
     * @param rule by name
     * @param where the run
     * @param message what is wrong and what to do
     */
    public record Finding(boolean error, String rule, String where, String message) {
        @Override
        public String toString() {
            return where + ": " + (error ? "error" : "doubt") + ": " + message + " [" + rule + "]";
        }
    }

    /** Checks what was submitted. */
    public static SubmissionCheck of(Submissions submissions, Rules rules) {
        Leaderboard board = Leaderboard.of(submissions, rules);
        SubmissionFindings findings = new SubmissionFindings();
        submissions.refused().forEach(refusal -> findings.error("folder.refused", refusal.name(), refusal.reason()));
        submissions.runs().forEach(run -> new RunCheck(run, findings).check(rules.data()));
        new JointCheck(submissions.runs(), findings).check();
        seeds(board, findings);
        return new SubmissionCheck(findings.all(), board);
    }

    /** How many errors there are. */
    public long errors() {
        return findings.stream().filter(Finding::error).count();
    }

    private static void seeds(Leaderboard board, SubmissionFindings findings) {
        for (QualityTable table : board.quality()) {
            for (QualityTable.Row row : table.rows()) {
                String where = table.task() + ", " + table.division().word() + ", "
                        + row.entrant().name();
                List<Integer> missing = row.seeds().stream()
                        .filter(seed -> seed.why().equals("missing"))
                        .map(QualityTable.Seed::index)
                        .toList();
                if (!missing.isEmpty()) {
                    findings.error(
                            "seed.missing",
                            where,
                            "seeds " + missing + " are missing before the last: they count as guessing; run them");
                }
                if (table.division() == Division.CLOSED && row.seeds().size() < Rules.LEAST_SEEDS) {
                    findings.doubt(
                            "seed.few",
                            where,
                            "the closed division asks for seeds 0 to " + (Rules.LEAST_SEEDS - 1)
                                    + ": this row has no rank there");
                }
            }
        }
    }
}
