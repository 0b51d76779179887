package io.recurbench.cli.verb;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A part of an experiment, as people write it: {@code 3/10}. */
final class ShardConverter implements ITypeConverter<ShardConverter.Part> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

    /** Which part of how many, as typed; whether there is such a part is known where the parts are. */
    record Part(int index, int count) {}

    @Override
    public Part convert(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new TypeConversionException("'" + text + "': expected a part and their number such as 3/10");
        }
        return new Part(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
    }
}
