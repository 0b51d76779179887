package io.recurbench.cli.verb;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times as people write them: {@code 90}, {@code 90s}, {@code 10m}, {@code 1h30m}. */
final class TimeConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        String word = text.strip().toUpperCase(Locale.ROOT);
        try {
            Duration duration = Duration.parse("PT" + (word.matches("[0-9.]+") ? word + "S" : word));
            if (!duration.isZero() && !duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            throw wrong(text);
        }
        throw wrong(text);
    }

    private static TypeConversionException wrong(String text) {
        return new TypeConversionException("expected a time such as 90s, 10m or 1h30m, not '" + text + "'");
    }
}
