package io.recurbench.testkit.rule;

import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerState;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** B40 to B43: results repeat as far as the backend declares, and trainers do not meet. */
final class DeterminismRules {
    private static final int STEPS = 4;

    static final Rule<BackendSubject> REPEATED = BackendSubject.rule(
            "B40",
            "the same calls give the same result again, bit by bit unless ROUNDING is declared",
            BackendSubject::manyRows,
            DeterminismRules::repeated,
            "sums whose order depends on which thread comes first (atomics)",
            "memory that is read before it is written",
            "the declared determinism, if this cannot be had");

    static final Rule<BackendSubject> THREADS = BackendSubject.rule(
            "B41",
            "1, 2, 3 and 8 threads give the same result, bit by bit if BITWISE is declared",
            BackendSubject::manyRows,
            DeterminismRules::threads,
            "how rows are split among threads: sums are made per fixed block of rows and added in a fixed order",
            "more threads than rows",
            "the declared determinism, if this cannot be had");

    static final Rule<BackendSubject> INTERLEAVED = BackendSubject.rule(
            "B42",
            "two trainers that take turns do not disturb each other",
            BackendSubject::small,
            DeterminismRules::interleaved,
            "static or per-backend buffers");

    static final Rule<BackendSubject> CONCURRENT = BackendSubject.rule(
            "B43",
            "trainers on several threads at once do not disturb each other",
            BackendSubject::one,
            DeterminismRules::concurrent,
            "static or per-backend buffers, pools and caches without a lock");

    static final List<Rule<BackendSubject>> ALL = List.of(REPEATED, THREADS, INTERLEAVED, CONCURRENT);

    private DeterminismRules() {}

    private static void repeated(BackendSubject subject, ModelCase model, Check check) {
        TrainerState first = train(subject, model, 2);
        TrainerState second = train(subject, model, 2);
        compare(first, second, subject.repeatable(), check);
    }

    private static void threads(BackendSubject subject, ModelCase model, Check check) {
        TrainerState one = train(subject, model, 1);
        boolean bitwise = subject.backend().determinism() == Backend.Determinism.BITWISE;
        for (int threads : new int[] {2, 3, 8}) {
            compare(one, train(subject, model, threads), bitwise, check);
        }
    }

    private static TrainerState train(BackendSubject subject, ModelCase model, int threads) {
        try (Trainer trainer = subject.open(model, Optimiser.sgd().clipped(1), threads)) {
            for (int k = 0; k < STEPS; k++) {
                trainer.step(model.batch(k, Masking.SOME, k % 2 == 1), 0.1);
            }
            trainer.evaluate(model.batch(9));
            return trainer.export();
        }
    }

    private static void compare(TrainerState expected, TrainerState actual, boolean bitwise, Check check) {
        if (bitwise) {
            StateRules.same(expected, actual, check);
        } else {
            check.close("parameters", expected.parameters(), actual.parameters(), Tolerances.curve());
        }
    }

    private static void interleaved(BackendSubject subject, ModelCase model, Check check) {
        TrainerState alone = train(subject, model, 1);
        try (Trainer first = subject.open(model, Optimiser.sgd().clipped(1));
                Trainer second = subject.open(model, Optimiser.adam())) {
            for (int k = 0; k < STEPS; k++) {
                first.step(model.batch(k, Masking.SOME, k % 2 == 1), 0.1);
                second.step(model.batch(20 + k, 7, 2, Masking.ALL, k > 0), 0.01);
                second.evaluate(model.batch(30 + k));
            }
            compare(alone, first.export(), subject.repeatable(), check);
        }
    }

    private static void concurrent(BackendSubject subject, ModelCase model, Check check) throws Exception {
        TrainerState alone = train(subject, model, 1);
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            Callable<TrainerState> training = () -> {
                TrainerState last = train(subject, model, 1);
                for (int repeat = 0; repeat < 20; repeat++) {
                    last = train(subject, model, 1);
                }
                return last;
            };
            for (Future<TrainerState> future : pool.invokeAll(List.of(training, training, training))) {
                compare(alone, future.get(), subject.repeatable(), check);
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
