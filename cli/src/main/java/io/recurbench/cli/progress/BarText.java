package io.recurbench.cli.progress;

import io.recurbench.cli.text.TrialText;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The live line: {@code  7/20  35% [#######.............]  21 s left  lstm on parity, cpu, seed 0}.
 *
 * @param finished trials that have ended
 * @param total trials of the run
 * @param fraction of the run that is done
 * @param remaining estimate of the time left
 * @param running what runs now
 */
record BarText(int finished, int total, double fraction, Optional<Duration> remaining, String running) {
    private static final int WIDTH = 24;

    /** Exactly as wide as asked for. */
    String line(int columns, boolean unicode) {
        int filled = (int) Math.round(WIDTH * Math.min(1, fraction));
        String bar = (unicode ? "\u2588" : "#").repeat(filled) + (unicode ? "\u2591" : ".").repeat(WIDTH - filled);
        String line = String.format(
                Locale.ROOT,
                "%d/%d %3.0f%% %s%s  %s",
                finished,
                total,
                100 * Math.min(1, fraction),
                unicode ? bar : "[" + bar + "]",
                remaining.map(time -> "  " + TrialText.time(time) + " left").orElse(""),
                running);
        // Padded, so that nothing of a longer line before stays.
        return line.length() <= columns ? line + " ".repeat(columns - line.length()) : line.substring(0, columns);
    }
}
