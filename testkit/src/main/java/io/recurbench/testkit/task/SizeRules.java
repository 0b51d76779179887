package io.recurbench.testkit.task;

import io.recurbench.api.batch.Batch;
import io.recurbench.api.batch.BatchSource;
import io.recurbench.api.task.EvaluationSet;
import io.recurbench.testkit.rule.Check;
import io.recurbench.testkit.rule.Rule;
import io.recurbench.testkit.task.TaskSubject.Opened;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/** T30 to T32: lengths and numbers that are stated. */
final class SizeRules {
    /** Says that lengths do not count positions. */
    private static final String UNIT = "length-unit";

    private static final int MOST_BATCHES = 3000;

    static final Rule<TaskSubject> LENGTHS = TaskSubject.rule(
            "T30",
            "sequences have the length that their set states, and batches no more rows than were asked for",
            SizeRules::lengths,
            "a unit other than positions stands in the protocol as '" + UNIT + "'",
            "the last batch has fewer rows where their number does not divide the sequences");

    static final Rule<TaskSubject> LONGEST = TaskSubject.rule(
            "T31",
            "no training batch is longer than longestTraining says",
            SizeRules::longest,
            "the memory of a trial is planned by it: separators and the last chunk count too");

    static final Rule<TaskSubject> EPOCH = TaskSubject.rule(
            "T32",
            "an epoch has as many batches as batchesPerEpoch says, and does not end where it says nothing",
            SizeRules::epoch,
            "a last chunk that is shorter, or a remainder of rows that is dropped",
            "an option that cuts epochs short");

    static final List<Rule<TaskSubject>> ALL = List.of(LENGTHS, LONGEST, EPOCH);

    private SizeRules() {}

    private static void lengths(TaskSubject subject, Map<String, Object> setting, Opened opened, Check check) {
        boolean positions = !opened.data().spec().protocol().containsKey(UNIT);
        TreeMap<Integer, Integer> steps = new TreeMap<>();
        for (EvaluationSet set : opened.data().evaluations(TaskSubject.ROWS)) {
            String what = "set '" + set.name() + "'";
            check.that(set.length() >= 1, what + " has the length " + set.length());
            Drawn drawn = opened.drawn(set);
            boolean carried = drawn.batches().stream().anyMatch(Batch::carried);
            for (Batch batch : drawn.batches()) {
                check.that(
                        batch.rows() <= TaskSubject.ROWS,
                        what + ": a batch of " + batch.rows() + " rows where " + TaskSubject.ROWS + " were asked for");
            }
            for (Batch sequence : drawn.ended() ? drawn.sequences() : List.<Batch>of()) {
                if (set.role() == EvaluationSet.Role.LENGTH) {
                    steps.putIfAbsent(set.length(), sequence.steps());
                    check.same(
                            what + ", positions of a sequence",
                            positions ? set.length() : steps.get(set.length()),
                            sequence.steps());
                } else if (positions && !carried) {
                    check.that(
                            sequence.steps() <= set.length(),
                            what + " of length " + set.length() + " has a sequence of " + sequence.steps());
                }
            }
        }
        int before = 0;
        for (Map.Entry<Integer, Integer> length : steps.entrySet()) {
            check.that(
                    length.getValue() > before,
                    "sequences of length " + length.getKey() + " have " + length.getValue()
                            + " positions, those of a shorter length " + before);
            before = length.getValue();
        }
        BatchSource training = opened.data().training(TaskSubject.ROWS, TaskSubject.SEED, 0);
        Batch first = training.next();
        check.that(first != null, "an epoch has no batch");
        check.same("rows of a training batch", TaskSubject.ROWS, first == null ? 0 : first.rows());
    }

    private static void longest(TaskSubject subject, Map<String, Object> setting, Opened opened, Check check) {
        OptionalInt stated = opened.data().longestTraining();
        check.skipIf(stated.isEmpty(), "nothing is stated: TaskData.longestTraining()");
        BatchSource source = opened.data().training(1, TaskSubject.SEED, 0);
        int longest = 0;
        int batches = 0;
        long left = opened.positions();
        for (Batch batch = source.next(); batch != null && left > 0 && batches < MOST_BATCHES; batch = source.next()) {
            longest = Math.max(longest, batch.steps());
            left -= batch.steps();
            batches++;
            check.that(
                    batch.steps() <= stated.getAsInt(),
                    "batch " + batches + " has " + batch.steps() + " steps, longestTraining() is " + stated.getAsInt());
        }
        check.skipIf(
                longest < stated.getAsInt(),
                "none of " + batches + " batches was as long as " + stated.getAsInt() + ", the longest " + longest);
    }

    private static void epoch(TaskSubject subject, Map<String, Object> setting, Opened opened, Check check) {
        for (int rows : new int[] {TaskSubject.ROWS, 1}) {
            OptionalLong stated = opened.data().batchesPerEpoch(rows);
            for (int epoch = 0; epoch < 2; epoch++) {
                Drawn drawn = opened.training(rows, epoch);
                String what = "epoch " + epoch + " of " + rows + " rows";
                if (stated.isEmpty()) {
                    check.that(
                            !drawn.ended(),
                            what + " ends after " + drawn.batches().size() + " batches, batchesPerEpoch says nothing");
                } else if (drawn.ended() || drawn.batches().size() > stated.getAsLong()) {
                    check.same(
                            what + ", batches",
                            stated.getAsLong(),
                            drawn.batches().size());
                }
            }
        }
    }
}
