package io.recurbench.cli.verb;

import io.recurbench.harness.trial.CheckpointInterval;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How often a trial is kept: a time as for {@link TimeConverter}, updates ({@code 500u}), or {@code never}. */
final class CheckpointConverter implements ITypeConverter<CheckpointInterval> {
    private final TimeConverter times = new TimeConverter();

    @Override
    public CheckpointInterval convert(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (word.equals("never")) {
            return CheckpointInterval.NEVER;
        }
        if (word.matches("[1-9][0-9]{0,17}u")) {
            return new CheckpointInterval(Long.parseLong(word.substring(0, word.length() - 1)), 0);
        }
        try {
            Duration time = times.convert(word);
            return new CheckpointInterval(0, TimeUnit.NANOSECONDS.convert(time));
        } catch (TypeConversionException e) {
            throw new TypeConversionException(
                    "expected a time such as 90s or 5m, updates such as 500u, or never, not '" + text + "'");
        }
    }
}
