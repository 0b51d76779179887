package io.recurbench.suites.throughput;

import io.recurbench.api.Options;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.service.PluginLoader;
import io.recurbench.api.task.SpeedRequest;
import io.recurbench.api.task.SpeedTask;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** A {@link SpeedRequest} as a file of properties: how it gets into the forked JVM. */
final class StepRequest {
    private static final String CELL_OPTION = "cell.option.";
    private static final String BACKEND_OPTION = "backend.option.";
    private static final String TASK_OPTION = "task.option.";

    private final Properties values;

    /** As it was written. */
    StepRequest(Properties values) {
        this.values = values;
    }

    static StepRequest of(SpeedRequest request) {
        Properties values = new Properties();
        values.setProperty("cell", request.cell());
        values.setProperty("cell.code", request.cellCode().text());
        values.setProperty("layers", Integer.toString(request.layers()));
        values.setProperty("backend", request.backend());
        values.setProperty("backend.code", request.backendCode().text());
        values.setProperty("threads", Integer.toString(request.threads()));
        values.setProperty("seed", Long.toString(request.seed()));
        Optimiser optimiser = request.optimiser();
        values.setProperty("optimiser", optimiser.kind().name());
        values.setProperty("beta1", Double.toString(optimiser.beta1()));
        values.setProperty("beta2", Double.toString(optimiser.beta2()));
        values.setProperty("epsilon", Double.toString(optimiser.epsilon()));
        values.setProperty("weight-decay", Double.toString(optimiser.weightDecay()));
        values.setProperty("clip-norm", Double.toString(optimiser.clipNorm()));
        put(values, TASK_OPTION, request.options().values());
        put(values, CELL_OPTION, request.cellOptions());
        put(values, BACKEND_OPTION, request.backendOptions());
        return new StepRequest(values);
    }

    /** As it is written. */
    Properties values() {
        return values;
    }

    /** What was written, for a task of these options; progress goes nowhere. */
    SpeedRequest request(SpeedTask task) {
        return new SpeedRequest(
                Options.resolve("task '" + task.id() + "'", task.options(), options(TASK_OPTION)),
                text("cell"),
                PluginLoader.Code.parse(text("cell.code")),
                options(CELL_OPTION),
                Integer.parseInt(text("layers")),
                text("backend"),
                PluginLoader.Code.parse(text("backend.code")),
                options(BACKEND_OPTION),
                optimiser(),
                Integer.parseInt(text("threads")),
                Long.parseLong(text("seed")),
                line -> {});
    }

    private String text(String name) {
        String value = values.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("the request has no '" + name + "'");
        }
        return value;
    }

    private Optimiser optimiser() {
        return new Optimiser(
                Optimiser.Kind.valueOf(text("optimiser")),
                real("beta1"),
                real("beta2"),
                real("epsilon"),
                real("weight-decay"),
                real("clip-norm"));
    }

    private double real(String name) {
        return Double.parseDouble(text(name));
    }

    private Map<String, Object> options(String prefix) {
        Map<String, Object> options = new TreeMap<>();
        for (String name : values.stringPropertyNames()) {
            if (name.startsWith(prefix)) {
                options.put(name.substring(prefix.length()), values.getProperty(name));
            }
        }
        return options;
    }

    private static void put(Properties values, String prefix, Map<String, Object> options) {
        options.forEach((name, value) -> values.setProperty(prefix + name, String.valueOf(value)));
    }
}
