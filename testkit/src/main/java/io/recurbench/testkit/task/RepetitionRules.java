package io.recurbench.testkit.task;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.BatchSource;
import io.recurbench.api.task.EvaluationSet;
import io.recurbench.testkit.rule.Check;
import io.recurbench.testkit.rule.Rule;
import io.recurbench.testkit.task.TaskSubject.Opened;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** T10 to T13: the same request gives the same data. */
final class RepetitionRules {
    private static final int THREADS = 4;
    private static final String FIRST_ZONE = "Pacific/Kiritimati";
    private static final String LAST_ZONE = "Etc/GMT+12";

    static final Rule<TaskSubject> AGAIN = TaskSubject.rule(
            "T10",
            "the same request gives the same bytes, in whatever order sources are asked for and read",
            RepetitionRules::again,
            "a source that shares its random numbers with others, or with the task",
            "the order of a hash map or set, which differs from JVM to JVM",
            "SeededRandom.derive gives each epoch, set and row a stream of its own");

    static final Rule<TaskSubject> CIRCUMSTANCES = TaskSubject.once(
            "T11",
            "the clock, the locale and the time zone change nothing",
            RepetitionRules::circumstances,
            "seeds or labels from System.currentTimeMillis, nanoTime or the date",
            "String.format, toLowerCase and parsing without Locale.ROOT");

    static final Rule<TaskSubject> THREADS_AT_ONCE = TaskSubject.once(
            "T12",
            "sources that are read on several threads at once give what one thread reads",
            RepetitionRules::threads,
            "buffers and random numbers that belong to the task instead of the source: trials run side by side");

    static final Rule<TaskSubject> ANY_ROWS = TaskSubject.rule(
            "T13",
            "an evaluation set holds the same sequences whatever the rows of its batches, and ends",
            RepetitionRules::anyRows,
            "random numbers that are drawn step by step across the rows: give each sequence a seed of its own",
            "sequences that are left out where the rows do not divide their number",
            "a source that goes on for ever: next() gives null after the last batch of an evaluation set");

    static final List<Rule<TaskSubject>> ALL = List.of(AGAIN, CIRCUMSTANCES, THREADS_AT_ONCE, ANY_ROWS);

    private RepetitionRules() {}

    private static void again(TaskSubject subject, Map<String, Object> setting, Opened first, Check check) {
        Opened second = subject.open(setting);
        check.that(
                first.data().spec().equals(second.data().spec()),
                "the specification differs: " + first.data().spec() + ", then "
                        + second.data().spec());
        List<Drawn> sets = sets(first);
        Drawn training = first.training();
        // Once more, of the other object, the other way round, with other sources read in between.
        BatchSource between = second.data().training(TaskSubject.ROWS, TaskSubject.SEED + 1, 0);
        BatchSource again = second.data().training(TaskSubject.ROWS, TaskSubject.SEED, 0);
        same(
                "training",
                training,
                Drawn.of(
                        () -> {
                            Batch ignored = between.next();
                            return again.next();
                        },
                        first.positions() / 4),
                check);
        List<EvaluationSet> others = second.data().evaluations(TaskSubject.ROWS);
        check.same("evaluation sets", sets.size(), others.size());
        for (int i = sets.size() - 1; i >= 0; i--) {
            same("set '" + others.get(i).name() + "'", sets.get(i), second.drawn(others.get(i)), check);
        }
        same("training, once more", training, second.training(), check);
    }

    private static List<Drawn> sets(Opened opened) {
        return opened.data().evaluations(TaskSubject.ROWS).stream()
                .map(opened::drawn)
                .toList();
    }

    private static void same(String what, Drawn one, Drawn other, Check check) {
        one.difference(other).ifPresent(difference -> check.that(false, what + ": " + difference));
    }

    private static void circumstances(TaskSubject subject, Map<String, Object> setting, Opened here, Check check) {
        Drawn training = here.training();
        List<Drawn> sets = sets(here);
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            waitForAnotherSecond();
            for (String elsewhere : List.of(FIRST_ZONE, LAST_ZONE)) {
                // Their dates differ by a day or two.
                TimeZone.setDefault(TimeZone.getTimeZone(elsewhere));
                Locale.setDefault(Locale.forLanguageTag(elsewhere.equals(LAST_ZONE) ? "tr-TR" : "ar-EG-u-nu-arab"));
                Opened there = subject.open(setting);
                String where = " with locale " + Locale.getDefault() + " in zone " + elsewhere;
                check.that(
                        here.data().spec().equals(there.data().spec()),
                        "the specification" + where + " is " + there.data().spec() + ", before "
                                + here.data().spec());
                same("training" + where, training, there.training(), check);
                List<Drawn> now = sets(there);
                check.same("evaluation sets", sets.size(), now.size());
                for (int i = 0; i < sets.size(); i++) {
                    same("evaluation set " + i + where, sets.get(i), now.get(i), check);
                }
            }
        } finally {
            TimeZone.setDefault(zone);
            Locale.setDefault(locale);
        }
    }

    private static void waitForAnotherSecond() {
        long second = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
        while (TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis()) == second
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private static void threads(TaskSubject subject, Map<String, Object> setting, Opened alone, Check check)
            throws Exception {
        Opened shared = subject.open(setting);
        List<EvaluationSet> sets = alone.data().evaluations(TaskSubject.ROWS);
        check.untriedIf(sets.isEmpty(), "there is no evaluation set: rule T1");
        Drawn training = alone.training();
        Drawn evaluated = alone.drawn(sets.get(0));
        CyclicBarrier together = new CyclicBarrier(THREADS);
        Callable<List<Drawn>> trial = () -> {
            together.await(1, TimeUnit.MINUTES);
            return List.of(
                    shared.training(),
                    shared.drawn(shared.data().evaluations(TaskSubject.ROWS).get(0)));
        };
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<List<Drawn>>> trials = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                trials.add(pool.submit(trial));
            }
            for (Future<List<Drawn>> read : trials) {
                same(
                        "training beside " + (THREADS - 1) + " others",
                        training,
                        read.get().get(0),
                        check);
                same(
                        "set '" + sets.get(0).name() + "' beside others",
                        evaluated,
                        read.get().get(1),
                        check);
            }
        } catch (ExecutionException e) {
            check.that(false, "a thread beside others failed: " + e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static void anyRows(TaskSubject subject, Map<String, Object> setting, Opened opened, Check check) {
        List<EvaluationSet> sets = opened.data().evaluations(TaskSubject.ROWS);
        List<EvaluationSet> others = opened.data().evaluations(TaskSubject.ROWS + 5);
        check.same("evaluation sets with " + (TaskSubject.ROWS + 5) + " rows", sets.size(), others.size());
        for (int i = 0; i < sets.size(); i++) {
            String what = "set '" + sets.get(i).name() + "'";
            Drawn few = opened.drawn(sets.get(i));
            check.that(
                    few.ended() || sets.get(i).ends(() -> {}),
                    what + " does not end: it has more than " + EvaluationSet.MOST_POSITIONS + " positions");
            Drawn many = opened.drawn(others.get(i));
            if (!few.ended() || !many.ended()) {
                continue;
            }
            // Chunks whose state is reset come in another order.
            List<Batch> expected = few.sorted();
            List<Batch> found = many.sorted();
            check.same(what + ", sequences", expected.size(), found.size());
            same(
                    what + " with " + (TaskSubject.ROWS + 5) + " rows in place of " + TaskSubject.ROWS
                            + ", sequences as batches, in order of what they hold",
                    new Drawn(expected, true),
                    new Drawn(found, true),
                    check);
        }
    }
}
