package io.recurbench.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recurbench.api.Options;
import io.recurbench.api.backend.Backend;
import io.recurbench.api.backend.Gradients;
import io.recurbench.api.backend.Optimiser;
import io.recurbench.api.backend.Trainer;
import io.recurbench.api.backend.TrainerRequest;
import io.recurbench.api.batch.Batch;
import io.recurbench.api.cell.Cell;
import io.recurbench.api.cell.ModelSpec;
import io.recurbench.api.program.InputSpec;
import io.recurbench.api.program.OutputSpec;
import io.recurbench.api.service.Services;
import io.recurbench.cuda.compile.Sources;
import io.recurbench.reference.ReferenceBackend;
import io.recurbench.testkit.cell.TestCells;
import io.recurbench.testkit.rule.ModelCase;
import io.recurbench.testkit.rule.ModelDraw;
import io.recurbench.testkit.rule.ParityModels;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes at which a device is filled take kernels that the small models of the rules never reach. */
class EveryKernelTest {
    private static final int ROWS = 70;
    private static final int STEPS = 8;

    private final SoftwareDriver driver = SoftwareDriver.require();
    private final Backend backend = GppCompiler.backend();

    private static ModelCase model(String id, int hidden, OutputSpec output) {
        Cell cell = ServiceLoader.load(Cell.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
        Options options = Options.resolve("cell '" + id + "'", cell.options(), Map.of("hidden", hidden));
        ModelSpec spec = new ModelSpec(cell, options, 1, InputSpec.tokens(7), 0, output, true);
        return ModelDraw.known(Services.compiler()).model(id + " " + hidden, spec, ROWS, STEPS);
    }

    private static Trainer open(Backend backend, ModelCase model, Optimiser optimiser, Map<String, ?> given) {
        Options options = Options.resolve(backend.id(), backend.options(), given);
        return backend.open(new TrainerRequest(model.program(), optimiser, model.parameters(), 1, options));
    }

    private static Gradients gradients(Backend backend, ModelCase model, Map<String, ?> given) {
        try (Trainer trainer = open(backend, model, Optimiser.sgd(), given)) {
            return trainer.gradients(model.batch(0));
        }
    }

    @ParameterizedTest
    @CsvSource({"rnn, 200, tiled", "rnn, 200, cublas", "lstm, 130, tiled", "lstm, 130, cublas"})
    void largeModelsAgreeWithTheReference(String cell, int hidden, String gemm) {
        ModelCase model = model(cell, hidden, OutputSpec.classes(7));
        Gradients expected = gradients(new ReferenceBackend(), model, Map.of());
        Gradients actual = gradients(backend, model, Map.of("gemm", gemm, "separate-buffers", true));
        assertThat(actual.loss()).isCloseTo(expected.loss(), within(1e-5));
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.values().length; i++) {
            largest = Math.max(largest, Math.abs(expected.values()[i]));
            difference = Math.max(difference, Math.abs(expected.values()[i] - actual.values()[i]));
        }
        assertThat(difference).isLessThan(2e-5 * largest);
    }

    @Test
    void everyKernelRunsInThisClass() {
        largeModelsAgreeWithTheReference("rnn", 200, "tiled");
        run(model("gru", 5, OutputSpec.classes(7)), Optimiser.adam());
        run(model("gru", 5, OutputSpec.numbers(2)), adamW());
        for (Cell cell : TestCells.all()) {
            Stream<ModelCase> models = ParityModels.all(cell, ModelDraw.known(Services.compiler())).stream()
                    .filter(model -> model.name().contains("hidden=3"))
                    .filter(model -> !model.name().contains("vocabulary=101"));
            models.forEach(model -> run(model, Optimiser.sgd().clipped(1)));
        }
        Set<String> all = Pattern.compile("RECURBENCH_KERNEL\\((\\w+), ")
                .matcher(Sources.kernels())
                .results()
                .map(result -> result.group(1))
                .filter(name -> !name.equals("name"))
                .collect(Collectors.toSet());
        assertThat(all).hasSizeGreaterThan(25);
        assertThat(driver.kernels()).containsAll(all);
    }

    private static Optimiser adamW() {
        Optimiser adam = Optimiser.adam();
        return new Optimiser(Optimiser.Kind.ADAMW, adam.beta1(), adam.beta2(), adam.epsilon(), 0.01, adam.clipNorm());
    }

    private void run(ModelCase model, Optimiser optimiser) {
        try (Trainer trainer = open(backend, model, optimiser, Map.of("gemm", "tiled"))) {
            for (Batch batch : List.of(model.batch(0), model.batch(1))) {
                trainer.step(batch, 0.01);
                trainer.evaluate(batch);
            }
        }
    }
}
