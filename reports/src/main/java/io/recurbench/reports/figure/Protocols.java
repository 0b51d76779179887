package io.recurbench.reports.figure;

import io.recurbench.api.record.TrialRecord;
import io.recurbench.reports.figure.Figure.Band;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads from a task's protocol what a figure shades. */
final class Protocols {
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private Protocols() {}

    /** The lengths trained on: the numbers in the fact whose name says both "train" and "length" ("2..10"), if any does. */
    static List<Band> trainedLengths(TrialRecord trial) {
        for (Map.Entry<String, String> fact : trial.setting().protocol().entrySet()) {
            String name = fact.getKey().toLowerCase(Locale.ROOT);
            if (name.contains("train") && name.contains("length")) {
                List<Double> numbers = NUMBER.matcher(fact.getValue())
                        .results()
                        .map(match -> Double.parseDouble(match.group()))
                        .sorted()
                        .toList();
                if (!numbers.isEmpty()) {
                    return List.of(new Band("trained on", numbers.get(0), numbers.get(numbers.size() - 1)));
                }
            }
        }
        return List.of();
    }
}
