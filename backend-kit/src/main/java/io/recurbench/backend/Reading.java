package io.recurbench.backend;

import io.recurbench.api.program.Space;
import io.recurbench.api.stability.Stability;

/** Which row of a value a row of an operation reads. */
@Stability.Experimental
public enum Reading {
    /** Its own. */
    OWN,
    /** The only one: a value of PARAMETERS. */
    SHARED,
    /** That of its token: a value of VOCABULARY read by rows of the batch. */
    BY_TOKEN;

    /** How an operation of space {@code reader} reads a value of space {@code read}. */
    public static Reading of(Space read, Space reader) {
        return switch (read) {
            case PARAMETERS -> reader == Space.PARAMETERS ? OWN : SHARED;
            case VOCABULARY -> reader.hasBatchRows() ? BY_TOKEN : OWN;
            case SEQUENCE, STEP -> OWN;
        };
    }
}
