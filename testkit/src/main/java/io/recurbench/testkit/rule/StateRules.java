package io.recurbench.testkit.rule;

import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** B30 to B33: export and restore. */
final class StateRules {
    static final Rule<BackendSubject> ROUND_TRIP = BackendSubject.rule(
            "B30",
            "what was exported comes back bit by bit after it was restored",
            BackendSubject::smallAndDense,
            StateRules::roundTrip,
            "a layout of the device (packed, padded, transposed) that isn't undone on export",
            "padding that is exported as part of a state",
            "the number of updates");

    static final Rule<BackendSubject> GOES_ON = BackendSubject.rule(
            "B31",
            "a restored trainer goes on as the one that was exported",
            BackendSubject::training,
            StateRules::goesOn,
            "moments, updates and the hidden state of the training stream: all of them are restored",
            "values of PREPARE: they are computed anew after a restore");

    static final Rule<BackendSubject> COPIES = BackendSubject.rule(
            "B32",
            "arrays that are given are copied, arrays that are exported are the caller's",
            BackendSubject::one,
            StateRules::copies,
            "TrainerRequest.parameters, and all arrays of a TrainerState: copy on the way in and out");

    static final Rule<BackendSubject> WRONG_STATE = BackendSubject.rule(
            "B33",
            "a state that does not fit is refused, and nothing is changed",
            BackendSubject::one,
            StateRules::wrongState,
            "BatchCheck.checkState makes these checks: call it first");

    static final List<Rule<BackendSubject>> ALL = List.of(ROUND_TRIP, GOES_ON, COPIES, WRONG_STATE);

    private StateRules() {}

    private static void roundTrip(BackendSubject subject, ModelCase model, Check check) {
        try (Trainer trainer = subject.open(model, Optimiser.adam());
                Trainer other = subject.open(model, Optimiser.adam(), 1, new float[model.parameters().length])) {
            check.same(
                    "parameters at the start",
                    model.parameters(),
                    trainer.export().parameters());
            check.that(
                    trainer.export().hidden().isEmpty(), "before the first batch there is no hidden state to export");
            trainer.step(model.batch(0), 0.01);
            trainer.step(model.batch(1), 0.01);
            TrainerState state = trainer.export();
            other.restore(state);
            same(state, other.export(), check);
        }
    }

    static void same(TrainerState expected, TrainerState actual, Check check) {
        check.same("updates", expected.updates(), actual.updates());
        check.same("parameters", expected.parameters(), actual.parameters());
        sameLists("moment", expected.moments(), actual.moments(), check);
        sameLists("hidden state", expected.hidden(), actual.hidden(), check);
    }

    private static void sameLists(String name, List<float[]> expected, List<float[]> actual, Check check) {
        check.that(
                expected.size() == actual.size(), name + "s: expected " + expected.size() + ", got " + actual.size());
        for (int i = 0; i < expected.size(); i++) {
            check.same(name + " " + i, expected.get(i), actual.get(i));
        }
    }

    private static void goesOn(BackendSubject subject, ModelCase model, Check check) {
        try (Trainer first = subject.open(model, Optimiser.adam());
                Trainer second = subject.open(model, Optimiser.adam())) {
            for (int k = 0; k < 3; k++) {
                first.step(model.batch(k, Masking.SOME, k > 0), 0.005);
            }
            second.step(model.batch(9), 0.1);
            second.restore(first.export());
            for (int k = 3; k < 6; k++) {
                StreamRules.sameWithinDeterminism(
                        subject,
                        "loss of update " + k,
                        first.step(model.batch(k, Masking.SOME, true), 0.005),
                        second.step(model.batch(k, Masking.SOME, true), 0.005),
                        check);
            }
            if (subject.repeatable()) {
                same(first.export(), second.export(), check);
            }
        }
    }

    private static void copies(BackendSubject subject, ModelCase model, Check check) {
        float[] parameters = model.parameters().clone();
        try (Trainer trainer = subject.open(model, Optimiser.adam(), 1, parameters)) {
            Arrays.fill(parameters, Float.NaN);
            trainer.step(model.batch(0), 0.01);
            TrainerState exported = trainer.export();
            TrainerState kept = copy(exported);
            overwrite(exported);
            same(kept, trainer.export(), check);
            TrainerState given = copy(kept);
            trainer.restore(given);
            overwrite(given);
            same(kept, trainer.export(), check);
            float[] gradient = trainer.gradients(model.batch(1)).values();
            float[] copy = gradient.clone();
            trainer.gradients(model.batch(2));
            check.same("a gradient that was handed out, after the next call", copy, gradient);
        }
    }

    private static TrainerState copy(TrainerState state) {
        return new TrainerState(
                state.updates(),
                state.parameters().clone(),
                state.moments().stream().map(float[]::clone).toList(),
                state.hidden().stream().map(float[]::clone).toList());
    }

    private static void overwrite(TrainerState state) {
        Arrays.fill(state.parameters(), Float.NaN);
        state.moments().forEach(moment -> Arrays.fill(moment, Float.NaN));
        state.hidden().forEach(hidden -> Arrays.fill(hidden, Float.NaN));
    }

    private static void wrongState(BackendSubject subject, ModelCase model, Check check) {
        try (Trainer trainer = subject.open(model, Optimiser.adam())) {
            trainer.step(model.batch(0), 0.01);
            TrainerState good = trainer.export();
            int size = good.parameters().length;
            List<float[]> oneMoment = good.moments().subList(0, 1);
            List<float[]> shortMoments = List.of(new float[size], new float[size - 1]);
            List<float[]> manyStates = new ArrayList<>(good.hidden());
            manyStates.add(new float[3]);
            List<float[]> ragged = good.hidden().stream()
                    .map(hidden -> new float[hidden.length + 1])
                    .toList();
            refused(
                    trainer,
                    "parameters of another size",
                    check,
                    state(new float[size + 1], good.moments(), List.of()));
            refused(trainer, "one moment too few", check, state(good.parameters(), oneMoment, List.of()));
            refused(trainer, "moments of another size", check, state(good.parameters(), shortMoments, List.of()));
            refused(trainer, "a state too many", check, state(good.parameters(), good.moments(), manyStates));
            if (!ragged.isEmpty() && model.program().states().get(0).width() > 1) {
                refused(trainer, "half a row in a state", check, state(good.parameters(), good.moments(), ragged));
            }
            same(good, trainer.export(), check);
        }
    }

    private static TrainerState state(float[] parameters, List<float[]> moments, List<float[]> hidden) {
        return new TrainerState(77, parameters, moments, hidden);
    }

    private static void refused(Trainer trainer, String what, Check check, TrainerState state) {
        check.refused("restoring " + what, IllegalArgumentException.class, () -> trainer.restore(state));
    }
}
