package io.recurbench.cli.verb;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What the doctor found of one thing.
 *
 * @param subject the thing
 * @param state how it is
 * @param found what was found
 * @param remedy what to do; empty if nothing is to be done
 */
record Diagnosis(String subject, State state, String found, String remedy) {

    /** How a thing is. */
    enum State {
        /** As it should be. */
        GOOD,
        /** Works; timings or comfort suffer. */
        DOUBTFUL,
        /** Does not work. */
        BROKEN;

        /** In lower case, all of one width. */
        @JsonValue
        String word() {
            return switch (this) {
                case GOOD -> "ok";
                case DOUBTFUL -> "doubt";
                case BROKEN -> "broken";
            };
        }
    }

    static Diagnosis good(String subject, String found) {
        return new Diagnosis(subject, State.GOOD, found, "");
    }

    static Diagnosis doubtful(String subject, String found, String remedy) {
        return new Diagnosis(subject, State.DOUBTFUL, found, remedy);
    }

    static Diagnosis broken(String subject, String found, String remedy) {
        return new Diagnosis(subject, State.BROKEN, found, remedy);
    }

    /** In a line. */
    String text() {
        return remedy.isEmpty() ? found : found + ". " + remedy + ".";
    }
}
