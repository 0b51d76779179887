package io.recurbench.testkit.rule;

import io.recurbench.api.Availability;
import io.recurbench.api.Options;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Gradients;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerState;
import io.recurbench.api.batch.Batch;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** B50 to B56: what a trainer does with bad input, after its end, and with what belongs to others. */
final class RobustnessRules {
    private static final long HANG_SECONDS = 120;
    private static final int OPENINGS = 1000;

    static final Rule<BackendSubject> DECLARATIONS = Rule.single(
            "B50",
            "a backend's id, description, options, availability and determinism are values that can be asked for any time",
            List.of(
                    "the id: lower case, digits and hyphens, a vendor and a colon in front for third parties",
                    "availability(): it never throws, also without the device or its library",
                    "the constructor: it touches no native code"),
            RobustnessRules::declarations);

    static final Rule<BackendSubject> OWN_ARRAYS = BackendSubject.rule(
            "B51",
            "a batch's arrays are neither changed nor kept",
            BackendSubject::smallAndDense,
            RobustnessRules::ownArrays,
            "work in place on the dense input",
            "work that goes on after the method has returned, on arrays that are the caller's again");

    static final Rule<BackendSubject> NOT_A_NUMBER = BackendSubject.rule(
            "B52",
            "NaN and infinity in parameters or input give a loss that is not finite, and no hang",
            BackendSubject::smallAndDense,
            RobustnessRules::notANumber,
            "max(NaN, x) and clamps that turn NaN into a number",
            "products that leave out terms with a factor of zero",
            "loops that end on a comparison with NaN");

    static final Rule<BackendSubject> CLOSED = BackendSubject.rule(
            "B53",
            "after close every method but close throws IllegalStateException",
            BackendSubject::one,
            RobustnessRules::closed,
            "each method begins with a check; memory freed twice is a crash, so close does nothing the second time");

    static final Rule<BackendSubject> BAD_BATCHES = BackendSubject.rule(
            "B54",
            "a batch that does not fit is refused with IllegalArgumentException before anything is changed",
            BackendSubject::small,
            RobustnessRules::badBatches,
            "BatchCheck.check and BatchCheck.checkCarried make these checks: call them first",
            "an update or a hidden state that is begun before the check");

    static final Rule<BackendSubject> OPENED_OFTEN = BackendSubject.rule(
            "B55",
            "a small program can be opened and closed 1,000 times",
            BackendSubject::one,
            RobustnessRules::openedOften,
            "threads and device memory that close does not give back");

    static final Rule<BackendSubject> MEMORY = BackendSubject.rule(
            "B56",
            "memoryBytes is positive and stays the same while batches of the same size are trained",
            BackendSubject::one,
            RobustnessRules::memory,
            "buffers that are made anew for every batch and kept");

    static final List<Rule<BackendSubject>> ALL =
            List.of(DECLARATIONS, OWN_ARRAYS, NOT_A_NUMBER, CLOSED, BAD_BATCHES, OPENED_OFTEN, MEMORY);

    private RobustnessRules() {}

    private static void declarations(BackendSubject subject, Check check) {
        Backend backend = subject.backend();
        Declarations.check(backend, check);
        Declarations.check(backend.options(), check);
        Options.resolve("backend '" + backend.id() + "'", backend.options(), Map.of());
        Backend.Determinism determinism = backend.determinism();
        check.that(determinism.equals(backend.determinism()), "determinism() changes from call to call");
        if (backend.availability() instanceof Availability.Unavailable unavailable) {
            check.that(!unavailable.reason().isBlank(), "unavailable without a reason");
            check.that(!unavailable.remedy().isBlank(), "unavailable without a remedy");
        }
    }

    private static void ownArrays(BackendSubject subject, ModelCase model, Check check) {
        Batch lent = model.batch(0, Masking.ALL, false);
        Batch same = Batches.carried(lent, false);
        try (Trainer trainer = subject.open(model, Optimiser.sgd());
                Trainer undisturbed = subject.open(model, Optimiser.sgd())) {
            trainer.evaluate(lent);
            checkUntouched("evaluate", same, lent, check);
            trainer.gradients(lent);
            checkUntouched("gradients", same, lent, check);
            trainer.step(lent, 0.1);
            checkUntouched("step", same, lent, check);
            undisturbed.step(same, 0.1);
            Batches.overwrite(lent, model.batch(1, Masking.ALL, false));
            check.close(
                    "parameters after a step whose batch was overwritten when it had returned",
                    undisturbed.export().parameters(),
                    trainer.export().parameters(),
                    subject.repeatable() ? Tolerance.NONE : Tolerances.curve());
        }
    }

    private static void checkUntouched(String method, Batch expected, Batch actual, Check check) {
        check.that(
                Arrays.equals(expected.tokens(), actual.tokens())
                        && Arrays.equals(expected.dense(), actual.dense())
                        && Arrays.equals(expected.targets(), actual.targets())
                        && Arrays.equals(expected.denseTargets(), actual.denseTargets())
                        && Arrays.equals(expected.mask(), actual.mask()),
                method + " has changed an array of the batch");
    }

    private static void notANumber(BackendSubject subject, ModelCase model, Check check) throws Exception {
        float[] parameters = model.parameters().clone();
        int readout = model.program().parameters().stream()
                .filter(parameter -> parameter.name().startsWith("readout."))
                .mapToInt(parameter -> parameter.offset())
                .findFirst()
                .orElse(0);
        parameters[readout] = Float.NaN;
        Batch batch = model.batch(0, Masking.ALL, false);
        try (Trainer trainer = subject.open(model, Optimiser.adam().clipped(1), 1, parameters)) {
            notFinite(
                    "a NaN among the readout's weights",
                    within(() -> trainer.gradients(batch).loss()),
                    check);
            notFinite("a NaN among the readout's weights, step", within(() -> trainer.step(batch, 0.1)), check);
            notFinite("the step after", within(() -> trainer.step(batch, 0.1)), check);
        }
        if (batch.dense().length > 0) {
            for (float poison : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
                Batch poisoned = model.batch(0, Masking.ALL, false);
                Arrays.fill(poisoned.denseTargets(), poison);
                try (Trainer trainer = subject.open(model, Optimiser.sgd())) {
                    notFinite(
                            "targets of " + poison,
                            within(() -> trainer.gradients(poisoned).loss()),
                            check);
                }
            }
            Batch poisoned = model.batch(0, Masking.ALL, false);
            Arrays.fill(poisoned.dense(), Float.NaN);
            try (Trainer trainer = subject.open(model, Optimiser.sgd());
                    Trainer reference = subject.openReference(model, Optimiser.sgd())) {
                if (!Double.isFinite(reference.gradients(poisoned).loss())) {
                    notFinite(
                            "input of NaN",
                            within(() -> trainer.gradients(poisoned).loss()),
                            check);
                }
            }
        }
    }

    private static void notFinite(String what, double loss, Check check) {
        check.that(!Double.isFinite(loss), what + " gives the loss " + loss + ", which hides it");
    }

    /** Runs a call that must not hang. */
    private static double within(Callable<Double> call) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor(runnable -> {
            Thread daemon = new Thread(runnable, "conformance");
            daemon.setDaemon(true);
            return daemon;
        });
        try {
            Future<Double> future = thread.submit(call);
            return future.get(HANG_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new RuleViolation("the call has not come back after " + HANG_SECONDS + " s");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            thread.shutdownNow();
        }
    }

    private static void closed(BackendSubject subject, ModelCase model, Check check) {
        Trainer trainer = subject.open(model, Optimiser.adam());
        trainer.step(model.batch(0), 0.01);
        TrainerState state = trainer.export();
        trainer.close();
        trainer.close();
        Class<IllegalStateException> type = IllegalStateException.class;
        check.refused("step after close", type, () -> trainer.step(model.batch(0), 0.01));
        check.refused("evaluate after close", type, () -> trainer.evaluate(model.batch(0)));
        check.refused("gradients after close", type, () -> trainer.gradients(model.batch(0)));
        check.refused("export after close", type, trainer::export);
        check.refused("restore after close", type, () -> trainer.restore(state));
        check.refused("memoryBytes after close", type, trainer::memoryBytes);
        trainer.close();
    }

    private static void badBatches(BackendSubject subject, ModelCase model, Check check) {
        int vocabulary = model.program().input().size();
        int classes = model.program().output().width();
        byte[] scored = {1};
        byte[] notScored = {0};
        try (Trainer trainer = subject.open(model, Optimiser.adam())) {
            refused(trainer, "a carried first batch", token(0, 0, scored, true), check);
            check.same("updates", 0, trainer.export().updates());
            trainer.step(model.batch(0), 0.01);
            trainer.evaluate(model.batch(0));
            TrainerState before = trainer.export();
            refused(trainer, "a token that is too large", token(vocabulary, 0, scored, false), check);
            refused(trainer, "a negative token", token(-1, 0, notScored, false), check);
            refused(trainer, "a scored target that is too large", token(0, classes, scored, false), check);
            refused(trainer, "a scored position without target", token(0, -1, scored, false), check);
            refused(trainer, "a mask of 2", token(0, 0, new byte[] {2}, false), check);
            refused(
                    trainer,
                    "rows of numbers for a model of tokens",
                    Batch.ofRows(1, 1, new float[vocabulary], new int[1], scored, false),
                    check);
            refused(
                    trainer,
                    "numbers as targets for a model of classes",
                    Batch.ofNumbers(1, 1, new int[1], new float[0], new float[classes], scored, false),
                    check);
            refused(
                    trainer,
                    "a carried batch with other rows",
                    model.batch(1, model.steps(), model.rows() + 1, Masking.ALL, true),
                    check);
            StateRules.same(before, trainer.export(), check);
        }
    }

    private static Batch token(int token, int target, byte[] mask, boolean carried) {
        return Batch.ofTokens(1, 1, new int[] {token}, new int[] {target}, mask, carried);
    }

    private static void refused(Trainer trainer, String what, Batch batch, Check check) {
        Class<IllegalArgumentException> type = IllegalArgumentException.class;
        check.refused(what + ", step", type, () -> trainer.step(batch, 0.1));
        check.refused(what + ", gradients", type, () -> trainer.gradients(batch));
        check.refused(what + ", evaluate", type, () -> trainer.evaluate(batch));
    }

    private static void openedOften(BackendSubject subject, ModelCase model, Check check) {
        Batch batch = model.batch(0);
        double first = Double.NaN;
        int threads = 0;
        for (int i = 0; i < OPENINGS; i++) {
            try (Trainer trainer = subject.open(model, Optimiser.sgd(), 2)) {
                double loss = trainer.step(batch, 0.1);
                first = i == 0 ? loss : first;
                StreamRules.sameWithinDeterminism(subject, "loss of opening " + i, first, loss, check);
            }
            threads = i == OPENINGS / 10 ? liveThreads() : threads;
        }
        int more = liveThreads() - threads;
        check.that(more < OPENINGS / 20, more + " more threads are alive than after " + OPENINGS / 10 + " openings");
    }

    private static int liveThreads() {
        return Thread.getAllStackTraces().size();
    }

    private static void memory(BackendSubject subject, ModelCase model, Check check) {
        try (Trainer trainer = subject.open(model, Optimiser.adam())) {
            long atFirst = 0;
            for (int k = 0; k < 50; k++) {
                Gradients gradients = trainer.gradients(model.batch(k, Masking.ALL, false));
                check.that(gradients.values().length == model.parameters().length, "the gradient has another size");
                trainer.step(model.batch(k, Masking.ALL, false), 0.001);
                atFirst = k == 4 ? trainer.memoryBytes() : atFirst;
            }
            check.that(atFirst > 0, "memoryBytes() is " + atFirst);
            check.that(
                    trainer.memoryBytes() <= atFirst,
                    "memoryBytes() grew from " + atFirst + " to " + trainer.memoryBytes());
        }
    }
}
