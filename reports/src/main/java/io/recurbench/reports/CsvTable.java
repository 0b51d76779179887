package io.recurbench.reports;

import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.recurbench.api.text.Visible;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A table as CSV for data frames. A text that a spreadsheet would take for a formula has an apostrophe before it; numbers stay
 * numbers.
 */
final class CsvTable {
    /** What a spreadsheet takes for a formula: a sign at the start, wide forms included, that is not that of a number. */
    private static final Pattern FORMULA =
            Pattern.compile("(?![+-]?[0-9]+(?:[.][0-9]+)?(?:[eE][+-]?[0-9]+)?\\z)[=+@\uff1d\uff0b\uff0d\uff20-].*");

    private CsvTable() {}

    /** Writes rows under a header; a column that a row lacks is empty. */
    static void write(List<String> columns, List<Map<String, String>> rows, OutputStream out) throws IOException {
        CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true).setLineSeparator('\n');
        columns.forEach(schema::addColumn);
        byte[] text = CsvMapper.builder()
                .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
                .build()
                .writer(schema.build())
                .writeValueAsString(rows)
                .getBytes(StandardCharsets.UTF_8);
        out.write(text);
    }

    /** A value as it stands in a field. */
    static String cell(Object value) {
        String line = Visible.line(String.valueOf(value));
        return value instanceof String && FORMULA.matcher(line).matches() ? "'" + line : line;
    }

    /** The shortest digits that read back as the same number, whatever the JDK (its own changed with 19). */
    static String digits(double value) {
        return NumberOutput.toString(value, true);
    }
}
