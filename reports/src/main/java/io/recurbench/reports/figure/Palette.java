package io.recurbench.reports.figure;

import io.recurbench.reports.model.Summary;
import java.util.List;

/** Gives each cell and each backend its place in the palette, the same in every figure of a report. */
public record Palette(List<String> cells, List<String> backends) {
    /** Copies. */
    public Palette {
        cells = List.copyOf(cells);
        backends = List.copyOf(backends);
    }

    /** The palette of a report. */
    public static Palette of(Summary summary) {
        return new Palette(summary.cells(), summary.backends());
    }

    /** The index of a cell's colour; of one that we have not run, the next free one. */
    int cell(String cell) {
        int index = cells.indexOf(cell);
        return index < 0 ? cells.size() : index;
    }

    /** The index of a backend's colour. */
    int backend(String backend) {
        return Math.max(0, backends.indexOf(backend));
    }

    /** A cell's name, with its backend where there are several. */
    String label(String cell, String backend) {
        return backends.size() > 1 && !backend.isEmpty() ? cell + " on " + backend : cell;
    }
}
