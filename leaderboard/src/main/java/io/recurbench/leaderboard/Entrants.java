package io.recurbench.leaderboard;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes entrants of their newest trials. */
final class Entrants {
    private Entrants() {}

    static Entrant of(String id, String name, List<Held> newest) {
        Held one = newest.get(newest.size() - 1);
        return new Entrant(
                id,
                name,
                one.setting().backend().id(),
                one.setting().parameters().getOrDefault("trainable", 0L),
                one.run().commit(),
                newest.stream()
                        .map(held -> Machine.id(held.run()))
                        .distinct()
                        .sorted()
                        .toList(),
                Stream.of(
                                Entrant.Jar.of(
                                        one.run().manifest(),
                                        "cell",
                                        one.setting().cell().id()),
                                Entrant.Jar.of(
                                        one.run().manifest(),
                                        "backend",
                                        one.setting().backend().id()))
                        .flatMap(Optional::stream)
                        .toList());
    }
}
