package io.recurbench.harness.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.recurbench.api.Option;
import io.recurbench.api.SeededRandom;
import io.recurbench.api.record.Reference;
import io.recurbench.api.record.SeriesValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExperimentWriterTest {
    private static final long SEED = 27_11_2025;

    private final SeededRandom random = new SeededRandom(SEED);

    @Test
    void whatIsWrittenReadsBackAsAnEqualExperiment() {
        for (int i = 0; i < 1000; i++) {
            Experiment experiment = experiment();
            String written = experiment.toYaml();
            Experiment again = ExperimentFile.read("x", written).experiment();
            assertThat(again)
                    .as("experiment %d of seed %d:%n%s", i, SEED, written)
                    .isEqualTo(experiment);
            assertThat(again.toYaml()).isEqualTo(written);
        }
    }

    @Test
    void referencesKeepTheirOrderAlsoWhereAPublicationComesTwice() {
        Experiment experiment = experiment();
        List<Reference> mixed = List.of(
                new Reference("a", "figure", "m", 1, Map.of()),
                new Reference("b", "figure", "m", 2, Map.of()),
                new Reference("a", "figure", "m", 3, Map.of()));
        Experiment changed = new Experiment(
                "a",
                "a",
                "",
                List.of(0),
                experiment.tasks(),
                experiment.cells(),
                experiment.backends(),
                new TrainingGrid(Map.of()),
                List.of(),
                List.of(),
                Map.of(),
                mixed);
        assertThat(ExperimentFile.read("x", changed.toYaml()).experiment().references())
                .isEqualTo(mixed);
    }

    private Experiment experiment() {
        return new Experiment(
                "a/b-" + random.nextInt(1000),
                Texts.text(random),
                Texts.text(random).strip(),
                seeds(),
                some(1, this::task),
                some(1, this::cell),
                some(1, () -> new BackendEntry(Texts.text(random), options())),
                training(),
                List.of("learning-rate"),
                List.of("cell.hidden", "task.length"),
                where(),
                some(0, this::reference));
    }

    private List<Integer> seeds() {
        return random.nextInt(2) == 0
                ? IntStream.rangeClosed(0, random.nextInt(5)).boxed().toList()
                : some(1, () -> random.nextInt(Integer.MAX_VALUE));
    }

    private TaskEntry task() {
        return new TaskEntry(Texts.text(random), Texts.text(random), options(), training(), series());
    }

    private CellEntry cell() {
        Optional<CellEntry.Budget> budget = random.nextInt(2) == 0
                ? Optional.empty()
                : Optional.of(new CellEntry.Budget(Texts.text(random), List.of("8.25K", "1.70M"), random.nextDouble()));
        return new CellEntry(
                Texts.text(random),
                Texts.text(random),
                options(),
                some(1, () -> 1 + random.nextInt(9)),
                some(1, () -> random.nextInt(9)),
                budget,
                training(),
                series(),
                some(0, () -> Texts.text(random)));
    }

    private Map<String, List<String>> options() {
        Map<String, List<String>> options = new LinkedHashMap<>();
        some(0, () -> Texts.text(random)).forEach(name -> options.put(name, some(1, () -> Texts.text(random))));
        return options;
    }

    private TrainingGrid training() {
        Map<String, List<Object>> training = new LinkedHashMap<>();
        for (Option option : TrainingConfig.OPTIONS) {
            if (random.nextInt(3) == 0) {
                training.put(option.name(), some(1, () -> value(option)));
            }
        }
        return new TrainingGrid(training);
    }

    private Object value(Option option) {
        return switch (option.type()) {
            case INTEGER -> (long) option.minimum() + random.nextInt(1 << 20);
            case REAL -> option.minimum() + random.nextDouble() * (option.maximum() - option.minimum());
            case FLAG -> random.nextInt(2) == 0;
            case CHOICE -> option.choices().get(random.nextInt(option.choices().size()));
            case TEXT -> Texts.text(random);
        };
    }

    private Map<String, Object> series() {
        Map<String, Object> series = new LinkedHashMap<>();
        some(0, () -> Texts.text(random)).forEach(name -> series.put(name, seriesValue(name)));
        return series;
    }

    private Object seriesValue(String name) {
        String text = Texts.text(random);
        return switch (random.nextInt(name.equals("cell") ? 1 : 4)) {
            case 0 -> text;
            case 1 -> SeriesValue.of(text);
            case 2 -> (long) random.nextInt(1000) - 500;
            default -> SeriesValue.of(String.valueOf(Double.longBitsToDouble(random.nextLong() & 0x7fefffffffffffffL)));
        };
    }

    private Map<String, List<Object>> where() {
        Map<String, List<Object>> where = new LinkedHashMap<>();
        some(0, () -> Texts.text(random)).forEach(name -> where.put(name, some(1, () -> seriesValue(name))));
        where.put("cell", some(1, () -> seriesValue("cell")));
        return where;
    }

    private Reference reference() {
        Map<String, Object> selects = new LinkedHashMap<>(series());
        selects.put("cell", Texts.text(random));
        return new Reference(Texts.text(random), "figure", Texts.text(random), random.nextGaussian(), selects);
    }

    private <T> List<T> some(int atLeast, Supplier<T> one) {
        List<T> list = new ArrayList<>();
        for (int i = atLeast + random.nextInt(3); i > 0; i--) {
            list.add(one.get());
        }
        return list;
    }
}
