package io.recurbench.testkit.audit;

import io.recurbench.api.service.Audit;
import io.recurbench.api.service.AuditRequest;
import io.recurbench.api.service.Auditor;
import io.recurbench.api.stability.Stability;

/** Audits against the reference. */
@Stability.Internal
public final class TestkitAuditor implements Auditor {
    private final int positions;

    /** As much against the reference as it computes in about a second. */
    public TestkitAuditor() {
        this(Integer.MAX_VALUE);
    }

    /** No more than so many positions of a batch against the reference. */
    public TestkitAuditor(int positions) {
        this.positions = positions;
    }

    @Override
    public Audit open(AuditRequest request) {
        return new TrainerAudit(request, positions);
    }
}
