package io.recurbench.harness.discovery;

import io.recurbench.api.Plugin;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.record.ReportWriter;
import io.recurbench.api.task.Suite;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/** The kinds of plugins, in the order in which they are listed. */
public enum PluginKind {
    /** A {@link Cell}. */
    CELL(Cell.class),
    /** A {@link io.recurbench.api.task.Task}; tasks come from suites. */
    TASK(io.recurbench.api.task.Task.class),
    /** A {@link Backend}. */
    BACKEND(Backend.class),
    /** A {@link Suite}. */
    SUITE(Suite.class),
    /** A {@link ReportWriter}. */
    REPORT(ReportWriter.class);

    private final Class<? extends Plugin> type;

    PluginKind(Class<? extends Plugin> type) {
        this.type = type;
    }

    /** The interface of the SPI. */
    public Class<? extends Plugin> type() {
        return type;
    }

    /** The interfaces that service files name the providers of. Tasks come from suites. */
    static Stream<Class<? extends Plugin>> services() {
        return Arrays.stream(values()).filter(kind -> kind != TASK).map(PluginKind::type);
    }

    /** As it is written in messages and records: {@code "cell"}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
