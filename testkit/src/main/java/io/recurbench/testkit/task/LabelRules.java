package io.recurbench.testkit.task;

import io.recurbench.api.SeededRandom;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.task.EvaluationSet;
import io.recurbench.api.task.SecondMethod;
import io.recurbench.api.task.TaskSpec;
import io.recurbench.testkit.rule.Batches;
import io.recurbench.testkit.rule.Check;
import io.recurbench.testkit.rule.Rule;
import io.recurbench.testkit.rule.Tolerance;
import io.recurbench.testkit.task.TaskSubject.Opened;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** T20 to T24: what the sequences hold. */
final class LabelRules {
    /** Where every position has an answer a second method may take time that grows with the square of the length. */
    private static final int MOST_STEPS = 512;

    private static final int MOST_SEQUENCES = 200;

    /** Positions of one text that tell as much as one sequence: neighbours depend on each other. */
    private static final int POSITIONS_OF_A_SEQUENCE = 100;

    private static final double DEVIATIONS = 4;

    /** Two orders of the same arithmetic, rounded to float. */
    private static final Tolerance SECOND = new Tolerance(1e-6, 1e-5);

    static final Rule<TaskSubject> FITS = TaskSubject.rule(
            "T20",
            "batches fit the specification: tokens and classes within their numbers, numbers finite, something scored",
            LabelRules::fits,
            "the vocabulary counts every token that occurs, separators too",
            "targets where nothing is scored may be anything, the others may not");

    static final Rule<TaskSubject> SECOND_METHOD = TaskSubject.rule(
            "T21",
            "every scored answer is that of the task's second method",
            LabelRules::secondMethod,
            "a label that is written one position or one row beside its place",
            "a state that is not carried from window to window, or not reset between sequences");

    static final Rule<TaskSubject> CHANCE = TaskSubject.rule(
            "T22",
            "the commonest label of a set is as frequent as its chance level says",
            LabelRules::chance,
            "chance is the share of the commonest label among scored positions, not one over the classes",
            "a set whose labels are distributed differently states a chance of its own");

    static final Rule<TaskSubject> BASELINE = TaskSubject.rule(
            "T23",
            "where numbers are predicted, chance is the mean squared error of the best constant answer",
            LabelRules::baseline,
            "the best constant answer is the mean of the scored targets, and its error their variance, the mean over the columns");

    static final Rule<TaskSubject> HELD_OUT = TaskSubject.rule(
            "T24",
            "no sequence of a set that is held out is trained on",
            LabelRules::heldOut,
            "sequences that are drawn for evaluation without a look at the training set",
            "a split by index of data that hold a sequence more than once");

    static final List<Rule<TaskSubject>> ALL = List.of(FITS, SECOND_METHOD, CHANCE, BASELINE, HELD_OUT);

    private LabelRules() {}

    private static void fits(TaskSubject subject, Map<String, Object> setting, Opened opened, Check check) {
        TaskSpec spec = opened.data().spec();
        fits("training", opened.training(), spec, check);
        for (EvaluationSet set : opened.data().evaluations(TaskSubject.ROWS)) {
            fits(name(set), opened.drawn(set), spec, check);
        }
    }

    private static String name(EvaluationSet set) {
        return "set '" + set.name() + "'";
    }

    /** Batches that fit the specification, for what counts on it; T20 says what is wrong with others. */
    private static Drawn fitting(String what, Drawn drawn, TaskSpec spec, Check check) {
        Optional<String> complaint = Check.complaint(trial -> fits(what, drawn, spec, trial));
        check.untriedIf(complaint.isPresent(), "batches do not fit the specification: rule T20");
        return drawn;
    }

    private static Drawn fitting(Opened opened, EvaluationSet set, Check check) {
        return fitting(name(set), opened.drawn(set), opened.data().spec(), check);
    }

    private static void fits(String what, Drawn drawn, TaskSpec spec, Check check) {
        long scored = 0;
        Batch before = null;
        for (int i = 0; i < drawn.batches().size(); i++) {
            Batch batch = drawn.batches().get(i);
            fits(what + ", batch " + i, batch, spec, check);
            check.that(
                    !batch.carried() || (before != null && before.rows() == batch.rows()),
                    what + ": a carried batch needs one of as many rows before it");
            scored += batch.scored();
            before = batch;
        }
        check.that(
                scored > 0,
                what + ": no position is scored in " + drawn.batches().size() + " batches");
    }

    private static void fits(String what, Batch batch, TaskSpec spec, Check check) {
        int positions = batch.steps() * batch.rows();
        boolean tokens = spec.input().isTokens();
        boolean numbers = spec.output().loss() == OutputSpec.LossKind.MEAN_SQUARED_ERROR;
        int inputs = tokens ? 1 : spec.input().size();
        int answers = numbers ? spec.output().width() : 1;
        // Which of the arrays there are, before how long they are.
        check.that(
                (batch.tokens().length > 0) == tokens && (batch.dense().length == 0) == tokens,
                () -> what + ": the input is " + (tokens ? "tokens, and no dense rows" : "dense rows, and no tokens")
                        + ", by the specification; the batch has " + batch.tokens().length + " tokens and "
                        + batch.dense().length + " dense numbers");
        check.that(
                (batch.denseTargets().length > 0) == numbers,
                () -> what + ": the output is " + (numbers ? "numbers" : "classes")
                        + ", by the specification: expected "
                        + (numbers ? "Batch.ofNumbers, with dense targets" : "Batch.ofTokens or ofRows, with classes")
                        + ", not a batch with " + (numbers ? "classes" : "dense targets"));
        check.same(what + ", tokens", tokens ? positions : 0, batch.tokens().length);
        check.same(what + ", numbers of the input", tokens ? 0 : positions * inputs, batch.dense().length);
        check.same(what + ", targets", numbers ? 0 : positions, batch.targets().length);
        check.same(what + ", numbers of the targets", numbers ? positions * answers : 0, batch.denseTargets().length);
        String token = what + ": the token";
        String target = what + ": the scored target";
        for (int i = 0; i < positions; i++) {
            int position = i;
            byte mask = batch.mask()[i];
            check.that(
                    mask == 0 || mask == 1,
                    () -> what + ": the mask" + at(batch, position) + " is " + mask + ", expected 0 or 1");
            if (tokens) {
                inRange(token, batch.tokens()[i], spec.input().size(), batch, position, check);
            }
            for (int k = 0; k < batch.dense().length / positions; k++) {
                float number = batch.dense()[i * inputs + k];
                check.that(Float.isFinite(number), () -> what + ": an input" + at(batch, position) + " is " + number);
            }
            for (int k = 0; mask == 1 && numbers && k < answers; k++) {
                float answer = batch.denseTargets()[i * answers + k];
                check.that(Float.isFinite(answer), () -> target + at(batch, position) + " is " + answer);
            }
            if (mask == 1 && !numbers) {
                inRange(target, batch.targets()[i], spec.output().width(), batch, position, check);
            }
        }
    }

    private static void inRange(String what, int number, int size, Batch batch, int position, Check check) {
        check.that(
                number >= 0 && number < size,
                () -> what + at(batch, position) + " is " + number + ", expected 0 to " + (size - 1));
    }

    private static String at(Batch batch, int position) {
        return " at step " + position / batch.rows() + ", row " + position % batch.rows();
    }

    private static double answer(Batch batch, int index) {
        return batch.targets().length > 0 ? batch.targets()[index] : batch.denseTargets()[index];
    }

    private static void secondMethod(TaskSubject subject, Map<String, Object> setting, Opened opened, Check check) {
        check.skipIf(
                opened.data().secondMethod().isEmpty(), "the task gives no second method: TaskData.secondMethod()");
        SecondMethod method = opened.data().secondMethod().orElseThrow();
        Drawn training = fitting("training", opened.training(), opened.data().spec(), check);
        long answered = compare("training", training, method, check);
        for (EvaluationSet set : opened.data().evaluations(TaskSubject.ROWS)) {
            answered += compare(name(set), fitting(opened, set, check), method, check);
        }
        check.that(answered > 0, "the second method has an answer nowhere");
    }

    private static long compare(String what, Drawn drawn, SecondMethod method, Check check) {
        long answered = 0;
        List<Batch> sequences = drawn.sequences();
        SeededRandom random = new SeededRandom(TaskSubject.SEED);
        for (int i = 0; i < sequences.size(); i++) {
            if (random.nextInt(sequences.size()) >= MOST_SEQUENCES) {
                continue;
            }
            Batch sequence = sequences.get(i);
            int scored = sequence.scored();
            if (sequence.steps() > MOST_STEPS && scored > MOST_STEPS) {
                sequence = Batches.part(sequence, 0, MOST_STEPS, false);
            }
            double[] answers = method.answers(sequence);
            int width = sequence.targets().length > 0 ? 1 : sequence.denseTargets().length / sequence.steps();
            check.same(what + ", answers of the second method", (long) sequence.steps() * width, answers.length);
            double tolerated = sequence.targets().length > 0 ? 0 : SECOND.of(answers);
            for (int k = 0; k < answers.length; k++) {
                if (sequence.mask()[k / width] == 0 || Double.isNaN(answers[k])) {
                    continue;
                }
                answered++;
                double target = answer(sequence, k);
                if (Math.abs(target - answers[k]) > tolerated) {
                    check.that(
                            false,
                            what + ", sequence " + i + ", position " + k / width + ": the target is " + target
                                    + ", the second method says " + answers[k] + " of " + inputs(sequence, k / width));
                }
            }
        }
        return answered;
    }

    private static String inputs(Batch sequence, int position) {
        int shown = Math.min(position + 1, 40);
        return (sequence.tokens().length > 0
                        ? Arrays.toString(Arrays.copyOf(sequence.tokens(), shown))
                        : Arrays.toString(Arrays.copyOf(sequence.dense(), shown)))
                + (shown <= position ? " ..." : "");
    }

    private static void chance(TaskSubject subject, Map<String, Object> setting, Opened opened, Check check) {
        TaskSpec spec = opened.data().spec();
        check.skipIf(spec.output().loss() == OutputSpec.LossKind.MEAN_SQUARED_ERROR, "it predicts numbers: rule T23");
        for (EvaluationSet set : opened.data().evaluations(TaskSubject.ROWS)) {
            long[] counts = new long[spec.output().width()];
            Drawn drawn = fitting(opened, set, check);
            long scored = 0;
            for (Batch batch : drawn.batches()) {
                for (int i = 0; i < batch.mask().length; i++) {
                    if (batch.mask()[i] != 0) {
                        counts[batch.targets()[i]]++;
                        scored++;
                    }
                }
            }
            long independent = Math.max(independent(drawn), 1);
            double stated = set.chance().orElse(spec.chance());
            double found = Arrays.stream(counts).max().orElse(0) / (double) scored;
            double deviation = Math.sqrt(Math.max(stated * (1 - stated), 1.0 / independent) / independent);
            // The largest of many shares lies above each of them.
            double tolerated = deviation * (DEVIATIONS + Math.sqrt(2 * Math.log(counts.length)));
            check.close(
                    "share of the commonest label in set '" + set.name() + "' (" + independent
                            + " independent samples)",
                    stated,
                    found,
                    new Tolerance(tolerated, 0));
        }
    }

    /** Sequences, or stretches of long ones. */
    private static long independent(Drawn drawn) {
        return drawn.sequences().stream()
                .mapToLong(sequence -> 1 + sequence.scored() / POSITIONS_OF_A_SEQUENCE)
                .sum();
    }

    private static void baseline(TaskSubject subject, Map<String, Object> setting, Opened opened, Check check) {
        TaskSpec spec = opened.data().spec();
        check.skipIf(spec.output().loss() != OutputSpec.LossKind.MEAN_SQUARED_ERROR, "it predicts classes: rule T22");
        int width = spec.output().width();
        for (EvaluationSet set : opened.data().evaluations(TaskSubject.ROWS)) {
            double[] sum = new double[width];
            double[] squares = new double[width];
            long scored = 0;
            Drawn drawn = fitting(opened, set, check);
            for (Batch batch : drawn.batches()) {
                for (int i = 0; i < batch.mask().length; i++) {
                    for (int k = 0; batch.mask()[i] != 0 && k < width; k++) {
                        double target = batch.denseTargets()[i * width + k];
                        sum[k] += target;
                        squares[k] += target * target;
                    }
                    scored += batch.mask()[i];
                }
            }
            double error = 0;
            for (int k = 0; k < width; k++) {
                double mean = sum[k] / scored;
                error += (squares[k] / scored - mean * mean) / width;
            }
            double tolerated = DEVIATIONS * Math.sqrt(2.0 / Math.max(independent(drawn), 1));
            check.close(
                    "mean squared error of the best constant answer in set '" + set.name() + "'",
                    set.chance().orElse(spec.chance()),
                    error,
                    new Tolerance(error * tolerated, 0));
        }
    }

    private static void heldOut(TaskSubject subject, Map<String, Object> setting, Opened opened, Check check) {
        Set<String> names = opened.data().heldOut();
        check.skipIf(names.isEmpty(), "the task promises nothing: TaskData.heldOut()");
        Set<ByteBuffer> trained = new HashSet<>();
        for (int epoch = 0; epoch < 2; epoch++) {
            Drawn training = Drawn.of(
                    opened.data().training(TaskSubject.ROWS, TaskSubject.SEED + epoch, epoch), opened.positions());
            training.sequences().forEach(sequence -> trained.add(input(sequence)));
        }
        for (EvaluationSet set : opened.data().evaluations(TaskSubject.ROWS)) {
            if (names.contains(set.name())) {
                List<Batch> sequences = opened.drawn(set).sequences();
                for (int i = 0; i < sequences.size(); i++) {
                    check.that(
                            !trained.contains(input(sequences.get(i))),
                            "sequence " + i + " of set '" + set.name() + "' is trained on: "
                                    + inputs(sequences.get(i), sequences.get(i).steps() - 1));
                }
            }
        }
    }

    private static ByteBuffer input(Batch sequence) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * (sequence.tokens().length + sequence.dense().length));
        for (int token : sequence.tokens()) {
            bytes.putInt(token);
        }
        for (float number : sequence.dense()) {
            bytes.putFloat(number);
        }
        return bytes.flip();
    }
}
