package io.recurbench.leaderboard;

import io.recurbench.api.record.Metric;
import io.recurbench.leaderboard.QualityTable.Effort;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What scores are bought with: the measured speed of the same cell with the same options on the same backend, where at least
 * two rows of a table have one under equal circumstances; else the time of training on one machine, which is no measurement.
 */
final class Efforts {
    private static final String TRAINING = "training seconds";

    /** By circumstances (task of speed with its options, machine, threads), the newest speeds by cell and backend. */
    private final Map<String, Map<Map<String, Object>, Held>> measured = new TreeMap<>();

    Efforts(List<Held> speeds) {
        for (Held held : speeds) {
            if (Weight.of(held.trial()).kind() == Weight.Kind.SCORED) {
                String circumstances = Held.id(Held.join(
                        held.task(),
                        Held.map(
                                "machine",
                                held.run().machine(),
                                "threads",
                                held.trial().threads())));
                measured.computeIfAbsent(circumstances, key -> new HashMap<>())
                        .merge(who(held), held, (before, now) -> now.age() >= before.age() ? now : before);
            }
        }
    }

    private static Map<String, Object> who(Held held) {
        return Held.join(held.method(), held.cell(), held.backend());
    }

    /** What values are looked up by. */
    interface Axis {
        /** What is looked up. */
        Effort effort();

        /** Of the newest trials of a row. */
        OptionalDouble value(List<Held> newest);
    }

    /** The axis on which most rows have a value; empty if there are not two of them on any. */
    Optional<Axis> axis(Collection<List<Held>> rows) {
        List<Axis> axes = new ArrayList<>();
        measured.values().forEach(speeds -> axes.add(speed(speeds)));
        Optional<Axis> speed = best(axes, rows);
        if (speed.isPresent()) {
            return speed;
        }
        List<Axis> times = rows.stream()
                .flatMap(List::stream)
                .map(held -> held.run().machine())
                .distinct()
                .sorted()
                .map(Efforts::time)
                .toList();
        return best(times, rows);
    }

    private static Optional<Axis> best(List<Axis> axes, Collection<List<Held>> rows) {
        Optional<Axis> best = Optional.empty();
        long most = 1;
        for (Axis axis : axes) {
            long found = rows.stream()
                    .filter(row -> axis.value(Held.newest(row)).isPresent())
                    .count();
            if (found > most) {
                most = found;
                best = Optional.of(axis);
            }
        }
        return best;
    }

    private static Axis speed(Map<Map<String, Object>, Held> speeds) {
        Held any = speeds.values().iterator().next();
        Metric metric = any.trial().score().orElseThrow();
        Effort effort = new Effort(
                "measured speed, " + any.setting().taskLabel() + " on " + Machine.id(any.run()),
                metric.unit(),
                metric.direction());
        return new Axis() {
            @Override
            public Effort effort() {
                return effort;
            }

            @Override
            public OptionalDouble value(List<Held> newest) {
                Held held = speeds.get(who(newest.get(0)));
                return held == null
                        ? OptionalDouble.empty()
                        : held.trial().metric(metric.name()).stream()
                                .mapToDouble(Metric::value)
                                .findFirst();
            }
        };
    }

    private static Axis time(String machine) {
        Effort effort = new Effort(
                "time of training on " + machine.substring(0, Math.min(12, machine.length()))
                        + ", no measurement of speed",
                "s",
                Metric.Direction.LOWER);
        return new Axis() {
            @Override
            public Effort effort() {
                return effort;
            }

            @Override
            public OptionalDouble value(List<Held> newest) {
                double[] seconds = newest.stream()
                        .filter(held -> held.run().machine().equals(machine))
                        .mapToDouble(held -> seconds(held.trial().facts().get(TRAINING)))
                        .filter(value -> value > 0 && Double.isFinite(value))
                        .sorted()
                        .toArray();
                return seconds.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(seconds[seconds.length / 2]);
            }
        };
    }

    private static double seconds(@Nullable String fact) {
        try {
            return fact == null ? Double.NaN : Double.parseDouble(fact);
        } catch (NumberFormatException e) {
            // A fact of others: whatever it says, it is no time.
            return Double.NaN;
        }
    }
}
