package io.recurbench.testkit.audit;

import io.recurbench.api.SeededRandom;
import io.recurbench.api.backend.Gradients;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.Evaluation;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import io.recurbench.reference.Pass;
import io.recurbench.reference.Precision;
import io.recurbench.reference.ReferenceModel;
import io.recurbench.testkit.rule.Check;
import io.recurbench.testkit.rule.Deviations;
import io.recurbench.testkit.rule.EvaluationComparison;
import io.recurbench.testkit.rule.Tolerance;
import io.recurbench.testkit.rule.Tolerances;
import java.util.Arrays;
import java.util.function.BiFunction;

/**
 * Compares a batch at its full size with the reference, which takes a sample of it. The trainer is asked three times for a
 * batch of the full size: with the sample alone scored, with everything, and with all but the sample. The first answer has
 * to be the reference's, and the second the sum of the reference's and the third: so the sample has its share in the whole.
 * Whoever leaves out a part of the work for whole batches misses the share of a sample that nobody could foresee.
 */
final class FullSize {
    /** Three answers meet, each with its own rounding. */
    static final double ROOM = 2;

    /**
     * Where rounding each value to single precision moves the reference by more than a part of what is tolerated, so many
     * times as much is tolerated: orders of sums differ, and each is another draw of the roundings. Half as many bits move
     * it by thousands of times as much.
     */
    private static final double ROUNDINGS = 16;

    private final Program program;
    private final ReferenceModel reference;
    private final ReferenceModel single;
    private final int positions;
    private final SeededRandom random;
    private String sampled = "";

    /** Checks batches of this program, about so many positions of each against the reference. */
    FullSize(Program program, int positions, SeededRandom random) {
        this.program = program;
        this.positions = positions;
        this.reference = new ReferenceModel(program);
        this.single = new ReferenceModel(program, Precision.FLOAT);
        this.random = random;
    }

    /** What the reference has taken of the last batch. */
    String sampled() {
        return sampled;
    }

    /** Loss and gradient of the whole batch, checked. */
    Gradients gradients(Trainer trainer, Batch batch, Check check) {
        Expected expected = expect(batch, trainer, reference::train);
        Sample sample = expected.sample;
        Pass part = expected.pass;
        compare("sample", expected, part.loss(), part.gradient(), ask(trainer, sample.alone()), check);
        Gradients whole = ask(trainer, batch);
        if (!Tolerances.isTame(whole.loss()) || !Tolerances.isTame(Deviations.widen(whole.values()))) {
            // What grows without bound may do so behind the steps of the sample, and then says nothing of the trainer.
            check.that(
                    !sample.hasWholeRows(),
                    "the loss of the whole batch is " + whole.loss() + " or a gradient is beyond all bounds, while "
                            + sample + " have the loss " + part.loss());
            return whole;
        }
        double share = sample.share();
        Gradients rest =
                share == 1 ? new Gradients(0, new float[program.parameterCount()]) : ask(trainer, sample.others());
        double[] sum = new double[program.parameterCount()];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = share * part.gradient()[i] + (1 - share) * rest.values()[i];
        }
        compare("whole batch", expected, share * part.loss() + (1 - share) * rest.loss(), sum, whole, check);
        return whole;
    }

    private void compare(
            String what, Expected expected, double loss, double[] gradient, Gradients actual, Check check) {
        int steps = expected.sample.whole().steps();
        Tolerance ofLoss = Tolerances.loss(steps).times(ROOM);
        Tolerance ofGradient = Tolerances.gradient(gradient, steps).times(ROOM);
        boolean isClose = Check.complaint(usual -> {
                    usual.close("", loss, actual.loss(), ofLoss);
                    usual.gradient("", program, gradient, actual.values(), ofGradient);
                })
                .isEmpty();
        if (isClose) {
            check.close(what + ": loss", loss, actual.loss(), ofLoss);
            check.gradient(what + ": gradient", program, gradient, actual.values(), ofGradient);
            return;
        }
        // Training has led to where roundings are amplified, or the work is wrong: the reference in single precision
        // tells.
        Pass rounded = single.train(expected.parameters, expected.sample.cut());
        check.close(
                what + ": loss", loss, actual.loss(), wider(ofLoss, new double[] {expected.pass.loss()}, new double[] {
                    rounded.loss()
                }));
        for (Parameter parameter : program.parameters()) {
            check.close(
                    what + ": gradient of " + parameter.name(),
                    of(parameter, gradient),
                    of(parameter, Deviations.widen(actual.values())),
                    wider(ofGradient, of(parameter, expected.pass.gradient()), of(parameter, rounded.gradient())));
        }
    }

    private static double[] of(Parameter parameter, double[] flat) {
        return Arrays.copyOfRange(flat, parameter.offset(), parameter.offset() + parameter.size());
    }

    private static Tolerance wider(Tolerance usual, double[] exact, double[] rounded) {
        double moved = 0;
        for (int i = 0; i < exact.length; i++) {
            moved = Math.max(moved, Math.abs(exact[i] - rounded[i]));
        }
        return new Tolerance(Math.max(usual.absolute(), ROUNDINGS * moved), usual.relative());
    }

    /** The answer, copied at once; the trainer's own array is overwritten. */
    private static Gradients ask(Trainer trainer, Batch batch) {
        Gradients gradients = trainer.gradients(batch);
        float[] copy = gradients.values().clone();
        Arrays.fill(gradients.values(), Float.NaN);
        return new Gradients(gradients.loss(), copy);
    }

    /** The evaluation of the whole batch, checked. */
    Evaluation evaluation(Trainer trainer, Batch batch, Check check) {
        Expected expected = expect(batch, trainer, reference::evaluate);
        Sample sample = expected.sample;
        Evaluation part = score(trainer, sample.alone());
        EvaluationComparison.compare(program.output(), sample.cut(), expected.pass, copy(part, sample.steps()), check);
        Evaluation whole = score(trainer, batch);
        Evaluation rest = score(trainer, sample.others());
        double[] losses = new double[batch.steps()];
        long[] scored = new long[batch.steps()];
        long[] correct = new long[batch.steps()];
        for (int i = 0; i < batch.mask().length; i++) {
            scored[i / batch.rows()] += batch.mask()[i];
        }
        for (int t = 0; t < batch.steps(); t++) {
            losses[t] = part.loss()[t] + rest.loss()[t];
            correct[t] = part.correct()[t] + rest.correct()[t];
        }
        check.close(
                "whole batch: losses by step",
                losses,
                whole.loss(),
                Tolerances.losses(batch.steps(), batch.rows()).times(ROOM));
        check.same("whole batch: scored positions by step", scored, whole.scored());
        check.same("whole batch: correct positions by step", correct, whole.correct());
        return whole;
    }

    /** The answer, copied at once; the trainer's own arrays are overwritten. */
    private static Evaluation score(Trainer trainer, Batch batch) {
        Evaluation evaluation = trainer.evaluate(batch);
        Evaluation copy = copy(evaluation, batch.steps());
        Arrays.fill(evaluation.loss(), Double.NaN);
        Arrays.fill(evaluation.scored(), -1);
        Arrays.fill(evaluation.correct(), -1);
        return copy;
    }

    private static Evaluation copy(Evaluation evaluation, int steps) {
        return new Evaluation(
                Arrays.copyOf(evaluation.loss(), steps),
                Arrays.copyOf(evaluation.scored(), steps),
                Arrays.copyOf(evaluation.correct(), steps),
                evaluation.sequences(),
                evaluation.sequencesCorrect());
    }

    /** A sample and what the reference makes of it; shorter where its numbers grow without bound. */
    private Expected expect(Batch batch, Trainer trainer, BiFunction<double[], Batch, Pass> run) {
        double[] parameters = Deviations.widen(trainer.export().parameters());
        Sample sample = Sample.of(batch, positions, random);
        Pass pass = run.apply(parameters, sample.cut());
        while (sample.steps() > 1 && !(Tolerances.isTame(pass.loss()) && Tolerances.isTame(pass.gradient()))) {
            sample = sample.shorter();
            pass = run.apply(parameters, sample.cut());
        }
        sampled = sample.toString();
        return new Expected(parameters, sample, pass);
    }

    private record Expected(double[] parameters, Sample sample, Pass pass) {}
}
