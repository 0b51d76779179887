package io.recurbench.api;

import io.recurbench.api.stability.Stability;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Whether a backend can run here, or speed be measured. A value: finding out never throws and never falls back to something else. */
@Stability.Stable
public sealed interface Availability {

    /**
     * It can.
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
     * It cannot.
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

        /**
         * The error, with all that is known, for whoever has asked for it.
         *
         * @param what it, as a user knows it: {@code "backend 'cuda'"}
         */
        public RecurbenchException error(String what) {
            return new RecurbenchException(
                    RecurbenchException.Kind.ENVIRONMENT,
                    what + " is not available: " + reason,
                    Stream.concat(found.stream(), Stream.of(remedy)).toList(),
                    null);
        }
    }
}
