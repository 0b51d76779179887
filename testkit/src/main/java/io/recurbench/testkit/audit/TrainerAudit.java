package io.recurbench.testkit.audit;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.SeededRandom;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Gradients;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerState;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import io.recurbench.api.service.Audit;
import io.recurbench.api.service.AuditRequest;
import io.recurbench.testkit.rule.Batches;
import io.recurbench.testkit.rule.Check;
import io.recurbench.testkit.rule.Deviations;
import io.recurbench.testkit.rule.Tolerance;
import io.recurbench.testkit.rule.Tolerances;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls that are timed, and holds them against the reference and against each other. A trainer that works only
 * while it is looked at betrays itself: the calls that the clock has seen are made again, one of them is looked at, and all
 * of them and the parameters in the end have to be the same as before.
 */
final class TrainerAudit implements Audit {
    /** Two logits that are nearly the same may change places, in one position of a thousand. */
    private static final double COUNTS = 1e-3;

    private final AuditRequest request;
    private final Trainer trainer;
    private final Calls timed;
    private final FullSize fullSize;
    private final Formulas formulas;
    private final SeededRandom random;
    private @Nullable Span open;
    private Optional<Span> closed = Optional.empty();
    private int steps;
    private int rows;
    private double gradientSlack;

    TrainerAudit(AuditRequest request, int mostPositions) {
        Program program = request.trainer().program();
        this.request = request;
        this.random = new SeededRandom(request.seed());
        int positions = Math.min(mostPositions, Sample.affordable(program));
        this.fullSize = new FullSize(program, positions, random);
        this.formulas = new Formulas(program, request.trainer().optimiser(), request.learningRate());
        this.trainer = request.backend().open(request.trainer());
        this.timed = new Calls(request, trainer);
    }

    @Override
    public void before() {
        TrainerState state = trainer.export();
        Calls calls = new Calls(request, trainer);
        require("before timing", check -> examine(calls, check));
        trainer.restore(state);
    }

    @Override
    public double call() {
        timed.make(timed.next());
        Span span = open;
        if (span != null) {
            span.add(timed.loss(), timed.detail());
        }
        return timed.loss();
    }

    @Override
    public void beginSpan() {
        open = new Span(timed.made(), trainer.export());
    }

    @Override
    public void endSpan() {
        Span span = Objects.requireNonNull(open, "no span has begun");
        span.end(trainer.export());
        closed = Optional.of(span);
        open = null;
    }

    @Override
    public String after() {
        Span seen = closed.filter(span -> span.size() > 0)
                .orElseThrow(() -> new IllegalStateException("no timed call was remembered"));
        trainer.restore(seen.before());
        Calls calls = new Calls(request, trainer);
        calls.skipTo(seen.firstCall());
        Span again = new Span(seen.firstCall(), seen.before());
        int examined = random.nextInt(seen.size());
        for (int i = 0; i < seen.size(); i++) {
            if (i == examined) {
                require("after timing, in call " + i + " made again", check -> examine(calls, check));
            } else {
                calls.make(calls.next());
            }
            again.add(calls.loss(), calls.detail());
        }
        again.end(trainer.export());
        require("after timing", check -> {
            seen.compare(again, lossTolerance(), detailTolerance(), calls.detailName(), check);
            seen.compareState(again, isRepeatable(), check);
        });
        return summary(seen);
    }

    /** Checks the next call, and makes it. */
    private void examine(Calls calls, Check check) {
        Batch batch = calls.next();
        steps = batch.steps();
        rows = batch.rows();
        switch (request.call()) {
            case EVALUATE -> {
                Evaluation whole = fullSize.evaluation(trainer, batch, check);
                calls.make(batch);
                checkLoss(whole.totalLoss() / whole.totalScored(), calls, check);
            }
            case GRADIENTS -> {
                Gradients whole = gradients(batch, check);
                calls.make(batch);
                checkLoss(whole.loss(), calls, check);
            }
            case STEP -> {
                Gradients whole = gradients(batch, check);
                TrainerState from = trainer.export();
                calls.make(batch);
                checkLoss(whole.loss(), calls, check);
                TrainerState to = exportWithout(batch);
                formulas.check(from, whole.values(), batch.steps(), to, check);
            }
        }
    }

    private Gradients gradients(Batch batch, Check check) {
        Gradients whole = fullSize.gradients(trainer, batch, check);
        double[] values = Deviations.widen(whole.values());
        gradientSlack =
                Tolerances.gradient(values, batch.steps()).times(FullSize.ROOM).of(values);
        return whole;
    }

    /** The state, while nothing stands in the batch: what was lent belongs to the caller when the call has returned. */
    private TrainerState exportWithout(Batch batch) {
        Batch kept = Batches.carried(batch, batch.carried());
        Batches.clear(batch);
        TrainerState state = trainer.export();
        Batches.overwrite(batch, kept);
        return state;
    }

    private void checkLoss(double expected, Calls calls, Check check) {
        check.close("loss of the timed call", expected, calls.loss(), onePass());
    }

    private void require(String when, Consumer<Check> body) {
        Optional<String> complaint = Check.complaint(body);
        if (complaint.isPresent()) {
            throw RecurbenchException.conformance(
                    "at the timed size of " + steps + " steps x " + rows + " rows, " + when + ": " + complaint.get());
        }
    }

    private boolean isRepeatable() {
        return request.backend().determinism() != Backend.Determinism.ROUNDING;
    }

    private Tolerance onePass() {
        return Tolerances.loss(steps).times(FullSize.ROOM);
    }

    /** What is tolerated of a loss when a call is made again. */
    private Tolerance lossTolerance() {
        if (isRepeatable()) {
            return Tolerance.NONE;
        }
        return request.call() == AuditRequest.Call.STEP ? Tolerances.curve() : onePass();
    }

    /** What is tolerated of the number beside it. */
    private Tolerance detailTolerance() {
        if (isRepeatable()) {
            return Tolerance.NONE;
        }
        return switch (request.call()) {
            case STEP -> Tolerance.NONE;
            case GRADIENTS -> new Tolerance(gradientSlack, 0);
            case EVALUATE -> new Tolerance(2, COUNTS);
        };
    }

    private String summary(Span seen) {
        long gradients = request.trainer().program().parameters().stream()
                .filter(Parameter::trainable)
                .count();
        String what = switch (request.call()) {
            case STEP -> "loss, " + gradients + " gradients and update";
            case GRADIENTS -> "loss and " + gradients + " gradients";
            case EVALUATE -> "losses and counts";
        };
        String sampled = fullSize.sampled();
        return what + " of " + steps + " steps x " + rows + " rows, before timing and after it (" + sampled
                + " against the reference" + (sampled.startsWith("all") ? "" : ", the rest by the sum") + "); "
                + seen.size() + (seen.size() == 1 ? " timed call" : " timed calls") + " made again, "
                + (isRepeatable() ? "bit by bit" : "within rounding")
                + (seen.isWhole() ? ", and the state after the last" : "");
    }

    @Override
    public long memoryBytes() {
        return trainer.memoryBytes();
    }

    @Override
    public void close() {
        trainer.close();
    }
}
