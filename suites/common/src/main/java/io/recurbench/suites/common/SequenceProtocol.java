package io.recurbench.suites.common;

import java.util.Map;
import java.util.TreeMap;

/** The facts of comparability that follow from the settings of a sequence task, in words. */
final class SequenceProtocol {
    private SequenceProtocol() {}

    static Map<String, String> of(SequenceSettings settings) {
        EvaluationLengths evaluation = settings.evaluation();
        Map<String, String> facts = new TreeMap<>();
        facts.put("train-lengths", settings.training().describe());
        facts.put(
                "train-set",
                settings.trainSet() == 0
                        ? "endless stream"
                        : settings.trainSet() + " distinct sequences of seed " + settings.trainSetSeed()
                                + ", none of them in validation or test");
        facts.put(
                "validation-lengths",
                evaluation.validation().isEmpty()
                        ? "the training lengths, evenly"
                        : EvaluationLengths.text(evaluation.validation()) + ", evenly");
        facts.put("test-length", Integer.toString(evaluation.test()));
        facts.put("curve-lengths", EvaluationLengths.text(evaluation.curve()));
        facts.put("evaluation-sequences", evaluation.sequences() + " per set");
        facts.put("length-unit", "positions");
        facts.put(
                "supervision",
                settings.supervision() == Supervision.FINAL
                        ? "final: the last position"
                        : "running: every position that has a label");
        facts.put("state", "reset for each sequence");
        facts.put("score-unit", "normalised accuracy");
        return facts;
    }
}
