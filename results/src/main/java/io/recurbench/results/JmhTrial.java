package io.recurbench.results;

import io.recurbench.api.record.Metric;
import io.recurbench.api.record.Metric.Direction;
import io.recurbench.api.record.Outcome;
import io.recurbench.api.record.PluginRef;
import io.recurbench.api.record.Seeds;
import io.recurbench.api.record.SeriesValue;
import io.recurbench.api.record.TrialRecord;
import io.recurbench.api.record.TrialSetting;
import io.recurbench.api.record.TrialSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** A benchmark on its way: parameters that are named like parts of a trial are these parts, as in exports of ours. */
record JmhTrial(JmhFile.Benchmark benchmark) {
    private static final String ID = "([a-z0-9][a-z0-9-]*:)?[a-z0-9][a-z0-9-]*";

    private static final String BENCHMARK = "jmh:benchmark";

    /** Parameters that are numbers of a trial, where they are whole ones. */
    private static final List<String> WHOLE = List.of("seed", "run.threads", "cell.layers", "cell.embedding");

    /** The record of a trial that measured it. */
    TrialRecord record(String source, String now) {
        Map<String, Object> rest = new TreeMap<>();
        rest.put("benchmark", benchmark.name());
        rest.put("mode", benchmark.mode());
        if (!benchmark.arguments().isEmpty()) {
            // Not as they are: they may hold secrets.
            rest.put(
                    "jvm-arguments",
                    CanonicalJson.digest(Map.of("arguments", benchmark.arguments()))
                            .substring(0, 12));
        }
        benchmark.parameters().forEach((name, value) -> {
            boolean isNumber = WHOLE.contains(name) && whole(name).isPresent();
            if (!isNumber && !isId(name) && !name.matches("(task|cell|backend)[.].*")) {
                rest.put(name, SeriesValue.of(value));
            }
        });
        List<Metric> metrics = metrics();
        rest.put("unit", metrics.get(0).unit());
        TrialSetting setting = setting(rest);
        int threads = Math.max(1, whole("run.threads").orElse(benchmark.threads()));
        int seed = whole("seed").orElse(0);
        Map<String, Object> work =
                new TreeMap<>(Map.of("imported", "jmh", "task", words(setting.task()), "cell", words(setting.cell())));
        work.put("layers", (long) setting.layers());
        work.put("embedding", (long) setting.embedding());
        String workKey = CanonicalJson.digest(with(work, "seed", (long) seed));
        work.put("backend", words(setting.backend()));
        work.put("threads", (long) threads);
        return new TrialRecord(
                TrialRecord.SCHEMA_VERSION,
                TrialRecord.METHOD,
                new TrialSpec(
                        CanonicalJson.digest(with(work, "seed", (long) seed)), workKey, setting, new Seeds(seed, 0, 0)),
                Map.of("jvm", benchmark.text("vmName") + " " + benchmark.text("vmVersion")),
                threads,
                Outcome.COMPLETED,
                null,
                1,
                now,
                now,
                metrics,
                List.of(),
                Map.of(
                        JmhImport.FACT,
                        source,
                        "measured by",
                        "JMH " + benchmark.text("jmhVersion"),
                        "forks",
                        Integer.toString(metrics.get(0).samples().size()),
                        "warm-up iterations",
                        Integer.toString(benchmark.warmUps())));
    }

    private TrialSetting setting(Map<String, Object> options) {
        PluginRef task = plugin("task", BENCHMARK, options);
        PluginRef cell = plugin("cell", "jmh:code", Map.of());
        // The class without its package, and the method.
        String name = benchmark.name().replaceFirst("^.*[.](?=[^.]+[.][^.]+$)", "");
        return new TrialSetting(
                "jmh",
                task.id().equals(BENCHMARK) ? Map.of("task", "JMH", "cell", name) : Map.of(),
                task,
                Map.of(),
                Map.of(),
                cell,
                Math.max(1, whole("cell.layers").orElse(1)),
                whole("cell.embedding").orElse(0),
                plugin("backend", "jmh:jvm", Map.of()),
                Map.of(),
                Map.of());
    }

    private static Map<String, Object> with(Map<String, Object> map, String name, Object value) {
        Map<String, Object> more = new TreeMap<>(map);
        more.put(name, value);
        return more;
    }

    private static Map<String, Object> words(PluginRef plugin) {
        return Map.of("id", plugin.id(), "version", plugin.version(), "options", plugin.options());
    }

    private PluginRef plugin(String kind, String otherwise, Map<String, Object> further) {
        Map<String, String> parameters = benchmark.parameters();
        String id = isId(kind) ? parameters.getOrDefault(kind, otherwise) : otherwise;
        String said = parameters.getOrDefault(kind + ".version", "");
        String version = said.isEmpty() ? JmhImport.FACT : said;
        Map<String, Object> options = new TreeMap<>(further);
        parameters.forEach((name, value) -> {
            boolean isNumber = WHOLE.contains(name) && whole(name).isPresent();
            boolean isOption = name.startsWith(kind + ".") && !name.equals(kind + ".version") && !isNumber;
            if (isOption) {
                options.put(name.substring(kind.length() + 1), SeriesValue.of(value));
            }
        });
        return new PluginRef(id, version, options);
    }

    /** Whether a parameter names a plugin: others may call theirs alike. */
    private boolean isId(String parameter) {
        return List.of("task", "cell", "backend").contains(parameter)
                && benchmark.parameters().getOrDefault(parameter, "").matches(ID);
    }

    /** A parameter that is a whole number. */
    private OptionalInt whole(String parameter) {
        String value = benchmark.parameters().getOrDefault(parameter, "");
        return value.matches("[0-9]{1,9}") ? OptionalInt.of(Integer.parseInt(value)) : OptionalInt.empty();
    }

    private List<Metric> metrics() {
        List<Metric> metrics = new ArrayList<>();
        boolean throughput = benchmark.isThroughput();
        metrics.add(metric(
                throughput ? "speed/throughput" : "speed/time",
                benchmark.primary(),
                throughput ? Direction.HIGHER : Direction.LOWER));
        benchmark.secondary().forEach((name, value) -> metrics.add(metric("jmh/" + name, value, Direction.NONE)));
        return metrics;
    }

    /** In one unit of time, so that a benchmark that now counts in another one is not a thousand times as fast. */
    private static Metric metric(String name, JmhFile.Measured measured, Direction direction) {
        TimeUnits unit = TimeUnits.of(measured.unit());
        List<List<Double>> samples = measured.samples().stream()
                .map(fork -> fork.stream().map(unit::scaled).toList())
                .toList();
        return new Metric(name, unit.scaled(measured.score()), unit.name(), direction, null, samples);
    }

    /** Units of JMH as ours. */
    private record TimeUnits(String name, double factor) {
        private static final Map<String, Double> MILLISECONDS =
                Map.of("ns", 1e-6, "us", 1e-3, "ms", 1.0, "s", 1e3, "min", 60e3, "hr", 3600e3, "day", 86_400e3);

        static TimeUnits of(String unit) {
            String time = unit.replaceFirst("/op$", "").replaceFirst("^ops/", "");
            Double milliseconds = MILLISECONDS.get(time);
            if (milliseconds == null || time.equals(unit)) {
                return new TimeUnits(unit, 1);
            }
            return unit.startsWith("ops/")
                    ? new TimeUnits("op/s", 1e3 / milliseconds)
                    : new TimeUnits("ms/op", milliseconds);
        }

        double scaled(double value) {
            return factor == 1 ? value : value * factor;
        }
    }
}
