package io.recurbench.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.api.record.TrialSpec;
import io.recurbench.harness.Harness;
import io.recurbench.harness.plan.Plan;
import io.recurbench.harness.plan.Trial;
import io.recurbench.harness.run.Runs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrialRunnerTest {
    private static final Harness HARNESS = Runs.harness();
    private static final Plan PLAN = Runs.plan(HARNESS, """
            id: x
            tasks: [first]
            cells: [tiny]
            backends: [reference]
            training: {updates: 6, batch: 4, evaluate-every: 2}
            """);

    private final List<Long> evaluations = new ArrayList<>();

    private TrialRecord run(Trial trial) {
        TrialListener listener = new TrialListener() {
            @Override
            public void evaluated(Evaluated evaluated) {
                evaluations.add(evaluated.update());
            }
        };
        ParityGate gate = request -> new ParityGate.Verdict(true, "checked");
        return new TrialRunner(HARNESS.plugins(), PLAN.tasks(), PLAN.models(), gate)
                .run(
                        trial,
                        new TrialEnvironment(
                                1,
                                1,
                                TrialFiles.NONE,
                                new TrialControl(new Cancellation(), Optional.empty()),
                                listener));
    }

    @Test
    void whatNoRecordCanHoldIsKnownBeforeAnythingIsTrained() {
        Trial sound = PLAN.trials().get(0).trial();
        assertThat(run(sound).outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(evaluations).containsExactly(2L, 4L, 6L);
        evaluations.clear();

        TrialRecord record = run(with(sound, Map.of("half of a pair \ud83d", "what a task says")));

        assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(record.failure().type()).isEqualTo("invalid-record");
        assertThat(evaluations).isEmpty();
    }

    private static Trial with(Trial trial, Map<String, String> protocol) {
        TrialSpec spec = trial.spec();
        TrialSetting s = spec.setting();
        TrialSetting other = new TrialSetting(
                s.experiment(),
                s.series(),
                s.task(),
                protocol,
                s.dataDigests(),
                s.cell(),
                s.layers(),
                s.embedding(),
                s.backend(),
                s.training(),
                s.parameters());
        return new Trial(
                new TrialSpec(spec.key(), spec.workKey(), other, spec.seeds()), trial.training(), trial.facts());
    }
}
