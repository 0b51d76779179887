package io.recurbench.results;

import java.util.ArrayList;
import java.util.List;

/**
 * What the validator found: the first findings of each severity, and how many there are in all. A file can be made that
 * breaks a rule with every few bytes; neither memory nor output grows with it.
 */
public final class Validation {
    private static final int MAX_ERRORS = 400;
    private static final int MAX_WARNINGS = 100;

    private final List<Finding> findings = new ArrayList<>();
    private long errors;
    private long warnings;

    void add(Finding finding) {
        boolean kept = finding.isError() ? errors++ < MAX_ERRORS : warnings++ < MAX_WARNINGS;
        if (kept) {
            findings.add(finding);
        }
    }

    /** The first errors and warnings, in the order of the files. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** How many errors there are in all. */
    public long errors() {
        return errors;
    }

    /** How many findings are not among {@link #findings()}. */
    public long leftOut() {
        return errors + warnings - findings.size();
    }
}
