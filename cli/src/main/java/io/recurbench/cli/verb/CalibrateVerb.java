package io.recurbench.cli.verb;

import io.recurbench.api.RecurbenchException;
import io.recurbench.cli.answer.Answer;
import io.recurbench.cli.answer.ExitCode;
import io.recurbench.cli.terminal.Console;
import io.recurbench.comparison.Calibrator;
import io.recurbench.comparison.Settings;
import io.recurbench.results.Calibration;
import io.recurbench.results.Calibration.Benchmark;
import io.recurbench.results.FileTrouble;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds how much this machine's measurements of one build differ. */
@Command(
        name = "calibrate",
        description = "Measure this build against itself: how large a change of speed is noise on this machine.",
        footer = {
            "",
            "'compare --thresholds FILE' and 'ab --thresholds FILE' then call no change slower that lies in the noise.",
            "",
            "Examples:",
            "  recurbench calibrate throughput --cell rnn,lstm",
            "  recurbench calibrate throughput --pairs 40 --most-pairs 40 --file this-machine.json"
        })
public final class CalibrateVerb extends Verb {
    @Mixin
    private PairSettings pairs = new PairSettings();

    @Option(
            names = "--forks",
            paramLabel = "N",
            description = "Forks on each side of the comparisons that it is made for (6).")
    private int forks = 6;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "File to write (calibration.json in the folder of the runs).")
    private @Nullable Path file;

    public CalibrateVerb(Console console) {
        super(console);
    }

    @Override
    Answer answer() {
        if (forks < 1) {
            throw RecurbenchException.usage("--forks is at least 1, not " + forks);
        }
        Settings settings = Settings.standard();
        PairBounds.Measured measured = pairs.measure(this, ".", ".", settings);
        if (measured.interrupted()) {
            return new Answer(
                    Map.of("folder", measured.folder().toString()),
                    "",
                    ExitCode.INTERRUPTED,
                    "interrupted: nothing is calibrated; the runs so far are in " + measured.folder());
        }
        Calibration calibration = Calibrator.calibrate(
                measured.base(),
                measured.next(),
                settings,
                forks,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        if (calibration.benchmarks().isEmpty()) {
            throw RecurbenchException.usage(
                    "nothing to calibrate: no speed was measured; choose an experiment of speed, such as throughput");
        }
        Path place = file == null ? measured.folder().resolve("calibration.json") : file;
        try {
            calibration.write(place);
        } catch (IOException e) {
            throw FileTrouble.unwritable(place.toString(), e, "choose another place with --file");
        }
        List<String> lines = new ArrayList<>();
        for (Benchmark benchmark : calibration.benchmarks()) {
            lines.add(benchmark.name());
            lines.add(noise("compare", benchmark, benchmark.apart()));
            lines.add(noise("ab", benchmark, benchmark.interleaved()));
        }
        lines.add("Calibration: " + place);
        return Answer.of(calibration, lines);
    }

    private static String noise(String command, Benchmark benchmark, Calibration.Noise noise) {
        return String.format(
                Locale.ROOT,
                "  %-8s %d forks a side: 95 of 100 equal sides differ by less than %.1f %%; false alarms %.1f %%",
                command,
                benchmark.forks(),
                100 * noise.floor(),
                100 * noise.falseAlarms());
    }
}
