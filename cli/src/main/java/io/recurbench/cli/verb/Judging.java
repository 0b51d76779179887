package io.recurbench.cli.verb;

import io.recurbench.api.RecurbenchException;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.answer.ExitCode;
import io.recurbench.comparison.Comparison;
import io.recurbench.comparison.ComparisonDocument;
import io.recurbench.comparison.Refusal;
import io.recurbench.comparison.Row;
import io.recurbench.comparison.Settings;
import io.recurbench.reports.ComparisonTable;
import io.recurbench.results.Calibration;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What commands that compare have in common: when a difference counts, where it is written, how the command ends. */
final class Judging {
    private static final Settings STANDARD = Settings.standard();

    @Option(
            names = "--min-quality",
            paramLabel = "SHARE",
            converter = ShareConverter.class,
            description = "Least change of a score that counts: of shares absolute, else relative to base (1%%).")
    private double quality = STANDARD.quality();

    @Option(
            names = "--min-speed",
            paramLabel = "SHARE",
            converter = ShareConverter.class,
            description = "Least change of speed that counts (5%%).")
    private double speed = STANDARD.speed();

    @Option(
            names = "--thresholds",
            paramLabel = "FILE",
            description = "A calibration of this machine: no change of speed counts that lies in its noise.")
    private @Nullable Path thresholds;

    @Option(
            names = "--level",
            paramLabel = "SHARE",
            converter = ShareConverter.class,
            description = "Chance that equal sides raise an alarm, over all rows (5%%).")
    private double level = STANDARD.level();

    @Option(
            names = {"-w", "--write"},
            paramLabel = "FILE",
            description = "Write the comparison as its name ends: .html, .md or .json. May be repeated.")
    private List<Path> files = List.of();

    private @Nullable Calibration calibration;

    /** Checks the names of files, and reads the calibration, before anything long begins. */
    void check() {
        files.forEach(ComparisonFile::of);
        calibration = thresholds == null ? null : Calibration.read(thresholds);
        Calibration read = calibration;
        if (read != null && read.method() != Comparison.METHOD) {
            throw RecurbenchException.usage(thresholds + " was found by method " + read.method()
                    + " of comparison, and this is method " + Comparison.METHOD + ": calibrate again");
        }
    }

    /** The settings; least changes of a calibration are those of interleaved forks or of others. */
    Settings settings(boolean interleaved) {
        Map<String, Double> floors = new TreeMap<>();
        Calibration read = calibration;
        if (read != null) {
            read.benchmarks()
                    .forEach(benchmark -> floors.put(
                            benchmark.key(), (interleaved ? benchmark.interleaved() : benchmark.apart()).floor()));
        }
        return new Settings(level, quality, speed, floors, false, Optional.empty(), Optional.empty());
    }

    /** Writes the files, and says how the command ends. */
    Answer answer(Verb verb, Comparison comparison, List<Path> inputs) {
        requireOwnEnvironment(comparison);
        files.stream().map(ComparisonFile::of).forEach(file -> file.write(comparison, inputs));
        String text = ComparisonTable.of(comparison, Outcomes.width(verb), Outcomes.styles(verb))
                .stripTrailing();
        Map<String, Object> data = ComparisonDocument.of(comparison);
        List<Row> regressions = comparison.regressions();
        if (!regressions.isEmpty()) {
            return new Answer(data, text, ExitCode.REGRESSION, regressed(regressions));
        }
        if (!comparison.refused().isEmpty()) {
            String problem = comparison.refused().stream()
                    .map(refusal -> refusal.words() + " and are not compared" + remedy(refusal, comparison))
                    .collect(Collectors.joining("; "));
            return new Answer(data, text, ExitCode.ENVIRONMENT, problem);
        }
        boolean measured =
                comparison.compared().stream().anyMatch(row -> row.effect().isPresent());
        return measured
                ? Answer.of(data, text)
                : new Answer(data, text, ExitCode.TRIALS_FAILED, "no trial has a result on both sides");
    }

    private static String remedy(Refusal refusal, Comparison comparison) {
        return switch (refusal) {
            case ENVIRONMENT ->
                ": " + differences(comparison)
                        + "; measure both sides on one machine, compare '--only quality', or accept it with"
                        + " --allow-env-diff";
            case METHOD -> "; measure both sides with one build (docs/measuring.md)";
        };
    }

    /** Noise of another machine says nothing of this one's. */
    private void requireOwnEnvironment(Comparison comparison) {
        Calibration read = calibration;
        boolean speeds = comparison.compared().stream().anyMatch(row -> row.kind() == TrialSetting.Kind.SPEED);
        if (read != null && speeds) {
            comparison.next().runs().stream()
                    .flatMap(run -> run.fingerprint().stream())
                    .filter(fingerprint -> !fingerprint.equals(read.fingerprint()))
                    .findFirst()
                    .ifPresent(fingerprint -> {
                        throw RecurbenchException.environment(thresholds
                                + " was calibrated in another environment than the new speeds were measured in ("
                                + read.environment().getOrDefault("cpu.model", "unknown")
                                + "): calibrate there, or compare without --thresholds");
                    });
        }
    }

    /** The facts in which the environments differ, in words. */
    static String differences(Comparison comparison) {
        List<String> words = comparison.environment().stream()
                .filter(fact -> !fact.name().startsWith("harness "))
                .limit(5)
                .map(fact -> fact.name() + " (" + fact.base() + " and " + fact.next() + ")")
                .toList();
        return words.isEmpty() ? "the manifests name no fact that differs" : String.join(", ", words);
    }

    private static String regressed(List<Row> regressions) {
        List<String> names = regressions.stream()
                .limit(5)
                .map(row -> row.name() + " is " + row.verdict().words())
                .toList();
        int more = regressions.size() - names.size();
        return String.join("; ", names) + (more > 0 ? String.format(Locale.ROOT, "; and %d more", more) : "");
    }
}
