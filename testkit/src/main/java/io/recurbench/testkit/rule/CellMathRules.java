package io.recurbench.testkit.rule;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.Parameter;
import io.recurbench.api.program.Program;
import io.recurbench.reference.Pass;
import io.recurbench.reference.ReferenceModel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** C6 to C11: what a cell computes, in double precision on the reference. */
final class CellMathRules {
    private static final double[] STEPS = {1e-4, 1e-5, 1e-6};
    private static final int LONG = 50;
    private static final int MEMORY = 3;

    static final Rule<CellSubject> GRADIENT = CellSubject.rule(
            "C6",
            "the gradient of every parameter is that of central differences",
            CellSubject::models,
            CellMathRules::gradient,
            "a kink at the very point (relu of zero, the norm of a zero row): differences have no answer there",
            "the training graph differs from the function that the cell means: choose(training, evaluation)",
            "else the compiler's adjoint of an operation in this cell is wrong");

    static final Rule<CellSubject> STEPWISE = CellSubject.rule(
            "C7",
            "T carried batches of one step give the predictions and states of one batch of T steps",
            CellSubject::models,
            CellMathRules::stepwise,
            "a state that the step forgets to carry",
            "an initial value that is used at every step");

    static final Rule<CellSubject> ROWS = CellSubject.rule(
            "C8",
            "rows of a batch are independent: permuted rows give permuted predictions",
            CellSubject::models,
            CellMathRules::rows,
            "a sum over the batch in the step");

    static final Rule<CellSubject> FINITE = Rule.single(
            "C9",
            "with its defaults the cell has a finite loss and gradient at its first parameters, over " + LONG
                    + " steps",
            List.of(
                    "the scale of the initialiser: the state may grow from step to step",
                    "division by a value that is zero at the start, or the norm of a zero state"),
            CellMathRules::finite);

    static final Rule<CellSubject> REMEMBERS = Rule.single(
            "C10",
            "an earlier token can change a prediction",
            List.of(
                    "next(state, state): the state never changes",
                    "the row that define returns does not depend on the state",
                    "an initial state of zero that a product leaves at zero"),
            CellMathRules::remembers);

    static final Rule<CellSubject> ONE_HOT = CellSubject.rule(
            "C11",
            "tokens and the same tokens as dense one-hot rows give the same loss and gradients",
            CellSubject::oneHot,
            CellMathRules::oneHot,
            "the compiler's lookup of tokens, or its choice of the order of a contraction");

    /** What is no number comes first: it explains all that follows. */
    static final List<Rule<CellSubject>> ALL = List.of(FINITE, GRADIENT, STEPWISE, ROWS, REMEMBERS, ONE_HOT);

    private CellMathRules() {}

    private static void gradient(CellSubject subject, ModelCase model, Check check) {
        ReferenceModel reference = new ReferenceModel(model.program());
        double[] p = Deviations.widen(model.parameters());
        Batch batch = model.batch(0);
        Pass pass = reference.train(p, batch);
        double[] gradient = pass.gradient();
        check.that(
                isFinite(new double[] {pass.loss()}) && isFinite(gradient),
                "the loss is " + pass.loss() + ", the gradient " + (isFinite(gradient) ? "finite" : "not")
                        + ": there is nothing to compare, see rule C9");
        Tolerance tolerance = Tolerances.differences(gradient);
        for (Parameter parameter : model.program().parameters()) {
            double[] expected = new double[parameter.size()];
            for (int i = 0; i < expected.length && parameter.trainable(); i++) {
                expected[i] = nearest(reference, p, parameter.offset() + i, batch, gradient, tolerance);
            }
            double[] actual = Arrays.copyOfRange(gradient, parameter.offset(), parameter.offset() + parameter.size());
            check.close("gradient of " + parameter.name(), expected, actual, tolerance);
        }
    }

    /**
     * The differences at the largest step that agree with the gradient, or the nearest. A large step is the more exact,
     * but may step over a kink (of relu, say); a wrong gradient agrees at no step.
     */
    private static double nearest(
            ReferenceModel reference, double[] p, int index, Batch batch, double[] gradient, Tolerance tolerance) {
        double nearest = Double.NaN;
        for (double step : STEPS) {
            double difference = difference(reference, p, index, batch, step);
            if (!(Math.abs(nearest - gradient[index]) <= Math.abs(difference - gradient[index]))) {
                nearest = difference;
            }
            if (Math.abs(nearest - gradient[index]) <= tolerance.absolute()) {
                return nearest;
            }
        }
        return nearest;
    }

    /** Central differences at two steps, extrapolated: the error is of order step^4. */
    private static double difference(ReferenceModel reference, double[] p, int index, Batch batch, double step) {
        double wide = slope(reference, p, index, batch, step);
        double narrow = slope(reference, p, index, batch, step / 2);
        return (4 * narrow - wide) / 3;
    }

    private static double slope(ReferenceModel reference, double[] p, int index, Batch batch, double step) {
        double before = p[index];
        p[index] = before + step;
        double above = reference.train(p, batch).loss();
        p[index] = before - step;
        double below = reference.train(p, batch).loss();
        p[index] = before;
        return (above - below) / (2 * step);
    }

    private static void stepwise(CellSubject subject, ModelCase model, Check check) {
        ReferenceModel reference = new ReferenceModel(model.program());
        double[] p = Deviations.widen(model.parameters());
        Batch whole = model.batch(1);
        Pass expected = reference.evaluate(p, whole);
        requireNumbers(expected.prediction(), check);
        List<double[]> states = List.of();
        int width = expected.prediction().length / whole.steps();
        for (int t = 0; t < whole.steps(); t++) {
            Batch step = Batches.part(whole, t, t + 1, t > 0);
            Pass pass = t == 0 ? reference.evaluate(p, step) : reference.evaluate(p, step, states);
            check.close(
                    "prediction of step " + t,
                    Arrays.copyOfRange(expected.prediction(), t * width, (t + 1) * width),
                    pass.prediction(),
                    Tolerances.reordered());
            states = pass.states();
        }
        for (int i = 0; i < states.size(); i++) {
            String name = model.program().states().get(i).name();
            check.close("state " + name, expected.states().get(i), states.get(i), Tolerances.reordered());
        }
    }

    private static void rows(CellSubject subject, ModelCase model, Check check) {
        ReferenceModel reference = new ReferenceModel(model.program());
        double[] p = Deviations.widen(model.parameters());
        Batch batch = model.batch(2, model.steps(), 3, Masking.ALL, false);
        int[] order = {2, 0, 1};
        double[] straight = reference.evaluate(p, batch).prediction();
        requireNumbers(straight, check);
        double[] permuted = reference.evaluate(p, Batches.rows(batch, order)).prediction();
        int width = model.program().output().width();
        double[] expected = new double[straight.length];
        for (int position = 0; position < straight.length / width; position++) {
            int from = position / 3 * 3 + order[position % 3];
            System.arraycopy(straight, from * width, expected, position * width, width);
        }
        check.close("predictions of permuted rows", expected, permuted, Tolerances.reordered());
        Batch alone = Batches.rows(batch, new int[] {1});
        double[] expectedAlone = new double[straight.length / 3];
        for (int t = 0; t < batch.steps(); t++) {
            System.arraycopy(straight, (3 * t + 1) * width, expectedAlone, t * width, width);
        }
        check.close(
                "predictions of a row alone",
                expectedAlone,
                reference.evaluate(p, alone).prediction(),
                Tolerances.reordered());
    }

    private static void finite(CellSubject subject, Check check) {
        for (ModelKind kind : List.of(ModelKind.TOKENS, ModelKind.NUMBERS)) {
            ModelSpec spec = kind.spec(subject.cell(), subject.resolve(Map.of()), 5);
            Program program = subject.compiler().compile(spec);
            double[] p = Deviations.widen(subject.compiler().drawParameters(program, 11));
            Batch batch = Batches.random(program, LONG, 1, Masking.ALL, false, 12);
            Pass pass = new ReferenceModel(program).train(p, batch);
            check.that(Double.isFinite(pass.loss()), "the loss on " + kind + " is " + pass.loss());
            for (Parameter parameter : program.parameters()) {
                for (int i = parameter.offset(); i < parameter.offset() + parameter.size(); i++) {
                    check.that(
                            Float.isFinite((float) pass.gradient()[i]),
                            "the gradient of " + parameter.name() + "[" + (i - parameter.offset()) + "] on " + kind
                                    + " is " + pass.gradient()[i]);
                }
            }
        }
    }

    private static void remembers(CellSubject subject, Check check) {
        List<ModelCase> models = subject.kinds();
        check.that(!models.isEmpty(), "the cell compiles at no small size; rule C1 has the reason");
        ModelCase model = models.get(0);
        double[] before = lastPrediction(model, new int[MEMORY + 1]);
        requireNumbers(before, check);
        double largest = 0;
        for (int position = 0; position < MEMORY; position++) {
            int[] tokens = new int[MEMORY + 1];
            tokens[position] = 1;
            double[] after = lastPrediction(model, tokens);
            for (int j = 0; j < before.length; j++) {
                largest = Math.max(largest, Math.abs(after[j] - before[j]));
            }
        }
        check.that(
                largest > 1e-9,
                "after " + (MEMORY + 1)
                        + " times token 0 the prediction is the same as with a 1 at any place before the"
                        + " last: the cell has no memory");
    }

    /** What is no number equals everything or nothing. */
    private static void requireNumbers(double[] values, Check check) {
        check.untriedIf(!isFinite(values), "the cell's answers are no finite numbers: rules C6 and C9");
    }

    private static boolean isFinite(double[] values) {
        return Arrays.stream(values).allMatch(Double::isFinite);
    }

    private static double[] lastPrediction(ModelCase model, int[] tokens) {
        int steps = tokens.length;
        Batch batch = Batch.ofTokens(steps, 1, tokens, new int[steps], new byte[steps], false);
        double[] all = new ReferenceModel(model.program())
                .evaluate(Deviations.widen(model.parameters()), batch)
                .prediction();
        return Arrays.copyOfRange(all, all.length - all.length / steps, all.length);
    }

    private static void oneHot(CellSubject subject, ModelCase model, Check check) {
        ModelSpec spec = model.spec();
        int vocabulary = spec.input().size();
        Program dense = subject.compiler()
                .compile(new ModelSpec(
                        spec.cell(),
                        spec.options(),
                        spec.layers(),
                        InputSpec.dense(vocabulary),
                        0,
                        spec.output(),
                        spec.readoutBias()));
        Batch tokens = model.batch(3);
        float[] rows = new float[tokens.tokens().length * vocabulary];
        for (int i = 0; i < tokens.tokens().length; i++) {
            rows[i * vocabulary + tokens.tokens()[i]] = 1;
        }
        Batch same = Batch.ofRows(tokens.steps(), tokens.rows(), rows, tokens.targets(), tokens.mask(), false);
        double[] p = Deviations.widen(model.parameters());
        Pass expected = new ReferenceModel(dense).train(p, same);
        requireNumbers(expected.gradient(), check);
        Pass actual = new ReferenceModel(model.program()).train(p, tokens);
        check.close("loss", expected.loss(), actual.loss(), Tolerances.reordered());
        check.close("flat gradient", expected.gradient(), actual.gradient(), Tolerances.reordered());
    }
}
