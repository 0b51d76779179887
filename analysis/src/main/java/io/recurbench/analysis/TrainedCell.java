package io.recurbench.analysis;

import io.recurbench.api.Option;
import io.recurbench.api.Options;
import io.recurbench.api.RecurbenchException;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.program.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A trained single layer on tokens.
 *
 * @param cell the cell
 * @param options its options
 * @param vocabulary number of tokens
 * @param embedding width of the embedding, 0 for none
 * @param classes number of classes of the readout
 * @param parameters trained values by name, row-major
 */
public record TrainedCell(
        Cell cell, Options options, int vocabulary, int embedding, int classes, Map<String, float[]> parameters) {
    /**
     * Copies the map.
     *
     * @throws RecurbenchException of kind RESULT if a parameter is not finite: nothing can be found in it
     */
    public TrainedCell {
        parameters = Map.copyOf(parameters);
        new TreeMap<>(parameters).forEach(TrainedCell::checkFinite);
    }

    private static void checkFinite(String name, float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw RecurbenchException.result("parameter '" + name + "' is " + values[i] + " at entry " + i + " of "
                        + values.length + ", expected finite numbers: train again to analyse");
            }
        }
    }

    /** The options with others in place of some, where the cell has them. */
    Options with(Map<String, Object> changes) {
        Map<String, Object> values = new LinkedHashMap<>(options.values());
        List<String> declared = cell.options().stream().map(Option::name).toList();
        changes.forEach((name, value) -> {
            if (declared.contains(name)) {
                values.put(name, value);
            }
        });
        return Options.resolve("cell '" + cell.id() + "'", cell.options(), values);
    }

    /**
     * All parameters flat, in the layout that is asked for, those named {@code zeroed} as zero.
     *
     * @throws RecurbenchException of kind RESULT if they are not of that layout
     */
    float[] flat(List<Parameter> layout, List<String> zeroed) {
        int size = layout.stream().mapToInt(Parameter::size).sum();
        float[] flat = new float[size];
        for (Parameter parameter : layout) {
            float[] values = parameters.get(parameter.name());
            if (values == null || values.length != parameter.size()) {
                throw RecurbenchException.result("it has "
                        + (values == null ? "no" : values.length + " entries of") + " parameter '" + parameter.name()
                        + "', expected " + parameter.size() + " entries for cell '" + cell.id() + "' with " + options);
            }
            if (!zeroed.contains(parameter.name())) {
                System.arraycopy(values, 0, flat, parameter.offset(), values.length);
            }
        }
        return flat;
    }
}
