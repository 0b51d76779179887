package io.recurbench.api;

import java.util.List;
import java.util.Map;

/** Whether a backend can run here. A value: finding out never throws and never falls back to something else. */
public sealed interface Availability {

    /**
     * The backend can run.
     *
     * @param facts of the device and the library, for the record: name to value ({@code "vector bits" -> "512"})
     */
    record Available(Map<String, String> facts) implements Availability {
        /** Copies. */
        public Available {
            facts = Map.copyOf(facts);
        }
    }

    /**
     * The backend cannot run.
     *
     * @param reason one sentence
     * @param found what was looked for and what was found, a line each
     * @param remedy what the user can do
     */
    record Unavailable(String reason, List<String> found, String remedy) implements Availability {
        /** Copies. */
        public Unavailable {
            found = List.copyOf(found);
        }
    }
}
