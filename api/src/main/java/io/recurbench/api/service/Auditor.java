package io.recurbench.api.service;

import io.recurbench.api.stability.Stability;

/** Watches over trainers whose speed is measured. One is found at run time; see {@link Services#auditor()}. */
@Stability.Experimental
public interface Auditor {

    /** Opens the trainer and takes it under audit. The caller closes the audit. */
    Audit open(AuditRequest request);
}
