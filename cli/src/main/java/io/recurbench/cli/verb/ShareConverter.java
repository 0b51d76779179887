package io.recurbench.cli.verb;

import io.recurbench.api.text.NumberText;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A share, as people write it: {@code 5%} or {@code 0.05}. */
final class ShareConverter implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
        boolean percent = text.endsWith("%");
        String digits = percent ? text.substring(0, text.length() - 1).strip() : text;
        double number = NumberText.real(digits)
                .orElseThrow(() -> new TypeConversionException("'" + text + "': expected a share such as 5% or 0.05"));
        return percent ? number / 100 : number;
    }
}
