package io.recurbench.leaderboard;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes entrants of their newest trials. */
final class Entrants {
    private Entrants() {}

    /** A cell on a backend. */
    static Entrant ofCell(String id, String name, List<Held> newest) {
        Held one = newest.get(newest.size() - 1);
        String cell = one.setting().cell().id();
        return of(id, name, newest, Stream.of(jar(one, "cell", cell), backend(one)));
    }

    /** A backend, whichever cells it was measured with: these are the same for all rows. */
    static Entrant ofBackend(String id, String name, List<Held> newest) {
        return of(id, name, newest, Stream.of(backend(newest.get(newest.size() - 1))));
    }

    private static Optional<Entrant.Jar> backend(Held held) {
        return jar(held, "backend", held.setting().backend().id());
    }

    private static Optional<Entrant.Jar> jar(Held held, String kind, String id) {
        return Entrant.Jar.of(held.run().manifest(), kind, id);
    }

    private static Entrant of(String id, String name, List<Held> newest, Stream<Optional<Entrant.Jar>> jars) {
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
                jars.flatMap(Optional::stream).toList());
    }
}
